// A line between two parts that can be dragged, or moved by the arrow keys; Enter or a double click gives the choice back
// to the panel. The pattern is the `window splitter` of the ARIA Authoring Practices.

import { element } from '../dom';

export interface Splitter {
  readonly root: HTMLElement;
  /** Where it stands, in pixels of its layout; `across`: it parts what is above from what is below. */
  readonly place: (at: {
    readonly across: boolean;
    readonly place: number;
    readonly of: number;
    readonly from: number;
  }) => void;
}

export interface SplitterActions {
  /** Pixels from the layout's left or upper edge. */
  readonly move: (place: number) => void;
  readonly release: () => void;
}

/** A row of the topology and of the matrix. */
const STEP = 22;

export function createSplitter(label: string, { move, release }: SplitterActions): Splitter {
  const root = element('div', 'splitter');
  root.role = 'separator';
  root.ariaLabel = label;
  root.title = 'Drag to resize; double-click to fit';
  root.tabIndex = 0;
  let isAcross = true;
  let now = 0;
  root.addEventListener('pointerdown', (event) => {
    root.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  root.addEventListener('pointermove', (event) => {
    if (!root.hasPointerCapture(event.pointerId)) return;
    const edge = root.parentElement?.getBoundingClientRect();
    const scrolled = root.parentElement?.scrollTop ?? 0;
    move(isAcross ? event.clientY - (edge?.top ?? 0) + scrolled : event.clientX - (edge?.left ?? 0));
  });
  root.addEventListener('dblclick', release);
  root.addEventListener('keydown', (event) => {
    const step = (isAcross ? ACROSS : ALONG)[event.key];
    if (step !== undefined) move(now + step * STEP);
    else if (event.key === 'Enter') release();
    else return;
    event.preventDefault();
  });
  return {
    root,
    place: ({ across, place, of, from }) => {
      isAcross = across;
      now = place;
      root.className = `splitter ${across ? 'across' : 'along'}`;
      root.style.inset = across ? `${place}px 0 auto ${from}px` : `0 auto 0 ${place}px`;
      root.ariaOrientation = across ? 'horizontal' : 'vertical';
      root.ariaValueNow = String(Math.round((100 * place) / Math.max(1, of)));
    },
  };
}

const ACROSS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 };
const ALONG: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
