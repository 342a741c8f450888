// The pair matrix, as everyone reads `nvidia-smi topo -m`: providers down, clients across, shape, colour and distance in
// each cell. One table that scrolls inside itself under its own headers; one listener each for mouse and keyboard.

import type { PanelEvaluation } from '../../../server/protocol/panel';
import { button, element, glyph } from '../dom';
import { gridStep } from '../model/keys';
import type { Axis, Cell, MatrixView } from '../model/matrix';
import { askedCells, cellOf, positions } from '../model/matrix';
import { MAP_TYPE_WORDS } from '../model/words';

export interface MatrixInput {
  readonly evaluation: PanelEvaluation;
  readonly view: MatrixView;
  readonly selected: Pair | null;
  /** A device whose row and column are lit; null: none. */
  readonly device: string | null;
}

export interface Pair {
  readonly provider: string;
  readonly client: string;
}

export interface MatrixActions {
  readonly selectPair: (pair: Pair) => void;
  readonly previewPair: (pair: Pair | null) => void;
  readonly toggleClass: (firstMember: string) => void;
  readonly selectDevice: (name: string) => void;
}

export interface MatrixPart {
  readonly root: HTMLElement;
  readonly update: (input: MatrixInput) => void;
  /** Scrolls the selected cell into sight. */
  readonly showSelected: () => void;
}

interface Drawn {
  readonly input: MatrixInput;
  readonly signature: string;
  readonly cells: readonly (readonly HTMLTableCellElement[])[];
  readonly pairs: readonly (readonly (Pair | null)[])[];
  readonly rowHeads: readonly HTMLElement[];
  readonly columnHeads: readonly HTMLElement[];
}

