// The topology: one row a function over one SVG that draws connectors, handles and the stroke. Only rows in sight are
// elements; they are kept by key and only touched where what they say has changed.

import { REDIRECTING_FLAGS } from '../../../diagram/labels';
import type { RowLabel } from '../../../diagram/labels';
import type { DrawnRow, Scene } from '../../../diagram/scene';
import { METRICS } from '../../../diagram/layout';
import { drawStroke } from '../../../diagram/scene';
import { button, element, setChildren } from '../dom';
import type { Need } from '../model/allot';
import { treeStep } from '../model/keys';
import { createStrokeLayer } from './stroke';
import type { StrokeInput } from './stroke';

/** Longer names are cut. */
const MOST_PLACE = 300;
/** Pixels beside the place: all columns, without the id, without the kind as well. As in the style sheet. */
const WIDTHS = [
  { columns: '', width: 400 },
  { columns: 'without-id', width: 316 },
  { columns: 'without-kind', width: 232 },
];
/** Rows above and below the sight that are ready before they are scrolled to. */
const MARGIN = 12;
/** As in the style sheet. */
const HEADS_HEIGHT = 24;
const BELOW_ROWS = 4;

const ACS_SLOTS = ['SV', 'TB', 'RR', 'CR', 'UF', 'EC', 'DT'] as const;

export interface TopologyInput {
  readonly scene: Scene;
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
  readonly toggleRow: (key: string) => void;
  readonly selectDevice: (name: string) => void;
  /** Shift: the selected device and this one. */
  readonly pairWith: (name: string) => void;
  readonly reveal: (name: string) => void;
}

export interface TopologyPart {
  readonly root: HTMLElement;
  readonly update: (input: TopologyInput) => void;
  readonly need: () => Need;
  /** Scrolls so that the stroke, or as much of it as fits, is in sight. */
  readonly showStroke: () => void;
}

interface KeptRow {
  readonly element: HTMLElement;
  readonly signature: string;
}

