// The topology: one row a function over one SVG that draws connectors, handles and the stroke. Only rows in sight are
// elements; they are kept by key and only touched where what they say has changed.

import type { DrawnRow, Scene } from '../../../diagram/scene';
import { METRICS } from '../../../diagram/layout';
import { drawStroke } from '../../../diagram/scene';
import { button, element, setAttributes, setChildren } from '../dom';
import { hasFocusWithin } from '../focus';
import type { Need } from '../model/allot';
import { columnWidths } from '../model/columns';
import type { Found } from '../model/filter';
import { closedBelow, closedSiblings, openBelow } from '../model/folds';
import type { TreeCommand } from '../model/keys';
import { treeCommand, treeStep } from '../model/keys';
import { detailAt, zoomByWheel, zoomStep, zoomToFit } from '../model/zoom';
import { createStrokeLayer } from './stroke';
import type { StrokeInput } from './stroke';
import { ACS_SLOTS, isFold, nameOfRow, placeRow, placeWidth, renderRow, signatureOf } from './topology-row';
import type { TopologyTablePart } from './topology-table';
import { createZoomButtons, iconButton, listenForDrag, listenForPinch } from './zoom';

/** Rows above and below the sight that are ready before they are scrolled to. */
const MARGIN = 12;
/** As in the style sheet. */
const HEADS_HEIGHT = 24;
const BELOW_ROWS = 4;
/** Text shrinks no further than this while there is any. */
const LEAST_TEXT = 0.75;

export interface TopologyInput {
  readonly scene: Scene;
  /** Percent. */
  readonly zoom: number;
  /** What the filter found; null: there is none. */
  readonly found: Found | null;
  /** Name of the selected device or host bridge; null: none. */
  readonly selected: string | null;
  /** Whether a pair is selected, and whether its path alone is shown. */
  readonly hasPath: boolean;
  readonly pathOnly: boolean;
  /** The pair whose stroke is drawn; null: none. */
  readonly stroke: StrokeInput | null;
}

export interface TopologyActions {
  readonly showPathOnly: (only: boolean) => void;
  readonly toggleRows: (keys: readonly string[]) => void;
  readonly setZoom: (zoom: number) => void;
  readonly selectDevice: (name: string) => void;
  /** Shift: the selected device and this one. */
  readonly pairWith: (name: string) => void;
  readonly reveal: (name: string) => void;
}

export interface TopologyPart {
  readonly root: HTMLElement;
  readonly update: (input: TopologyInput) => void;
  readonly need: () => Need;
  /** Scrolls so that what is selected, or as much of it as fits, is in sight. */
  readonly showSelected: () => void;
  /** Whether the stroke is too long to be in sight at once because of rows that are not on it. */
  readonly isStretched: () => boolean;
  readonly focus: () => void;
}

interface KeptRow {
  readonly element: HTMLElement;
  readonly signature: string;
}

