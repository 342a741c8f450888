// What zooms and pans the topology beside its keys: quiet buttons, the wheel with Ctrl or Cmd (a trackpad's pinch comes as
// the same), and dragging, with the middle button anywhere, else where there is nothing to click or to select.

import { button, element, svgElement } from '../dom';
import type { TreeCommand } from '../model/keys';

export interface ZoomButtons {
  readonly root: HTMLElement;
  readonly update: (zoom: number) => void;
}

export function createZoomButtons(press: (command: TreeCommand) => void): ZoomButtons {
  const usual = button('zoom-usual', '', () => press('zoom-usual'));
  usual.title = 'Zoom back to 100% (0)';
  const root = element('span', 'zoom', [
    iconButton('Zoom out (-)', 'M3 8h10', () => press('zoom-out')),
    usual,
    iconButton('Zoom in (+)', 'M3 8h10M8 3v10', () => press('zoom-in')),
    iconButton('Fit all rows (1)', 'M6 3H3v3M10 3h3v3M13 10v3h-3M3 10v3h3', () => press('zoom-fit')),
  ]);
  return {
    root,
    update: (zoom) => {
      usual.textContent = `${zoom}%`;
      usual.hidden = zoom === 100;
    },
  };
}

/** `d`: lines in a square of 16 pixels. */
export function iconButton(title: string, d: string, press: () => void): HTMLButtonElement {
  const icon = svgElement('svg', { width: 16, height: 16, 'aria-hidden': 'true' });
  icon.append(svgElement('path', { d }));
  const made = button('icon', [icon], press);
  made.title = title;
  return made;
}

/** Tells how far the wheel turned with Ctrl or Cmd held, in pixels, and where the pointer was. */
export function listenForPinch(scroller: HTMLElement, zoom: (delta: number, clientY: number) => void): void {
  const turned = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 30;
    if (event.deltaY !== 0) zoom(event.deltaY * lines, event.clientY);
  };
  scroller.addEventListener('wheel', turned, { passive: false });
}

/** What is pressed, or selected as text: elsewhere the left button drags. */
const WORDS = '.heads *, .row span:not(.place)';
/** A click may tremble. */
const STILL = 4;

export function listenForDrag(scroller: HTMLElement): void {
  let start: { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | null = null;
  const isEmpty = ({ target }: Event): boolean => target instanceof Element && !target.matches(WORDS);
  const end = (): void => {
    start = null;
    scroller.classList.remove('panning');
  };
  scroller.addEventListener('pointerdown', (event) => {
    const middle = event.button === 1;
    if (!middle && (event.button !== 0 || event.pointerType !== 'mouse' || !isEmpty(event))) return;
    start = { x: event.clientX, y: event.clientY, left: scroller.scrollLeft, top: scroller.scrollTop };
  });
  // The browser's own scrolling with the middle button would take over.
  scroller.addEventListener('mousedown', (event) => {
    if (event.button === 1) event.preventDefault();
  });
  scroller.addEventListener('pointermove', (event) => {
    if (start === null) return;
    // A scroll bar's drag ends unheard.
    if (event.buttons === 0) {
      end();
      return;
    }
    const [x, y] = [event.clientX - start.x, event.clientY - start.y];
    if (!scroller.hasPointerCapture(event.pointerId)) {
      if (Math.abs(x) + Math.abs(y) < STILL) return;
      // From here on no row below hears of it, the click at the end included.
      scroller.setPointerCapture(event.pointerId);
      scroller.classList.add('panning');
    }
    scroller.scrollTo(start.left - x, start.top - y);
  });
  scroller.addEventListener('pointerup', end);
  scroller.addEventListener('pointercancel', end);
}