export function createTopology(actions: TopologyActions): TopologyPart {
  const layer = createStrokeLayer();
  const tree = element('div', 'rows');
  tree.setAttribute('role', 'tree');
  tree.setAttribute('aria-label', 'PCI Express topology');
  const drawing = element('div', 'drawing', [tree, layer.root]);
  const only = button('path-only', 'path only', () =>
    actions.showPathOnly(only.getAttribute('aria-pressed') !== 'true'),
  );
  only.title = 'Show the functions of the selected path alone';
  const sheet = element('div', 'sheet', [columnHeads(only), drawing]);
  const scroller = element('div', 'scroller', [sheet]);
  const root = element('section', 'part topology', [scroller]);
  root.setAttribute('aria-label', 'Topology');

  let kept = new Map<string, KeptRow>();
  let shown: TopologyInput | null = null;
  let roles: ReadonlyMap<number, string> = new Map();
  let focusedKey = '';
  let place = 0;

  const rowAt = (event: Event): DrawnRow | null => {
    const target = event.target instanceof Element ? event.target.closest('[role=treeitem]') : null;
    return shown?.scene.drawn[Number(target?.getAttribute('data-row') ?? -1)] ?? null;
  };
  const choose = (drawn: DrawnRow, pair: boolean): void => {
    if (isFold(drawn)) {
      actions.toggleRow(drawn.row.key);
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
    scrollTo(index * METRICS.rowHeight, (index + 1) * METRICS.rowHeight);
    drawRows();
    kept.get(focusedKey)?.element.focus({ preventScroll: true });
  };
  /** Names and addresses come first: what they leave no room for is left out. */
  const chooseColumns = (): void => {
    const room = scroller.clientWidth - place;
    const fitting = WIDTHS.find(({ width }) => width <= room) ?? WIDTHS[WIDTHS.length - 1];
    sheet.className = `sheet ${fitting?.columns ?? ''}`;
  };
  /** Brings this range of the drawing into sight, its top first. */
  const scrollTo = (top: number, bottom: number): void => {
    const { scrollTop } = scroller;
    const height = scroller.clientHeight - HEADS_HEIGHT;
    if (top < scrollTop || bottom - top > height) scroller.scrollTop = top;
    else if (bottom > scrollTop + height) scroller.scrollTop = bottom - height;
  };
  /** Only the rows in sight are elements, and the one that has the focus. */
  const drawRows = (): void => {
    if (shown === null) return;
    const { drawn } = shown.scene;
    const first = Math.max(0, Math.floor(scroller.scrollTop / METRICS.rowHeight) - MARGIN);
    const last = Math.ceil((scroller.scrollTop + scroller.clientHeight) / METRICS.rowHeight) + MARGIN;
    const rows = drawn.filter(({ row }) => (row.index >= first && row.index < last) || row.key === focusedKey);
    const next = new Map<string, KeptRow>();
    for (const each of rows) {
      const signature = signatureOf(each);
      const before = kept.get(each.row.key);
      const row = before?.signature === signature ? before : { element: renderRow(each), signature };
      row.element.style.top = `${each.row.index * METRICS.rowHeight}px`;
      row.element.setAttribute('data-row', String(each.row.index));
      row.element.setAttribute('tabindex', each.row.key === focusedKey ? '0' : '-1');
      next.set(each.row.key, row);
    }
    const hadFocus = tree.contains(document.activeElement);
    kept = next;
    setChildren(
      tree,
      [...next.values()].map((row) => row.element),
    );
    if (hadFocus && !tree.contains(document.activeElement)) {
      kept.get(focusedKey)?.element.focus({ preventScroll: true });
    }
    markRows(shown, rows, roles, kept);
  };

  tree.addEventListener('click', (event) => {
    const drawn = rowAt(event);
    if (drawn === null) return;
    focusRow(drawn.row.index);
    if (event.target instanceof Element && event.target.classList.contains('handle')) actions.toggleRow(drawn.row.key);
    else choose(drawn, event.shiftKey);
  });
  tree.addEventListener('dblclick', (event) => {
    const drawn = rowAt(event);
    if (drawn !== null && !isFold(drawn)) actions.reveal(nameOfRow(drawn, shown?.scene ?? null));
  });
  tree.addEventListener('keydown', (event) => {
    const drawn = rowAt(event);
    if (drawn === null || shown === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = treeStep(shown.scene.rows.rows, drawn.row.index, event.key);
    if (step === null) return;
    event.preventDefault();
    if (step.step === 'focus') focusRow(step.row);
    else if (step.step === 'toggle') actions.toggleRow(drawn.row.key);
    else choose(drawn, event.shiftKey);
  });

  const update = (input: TopologyInput): void => {
    const before = shown;
    shown = input;
    const sameScene = before?.scene === input.scene;
    if (!sameScene) {
      const focusRemains = input.scene.drawn.some(({ row }) => row.key === focusedKey);
      if (!focusRemains) focusedKey = input.scene.drawn[0]?.row.key ?? '';
      tree.style.height = `${input.scene.layout.height}px`;
      place = placeWidth(input.scene);
      sheet.style.setProperty('--place', `${place}px`);
      chooseColumns();
      layer.drawScene(input.scene);
    }
    const sameStroke = sameScene && before.stroke === input.stroke;
    if (!sameStroke) roles = layer.drawStroke(input.scene, input.stroke);
    if (!sameStroke || before.selected !== input.selected) drawRows();
    only.hidden = !input.hasPath;
    only.setAttribute('aria-pressed', String(input.pathOnly));
  };
  scroller.addEventListener('scroll', () => requestAnimationFrame(drawRows));
  new ResizeObserver(() => {
    chooseColumns();
    drawRows();
  }).observe(scroller);

  const showStroke = (): void => {
    const pair = shown?.stroke;
    const stroke = pair && shown ? drawStroke(shown.scene, pair.provider, pair.client) : null;
    if (stroke === null) return;
    const rows = stroke.marks.map((mark) => mark.row);
    scrollTo((Math.min(...rows) - 1) * METRICS.rowHeight, (Math.max(...rows) + 2) * METRICS.rowHeight);
  };
  const need = (): Need => {
    const { length } = shown?.scene.drawn ?? [];
    // A border, and a scroll bar below the rows, take room of their own.
    const fixed = HEADS_HEIGHT + root.offsetHeight - scroller.clientHeight;
    return { natural: fixed + length * METRICS.rowHeight + BELOW_ROWS, fixed, row: METRICS.rowHeight };
  };
  return { root, update, need, showStroke };
}

function columnHeads(only: HTMLElement): HTMLElement {
  const acs = element('span', 'acs', ACS_SLOTS.join(' '));
  acs.title = 'ACS control: RR, CR and EC redirect peer traffic to the root complex';
  const memory = element('span', 'memory', 'p2pmem');
  const place = element('span', 'place', [element('span', '', 'Topology'), only]);
  return element('div', 'heads', [place, element('span', 'kind', 'kind'), element('span', 'id', 'id'), acs, memory]);
}

/** A row of other functions is nothing to choose: it opens. */
function isFold({ row, label }: DrawnRow): boolean {
  return row.others > 0 && label.address === '';
}

export function nameOfRow({ row }: DrawnRow, scene: Scene | null): string {
  const node = scene?.topology.nodes[row.node];
  if (node === undefined) return '';
  return node.shape === 'host-bridge' ? node.hostBridge.name : node.device.name;
}

function signatureOf({ row, label, anchor }: DrawnRow): string {
  const state = [row.depth, row.expandable, row.expanded, row.position, row.siblings, anchor.x];
  const acs = label.acs?.join(' ') ?? '-';
  const words = [label.address, label.name, label.kind, label.id, acs, label.memory, label.listed, label.others];
  return [...state, ...words, label.published, label.count].join('\n');
}

function renderRow({ row, label, anchor }: DrawnRow): HTMLElement {
  const place = element('span', 'place');
  place.style.paddingLeft = `${anchor.x + 12}px`;
  if (row.expandable) {
    const handle = element('span', 'handle');
    handle.style.left = `${anchor.x - 11}px`;
    place.append(handle);
  }
  if (label.address !== '') place.append(element('span', 'address', label.address));
  if (label.name !== '') place.append(element('span', 'name', label.name));
  if (label.others !== '') place.append(element('span', 'others', label.others));
  if (label.count > 1) place.append(element('span', 'times', `×${label.count}`));
  const cells = [place, element('span', 'kind', label.kind), element('span', 'id', label.id)];
  cells.push(label.listed === '' ? acsCell(label) : element('span', 'acs listed', label.listed), memoryCell(label));
  const made = element('div', `row ${label.listed === '' ? '' : 'root'}`, cells);
  made.setAttribute('role', 'treeitem');
  made.setAttribute('aria-level', String(row.depth + 1));
  made.setAttribute('aria-posinset', String(row.position));
  made.setAttribute('aria-setsize', String(row.siblings));
  made.setAttribute('aria-label', spokenRow(label));
  if (row.expandable) made.setAttribute('aria-expanded', String(row.expanded));
  return made;
}

/** Seven slots of three characters in a fixed-width font, so that flags stand below each other; few spans, many rows. */
function acsCell({ acs }: RowLabel): HTMLElement {
  if (acs === null) return element('span', 'acs');
  const pieces: { readonly kind: string; text: string }[] = [];
  for (const flag of ACS_SLOTS) {
    const set = acs.includes(flag);
    const kind = !set ? 'unset' : REDIRECTING_FLAGS.has(flag) ? 'redirecting' : 'set';
    const last = pieces[pieces.length - 1];
    const text = set ? `${flag} ` : '·  ';
    if (last?.kind === kind) last.text += text;
    else pieces.push({ kind, text });
  }
  return element(
    'span',
    'acs',
    pieces.map(({ kind, text }) => element('span', kind, text)),
  );
}

function memoryCell(label: RowLabel): HTMLElement {
  if (label.memory === '') return element('span', 'memory');
  const sign = element('span', `published-sign ${label.published ? 'published' : 'unpublished'}`);
  const cell = element('span', 'memory', [sign, element('span', '', label.memory)]);
  cell.title = label.published ? 'peer-to-peer memory, published' : 'peer-to-peer memory, not published';
  return cell;
}

function spokenRow(label: RowLabel): string {
  if (label.address === '') return label.others;
  const name = label.name === '' ? label.address : `${label.name}, ${label.address}`;
  const many = label.count > 1 ? `, ${label.count} functions` : '';
  const acs = label.acs === null ? '' : `, ACS ${label.acs.length === 0 ? 'none' : label.acs.join(' ')}`;
  const memory = label.memory === '' ? '' : `, ${label.memory} of peer memory`;
  const others = label.others === '' ? '' : `, ${label.others}`;
  return `${name}, ${label.kind}${others}${many}${label.listed === '' ? '' : `, ${label.listed}`}${acs}${memory}`;
}

/** The selected row, and those on the path by row: ends and hops. */
function markRows(
  { scene, selected }: TopologyInput,
  rows: readonly DrawnRow[],
  roles: ReadonlyMap<number, string>,
  kept: ReadonlyMap<string, KeptRow>,
): void {
  const node = selected === null ? undefined : scene.topology.byName.get(selected);
  const chosen = node === undefined ? -1 : (scene.rows.rowOfNode[node] ?? -1);
  for (const { row } of rows) {
    const made = kept.get(row.key)?.element;
    made?.setAttribute('aria-selected', String(row.index === chosen));
    made?.classList.toggle('on-path', roles.has(row.index));
    made?.classList.toggle('path-end', roles.get(row.index) === 'end');
  }
}

/** Pixels that the longest address and name take; a guess from their letters, since not all rows are elements. */
function placeWidth({ drawn }: Scene): number {
  const widths = drawn.map(({ label, anchor }) => {
    const times = label.count > 1 ? 4 : 0;
    return anchor.x + 36 + 7 * label.address.length + 7.5 * (label.name.length + label.others.length + times);
  });
  return Math.ceil(Math.min(MOST_PLACE, Math.max(0, ...widths)));
}