export function createTopology(table: TopologyTablePart, actions: TopologyActions): TopologyPart {
  const layer = createStrokeLayer();
  const tree = element('div', 'rows');
  setAttributes(tree, { role: 'tree', 'aria-label': 'PCI Express topology' });
  const drawing = element('div', 'drawing', [tree, layer.root]);
  const only = button('path-only', 'path only', () =>
    actions.showPathOnly(only.getAttribute('aria-pressed') !== 'true'),
  );
  only.title = 'Show the functions of the selected path alone';
  const title = element('span', 'title');
  title.role = 'status';
  const foldAll = iconButton('', '', () => foldOrOpen(-1));
  const zoomButtons = createZoomButtons((wanted) => command(wanted));
  const sheet = element('div', 'sheet', [columnHeads([title, only, table.show, foldAll, zoomButtons.root]), drawing]);
  const nothing = element('p', 'dim nothing');
  const scroller = element('div', 'scroller', [sheet]);
  const root = element('section', 'part topology', [nothing, scroller, table.root]);
  root.ariaLabel = 'Topology';

  let kept = new Map<string, KeptRow>();
  let shown: TopologyInput | null = null;
  let roles: ReadonlyMap<number, string> = new Map();
  let focusedKey = '';
  let place = 0;
  /** Of the scroller; asking for it while rows change would cost a layout. */
  let width = 0;

  const rows = (): Scene['rows']['rows'] => shown?.scene.rows.rows ?? [];
  const rowHeight = (): number => shown?.scene.layout.metrics.rowHeight ?? METRICS.rowHeight;
  const rowAt = (event: Event): DrawnRow | null => {
    const target = event.target instanceof Element ? event.target.closest('[role=treeitem]') : null;
    return shown?.scene.drawn[Number(target?.getAttribute('data-row') ?? -1)] ?? null;
  };
  const choose = (drawn: DrawnRow, pair: boolean): void => {
    if (isFold(drawn)) {
      actions.toggleRows([drawn.row.key]);
      return;
    }
    const name = nameOfRow(drawn, shown?.scene ?? null);
    if (pair) actions.pairWith(name);
    else actions.selectDevice(name);
  };
  const focusRow = (index: number): void => {
    const drawn = shown?.scene.drawn[index];
    if (drawn === undefined) return;
    focusedKey = drawn.row.key;
    scrollToRows(index, index + 1);
    drawRows();
    kept.get(focusedKey)?.element.focus({ preventScroll: true });
  };
  /** Closes this subtree with everything in it, or opens it; -1: the whole tree. */
  const foldOrOpen = (at: number): void => {
    const key = rows()[at]?.key ?? '';
    const close = openBelow(rows(), at);
    if (at < 0 ? close.length > 0 : rows()[at]?.expanded === true) {
      actions.toggleRows(close);
      return;
    }
    // What was closed hides more of its kind.
    const closed = (): readonly string[] => {
      const now = rows().findIndex((row) => row.key === key);
      return closedBelow(rows(), now);
    };
    for (let keys = closed(); keys.length > 0; keys = closed()) actions.toggleRows(keys);
  };
  const command = (wanted: TreeCommand, at = rows().findIndex(({ key }) => key === focusedKey)): void => {
    const zoom = shown?.zoom ?? 100;
    if (wanted === 'open-siblings') actions.toggleRows(closedSiblings(rows(), at));
    else if (wanted === 'zoom-in') zoomAt(zoomStep(zoom, 1));
    else if (wanted === 'zoom-out') zoomAt(zoomStep(zoom, -1));
    else if (wanted === 'zoom-usual') zoomAt(100);
    else zoomAt(zoomToFit(rows().length, scroller.clientHeight - HEADS_HEIGHT - BELOW_ROWS));
  };
  /** What stands at this height of the window stays there; without one, the middle of the sight. */
  const zoomAt = (zoom: number, clientY = middle()): void => {
    const y = clientY - drawing.getBoundingClientRect().top;
    const before = rowHeight();
    actions.setZoom(zoom);
    scroller.scrollTop += y * (rowHeight() / before - 1);
    drawRows();
  };
  const middle = (): number => {
    const { top, height } = scroller.getBoundingClientRect();
    return top + (height + HEADS_HEIGHT) / 2;
  };
  /** What the style sheet makes rows of. */
  const setVariables = (values: readonly (readonly [string, string | number])[]): void => {
    for (const [name, value] of values) sheet.style.setProperty(`--${name}`, String(value));
  };
  /** Names and addresses come first: what they leave no room for is left out, and what no function has. */
  const chooseColumns = (): void => {
    if (shown === null) return;
    const { scene, zoom } = shown;
    const labels = scene.drawn.map(({ label }) => label);
    setVariables(columnWidths(labels, zoom, width - place).map(([column, pixels]) => [column, `${pixels}px`]));
    sheet.className = `sheet ${detailAt(zoom)}`;
  };
  const scrollToRows = (first: number, end: number): void => {
    const { scrollTop } = scroller;
    const [top, bottom] = [first * rowHeight(), end * rowHeight()];
    const height = scroller.clientHeight - HEADS_HEIGHT;
    if (top < scrollTop || bottom - top > height) scroller.scrollTop = top;
    else if (bottom > scrollTop + height) scroller.scrollTop = bottom - height;
  };
  /** Only the rows in sight are elements, and the one that has the focus. */
  const drawRows = (): void => {
    if (shown === null) return;
    const { scene } = shown;
    const words = shown.found?.words ?? [];
    const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight()) - MARGIN);
    const last = Math.ceil((scroller.scrollTop + scroller.clientHeight) / rowHeight()) + MARGIN;
    const inSight = scene.drawn.slice(first, last);
    const focused = scene.drawn.find(({ row }) => row.key === focusedKey);
    if (focused !== undefined && focused.row.index < first) inSight.unshift(focused);
    else if (focused !== undefined && focused.row.index >= last) inSight.push(focused);
    const next = new Map<string, KeptRow>();
    for (const each of inSight) {
      const signature = signatureOf(each, words);
      const before = kept.get(each.row.key);
      const row = before?.signature === signature ? before : { element: renderRow(each, words), signature };
      placeRow(row.element, each, scene, each.row.key === focusedKey);
      next.set(each.row.key, row);
    }
    const hadFocus = hasFocusWithin(tree);
    kept = next;
    setChildren(
      tree,
      [...next.values()].map((row) => row.element),
    );
    if (hadFocus && !tree.contains(document.activeElement)) {
      kept.get(focusedKey)?.element.focus({ preventScroll: true });
    }
    markRows(shown, inSight, roles, kept);
  };

  tree.addEventListener('click', (event) => {
    const drawn = rowAt(event);
    if (drawn === null) return;
    focusRow(drawn.row.index);
    if (event.altKey && drawn.row.expandable) foldOrOpen(drawn.row.index);
    else if (event.target instanceof Element && event.target.classList.contains('handle')) {
      actions.toggleRows([drawn.row.key]);
    } else choose(drawn, event.shiftKey);
  });
  tree.addEventListener('dblclick', (event) => {
    const drawn = rowAt(event);
    if (drawn !== null && !isFold(drawn)) actions.reveal(nameOfRow(drawn, shown?.scene ?? null));
  });
  tree.addEventListener('keydown', (event) => {
    const drawn = rowAt(event);
    if (drawn === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const { index, key } = drawn.row;
    const wanted = treeCommand(event.key);
    const step = treeStep(rows(), index, event.key);
    if (wanted !== null) command(wanted, index);
    else if (step?.step === 'focus') focusRow(step.row);
    else if (step?.step === 'toggle') actions.toggleRows([key]);
    else if (step?.step === 'select') choose(drawn, event.shiftKey);
    else return;
    event.preventDefault();
  });
  const update = (input: TopologyInput): void => {
    const before = shown;
    shown = input;
    const sameScene = before?.scene === input.scene;
    if (!sameScene) {
      const { scene, zoom } = input;
      const focusRemains = scene.drawn.some(({ row }) => row.key === focusedKey);
      if (!focusRemains) focusedKey = scene.drawn[0]?.row.key ?? '';
      tree.style.height = `${scene.layout.height}px`;
      const text = detailAt(zoom) === 'overview' ? zoom / 100 : Math.max(LEAST_TEXT, zoom / 100);
      place = placeWidth(scene, text);
      const { rowHeight: row, marks } = scene.layout.metrics;
      const sizes = { place: `${place}px`, row: `${row}px`, zoom: zoom / 100, text, marks };
      setVariables(Object.entries(sizes));
      chooseColumns();
      layer.drawScene(scene);
      updateHeads(input);
    }
    const sameStroke = sameScene && before.stroke === input.stroke;
    if (!sameStroke) roles = layer.drawStroke(input.scene, input.stroke);
    if (!sameStroke || before.selected !== input.selected) drawRows();
    only.hidden = !input.hasPath;
    only.ariaPressed = String(input.pathOnly);
  };
  const updateHeads = ({ scene, zoom, found }: TopologyInput): void => {
    const many = scene.topology.nodes.length;
    title.textContent = found === null ? 'Topology' : `${found.count} of ${many} match`;
    nothing.textContent = found?.missing ?? '';
    nothing.hidden = nothing.textContent === '';
    const isOpen = rows().some(({ expanded }) => expanded);
    foldAll.title = isOpen ? 'Close all' : 'Open all';
    foldAll.querySelector('path')?.setAttribute('d', `M3 3h10v10h-10zM5.5 8h5${isOpen ? '' : 'M8 5.5v5'}`);
    zoomButtons.update(zoom);
  };
  scroller.addEventListener('scroll', () => requestAnimationFrame(drawRows));
  listenForPinch(scroller, (delta, clientY) => zoomAt(zoomByWheel(shown?.zoom ?? 100, delta), clientY));
  listenForDrag(scroller);
  new ResizeObserver(() => {
    width = scroller.clientWidth;
    chooseColumns();
    drawRows();
  }).observe(scroller);

  /** First and last row of the stroke, else the selected row; null: none. */
  const selectedRows = (): readonly number[] | null => {
    if (shown === null) return null;
    const { scene, stroke: pair, selected } = shown;
    if (pair === null) {
      const row = rowOf(scene, selected);
      return row < 0 ? null : [row, row];
    }
    const marks = drawStroke(scene, pair.provider, pair.client)?.marks.map(({ row }) => row) ?? [];
    return marks.length === 0 ? null : [Math.min(...marks), Math.max(...marks)];
  };
  const showSelected = (): void => {
    const [first = 0, last = 0] = selectedRows() ?? [];
    if (selectedRows() === null) return;
    const fitting = Math.floor((scroller.clientHeight - HEADS_HEIGHT) / rowHeight());
    // With a row more at either side there is something to see where it goes on.
    const beside = last - first + 3 <= fitting ? 1 : 0;
    scrollToRows(Math.max(0, first - beside), last + 1 + beside);
  };
  const isStretched = (): boolean => {
    const [first = 0, last = 0] = selectedRows() ?? [];
    const length = last - first + 1;
    const fits = length * rowHeight() <= scroller.clientHeight - HEADS_HEIGHT;
    return !fits && length > roles.size;
  };
  /** Room for the rows at their usual size: smaller ones are wanted to see more, not to have less room. */
  const need = (): Need => {
    if (!table.root.hidden) return table.need();
    const { length } = rows();
    // A border, and a scroll bar below the rows, take room of their own.
    const fixed = HEADS_HEIGHT + root.offsetHeight - scroller.clientHeight;
    return { natural: fixed + length * Math.max(METRICS.rowHeight, rowHeight()) + BELOW_ROWS, fixed, row: rowHeight() };
  };
  const focus = (): void => kept.get(focusedKey)?.element.focus();
  return { root, update, need, showSelected, isStretched, focus };
}