export function createMatrix(actions: MatrixActions): MatrixPart {
  const scroller = element('div', 'scroller');
  const note = element('p', 'note');
  const root = element('section', 'part matrix', [scroller, note]);
  root.setAttribute('aria-label', 'Pairs');
  let drawn: Drawn | null = null;
  let focus = { row: 0, column: 0 };
  let hovered: { readonly row: number; readonly column: number } | null = null;

  const placeOf = (target: EventTarget | null): { row: number; column: number } | null => {
    const cell = target instanceof Element ? target.closest('td') : null;
    if (cell === null) return null;
    return { row: Number(cell.getAttribute('data-row')), column: Number(cell.getAttribute('data-column')) };
  };
  const light = (place: { row: number; column: number } | null): void => {
    if (drawn === null || (place?.row === hovered?.row && place?.column === hovered?.column)) return;
    lightHeads(drawn, hovered, false);
    hovered = place;
    lightHeads(drawn, hovered, true);
    actions.previewPair(place === null ? null : (drawn.pairs[place.row]?.[place.column] ?? null));
  };
  const choose = (place: { row: number; column: number }): void => {
    const pair = drawn?.pairs[place.row]?.[place.column];
    if (pair) actions.selectPair(pair);
  };
  const moveFocus = (place: { row: number; column: number }, take: boolean): void => {
    drawn?.cells[focus.row]?.[focus.column]?.setAttribute('tabindex', '-1');
    focus = place;
    const cell = drawn?.cells[place.row]?.[place.column];
    cell?.setAttribute('tabindex', '0');
    if (take) cell?.focus();
  };

  scroller.addEventListener('mouseover', (event) => light(placeOf(event.target)));
  scroller.addEventListener('mouseleave', () => light(null));
  scroller.addEventListener('focusin', (event) => light(placeOf(event.target)));
  scroller.addEventListener('focusout', () => light(null));
  scroller.addEventListener('click', (event) => {
    const place = placeOf(event.target);
    if (place === null) return;
    moveFocus(place, true);
    choose(place);
  });
  scroller.addEventListener('keydown', (event) => {
    const place = placeOf(event.target);
    if (place === null || drawn === null || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') choose(place);
    else {
      const size = [drawn.rowHeads.length, drawn.columnHeads.length] as const;
      const next = gridStep(place, ...size, event.key, event.ctrlKey || event.metaKey);
      if (next === null) return;
      moveFocus(next, true);
    }
    event.preventDefault();
  });

  const update = (input: MatrixInput): void => {
    const signature = signatureOf(input);
    if (drawn?.signature !== signature) {
      const hadFocus = scroller.contains(document.activeElement);
      const place = { top: scroller.scrollTop, left: scroller.scrollLeft };
      hovered = null;
      const table = renderTable(input, actions);
      drawn = { ...table, input, signature };
      scroller.replaceChildren(table.table);
      scroller.scrollTo(place);
      const within = drawn.cells[focus.row]?.[focus.column] !== undefined;
      moveFocus(within ? focus : { row: 0, column: 0 }, hadFocus);
      note.textContent = noteOf(input.view);
      note.hidden = note.textContent === '';
    }
    markSelection(drawn, input);
    drawn = { ...drawn, input };
  };
  const showSelected = (): void => {
    scroller.querySelector('td[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  return { root, update, showSelected };
}

function noteOf(view: MatrixView): string {
  if (view.rows.length === 0 || view.columns.length === 0) return 'No pair of devices matches the filter.';
  return view.leftOut === 0 ? '' : `${view.leftOut} more rows and columns: type in the filter to see them.`;
}

function signatureOf({ evaluation, view }: MatrixInput): string {
  const axis = ({ key, label, folded, members }: Axis): string => `${key} ${label} ${folded} ${members.length}`;
  const asked = evaluation.asked.map(({ provider, client, holds }) => `${provider} ${client} ${holds}`);
  const { mapTypes, distances } = evaluation.matrix;
  const axes = [view.rows.map(axis).join('\n'), view.columns.map(axis).join('\n')];
  return [...axes, mapTypes, distances.join(' '), asked.join('\n')].join('\t');
}

function renderTable(
  input: MatrixInput,
  actions: MatrixActions,
): Omit<Drawn, 'input' | 'signature'> & { table: HTMLElement } {
  const { evaluation, view } = input;
  const asked = askedCells(view, evaluation.asked);
  const corner = element('th', 'corner', [element('span', '', 'provider ↓  client →')]);
  corner.title = 'In each cell the map type, and the distance in hops as the kernel counts';
  const columnHeads = view.columns.map((axis) => headCell(axis, 'col', actions));
  const rowHeads: HTMLElement[] = [];
  const cells: HTMLTableCellElement[][] = [];
  const pairs: (Pair | null)[][] = [];
  const rows = view.rows.map((row, rowIndex) => {
    const head = headCell(row, 'row', actions);
    rowHeads.push(head);
    const rowCells: HTMLTableCellElement[] = [];
    const rowPairs: (Pair | null)[] = [];
    view.columns.forEach((column, columnIndex) => {
      const cell = cellOf(evaluation.matrix, row, column);
      const answer = asked.get(rowIndex * view.columns.length + columnIndex);
      rowPairs.push(answer === undefined ? cell : { provider: answer.pair.provider, client: answer.pair.client });
      const made = renderCell(cell, row, column, answer?.state ?? null);
      made.setAttribute('data-row', String(rowIndex));
      made.setAttribute('data-column', String(columnIndex));
      rowCells.push(made);
    });
    cells.push(rowCells);
    pairs.push(rowPairs);
    return element('tr', '', [head, ...rowCells]);
  });
  const head = element('thead', '', [element('tr', '', [corner, ...columnHeads])]);
  const table = element('table', view.columns.length > 8 ? 'upright' : '', [head, element('tbody', '', rows)]);
  table.setAttribute('role', 'grid');
  table.setAttribute('aria-label', 'Map type of every pair, providers in rows, clients in columns');
  return { table, cells, pairs, rowHeads, columnHeads };
}

function headCell(axis: Axis, scope: 'row' | 'col', actions: MatrixActions): HTMLElement {
  const name = button('axis', axis.label, () => actions.selectDevice(axis.members[0] ?? ''));
  name.tabIndex = -1;
  name.title = axis.members.length > 1 ? axis.members.join(', ') : axis.label;
  const content: Node[] = [name];
  if (axis.fold !== null) {
    const { fold } = axis;
    const toggle = button(`fold ${axis.folded ? 'closed' : 'open'}`, '', () => actions.toggleClass(fold));
    toggle.tabIndex = -1;
    toggle.title = axis.folded ? `Show all ${axis.members.length}` : 'Show alike devices as one';
    toggle.setAttribute('aria-label', toggle.title);
    content.unshift(toggle);
  }
  const made = element('th', '', [element('span', 'head', content)]);
  made.scope = scope;
  return made;
}

function renderCell(cell: Cell | null, row: Axis, column: Axis, asked: string | null): HTMLTableCellElement {
  if (cell === null) {
    const made = element('td', 'self', '–');
    made.tabIndex = -1;
    made.setAttribute('aria-label', `${row.label} with itself`);
    return made;
  }
  const { shape, label } = MAP_TYPE_WORDS[cell.mapType];
  const made = element('td', `cell ${asked ?? ''}`, [glyph(shape), element('span', 'distance', String(cell.distance))]);
  if (asked === 'holds') made.append(element('span', 'verdict', '✓'));
  if (asked === 'fails') made.append(element('span', 'verdict', '✗'));
  made.tabIndex = -1;
  const assertion = asked === 'holds' ? ', as asserted' : asked === 'fails' ? ', not as asserted' : '';
  const spoken = `${row.label} → ${column.label}: ${label}, distance ${cell.distance}${assertion}`;
  made.setAttribute('aria-label', spoken);
  made.title = spoken;
  return made;
}

function lightHeads(drawn: Drawn, place: { row: number; column: number } | null, on: boolean): void {
  if (place === null) return;
  drawn.rowHeads[place.row]?.classList.toggle('lit', on);
  drawn.columnHeads[place.column]?.classList.toggle('lit', on);
}

function markSelection(drawn: Drawn, { view, selected, device }: MatrixInput): void {
  const rowAt = positions(view.rows);
  const columnAt = positions(view.columns);
  const row = rowAt.get(selected?.provider ?? device ?? '') ?? -1;
  const column = columnAt.get(selected?.client ?? device ?? '') ?? -1;
  drawn.rowHeads.forEach((head, index) => head.classList.toggle('selected', index === row));
  drawn.columnHeads.forEach((head, index) => head.classList.toggle('selected', index === column));
  drawn.cells.forEach((cells, rowIndex) =>
    cells.forEach((cell, columnIndex) => {
      const chosen = selected !== null && rowIndex === row && columnIndex === column;
      if (chosen || cell.hasAttribute('aria-selected')) cell.setAttribute('aria-selected', String(chosen));
    }),
  );
}