function columnHeads(controls: readonly HTMLElement[]): HTMLElement {
  const acs = element('span', 'acs', ACS_SLOTS.join(' '));
  acs.title = 'ACS control: RR, CR and EC redirect peer traffic to the root complex';
  const memory = element('span', 'memory', 'p2pmem');
  const place = element('span', 'place', controls);
  return element('div', 'heads', [place, element('span', 'kind', 'kind'), element('span', 'id', 'id'), acs, memory]);
}

function rowOf({ topology, rows }: Scene, name: string | null): number {
  const node = name === null ? undefined : topology.byName.get(name);
  return node === undefined ? -1 : (rows.rowOfNode[node] ?? -1);
}

/** The selected row, and those on the path by row: ends and hops. */
function markRows(
  { scene, selected }: TopologyInput,
  drawn: readonly DrawnRow[],
  roles: ReadonlyMap<number, string>,
  kept: ReadonlyMap<string, KeptRow>,
): void {
  const chosen = rowOf(scene, selected);
  for (const { row } of drawn) {
    const made = kept.get(row.key)?.element;
    if (made === undefined) continue;
    setAttributes(made, { 'aria-selected': row.index === chosen });
    made.classList.toggle('on-path', roles.has(row.index));
    made.classList.toggle('path-end', roles.get(row.index) === 'end');
  }
}
