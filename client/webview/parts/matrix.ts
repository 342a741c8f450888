// The pair matrix, as everyone reads `nvidia-smi topo -m`: providers down, clients across, shape, colour and distance in
// each cell. One table that scrolls inside itself under its own headers; one listener each for mouse and keyboard.

import type { PanelSelectedQuery } from '../../../server/protocol/panel';
import { button, element } from '../dom';
import { hasFocusWithin } from '../focus';
import type { Need } from '../model/allot';
import { gridStep } from '../model/keys';
import type { Axis } from '../model/matrix';
import { positions } from '../model/matrix';
import type { Pair } from '../model/selection';
import { count } from '../model/words';
import type { Grid, GridActions } from './grid';
import { drawGrid } from './grid';
import type { MatrixInput } from './matrix-input';
import { createQuestions } from './questions';

export interface MatrixActions extends GridActions {
  readonly selectPair: (pair: Pair) => void;
  readonly previewPair: (pair: Pair | null) => void;
  readonly showOthers: (show: boolean) => void;
  readonly selectQuestion: (at: PanelSelectedQuery) => void;
}

export interface MatrixPart {
  readonly root: HTMLElement;
  readonly update: (input: MatrixInput) => void;
  readonly need: () => Need;
  /** Scrolls the selected cell into sight. */
  readonly showSelected: () => void;
}

/** As in the style sheet. */
const BELOW_ROWS = 4;
const BORDER = 1;

interface Drawn extends Grid {
  readonly input: MatrixInput;
  readonly signature: string;
}

export function createMatrix(actions: MatrixActions): MatrixPart {
  const scroller = element('div', 'scroller');
  const note = element('span', 'dim');
  const others = button('link others', '', () => actions.showOthers(others.getAttribute('aria-pressed') !== 'true'));
  const foot = element('p', 'note', [note, others]);
  const questions = createQuestions(actions.selectQuestion);
  const root = element('section', 'part matrix', [scroller, foot, questions.root]);
  root.ariaLabel = 'Pairs';
  let drawn: Drawn | null = null;
  let focus = { row: 0, column: 0 };
  let hovered: { readonly row: number; readonly column: number } | null = null;

  const placeOf = (target: EventTarget | null): { row: number; column: number } | null => {
    const cell = target instanceof Element ? target.closest('[data-row]') : null;
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
  const toggleAt = (place: { row: number; column: number }): void => {
    const { view } = drawn?.input ?? {};
    const axis = place.row < 0 ? view?.columns[place.column] : view?.rows[place.row];
    const fold = axis?.fold ?? null;
    if (fold !== null) actions.toggleClass(fold);
  };
  const moveFocus = (place: { row: number; column: number }, take: boolean): void => {
    if (drawn === null) return;
    focusable(drawn, focus)?.setAttribute('tabindex', '-1');
    focus = place;
    const cell = focusable(drawn, place);
    cell?.setAttribute('tabindex', '0');
    if (take) cell?.focus();
  };

  scroller.addEventListener('mouseover', (event) => light(placeOf(event.target)));
  scroller.addEventListener('mouseleave', () => light(null));
  scroller.addEventListener('focusin', (event) => light(placeOf(event.target)));
  scroller.addEventListener('focusout', () => light(null));
  scroller.addEventListener('click', (event) => {
    const place = placeOf(event.target);
    if (place === null || isHeader(place)) return;
    moveFocus(place, true);
    choose(place);
  });
  scroller.addEventListener('keydown', (event) => {
    const place = placeOf(event.target);
    if (place === null || drawn === null || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      // Enter on a header selects the device, as its button does by itself; Space opens or closes its class.
      if (isHeader(place) && event.key === 'Enter') return;
      if (isHeader(place)) toggleAt(place);
      else choose(place);
    } else {
      const size = [drawn.rowHeads.length, drawn.columnHeads.length] as const;
      const next = gridStep(place, ...size, event.key, event.ctrlKey || event.metaKey);
      if (next === null) return;
      moveFocus(next, true);
    }
    event.preventDefault();
  });

  const update = (input: MatrixInput): void => {
    const isSame = drawn?.input.evaluation === input.evaluation && drawn.input.view === input.view;
    const signature = isSame && drawn !== null ? drawn.signature : signatureOf(input);
    if (drawn?.signature !== signature) {
      const hadFocus = hasFocusWithin(scroller);
      const place = { top: scroller.scrollTop, left: scroller.scrollLeft };
      hovered = null;
      const grid = drawGrid(drawn, input, actions);
      if (grid.table !== drawn?.table) {
        scroller.replaceChildren(grid.table);
        // Headers without cells say nothing.
        grid.table.hidden = grid.cells.length === 0 || grid.columnHeads.length === 0;
        scroller.scrollTo(place);
      }
      drawn = { ...grid, input, signature };
      const within = focusable(drawn, focus) !== undefined;
      moveFocus(within ? focus : { row: 0, column: 0 }, hadFocus);
    }
    note.textContent = noteOf(input);
    note.hidden = note.textContent === '';
    others.textContent = `${input.showsOthers ? '−' : '+'} ${count(input.others, 'other function')}`;
    others.title = input.showsOthers ? 'Fold away what nobody asks about' : 'Show what nobody asks about, too';
    others.ariaPressed = String(input.showsOthers);
    others.hidden = input.others === 0;
    foot.hidden = others.hidden && note.hidden;
    questions.update(input.evaluation, input.question);
    markSelection(drawn, input);
    drawn = { ...drawn, input };
  };
  const showSelected = (): void => {
    const cell = scroller.querySelector<HTMLElement>('td[aria-selected=true]');
    if (cell === null) return;
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    // Whole rows only, as the part's height is cut: the row comes to stand right below the header.
    const top = cell.closest('tr')?.offsetTop ?? 0;
    const header = drawn?.table.tHead?.offsetHeight ?? 0;
    const isCut = (scroller.scrollTop + header - top) % cell.offsetHeight !== 0;
    if (isCut) scroller.scrollTop = top - header;
  };
  const need = (): Need => {
    const table = drawn?.table;
    const rows = drawn?.rowHeads.length ?? 0;
    const bar = scroller.offsetHeight - scroller.clientHeight;
    const fixed = (table?.tHead?.offsetHeight ?? 0) + bar + foot.offsetHeight + questions.root.offsetHeight + BORDER;
    const row = drawn?.rowHeads[0]?.offsetHeight ?? 0;
    return { natural: fixed + rows * row + BELOW_ROWS, fixed, row };
  };
  return { root, update, need, showSelected };
}

function isHeader(place: { readonly row: number; readonly column: number }): boolean {
  return place.row < 0 || place.column < 0;
}

function focusable(drawn: Drawn, place: { readonly row: number; readonly column: number }): HTMLElement | undefined {
  const head = place.row < 0 ? drawn.columnHeads[place.column] : drawn.rowHeads[place.row];
  if (isHeader(place)) return head?.querySelector<HTMLElement>('.axis') ?? undefined;
  return drawn.cells[place.row]?.[place.column];
}

function noteOf({ evaluation, view }: MatrixInput): string {
  if (evaluation.devices.length === 0) return 'No pairs: there are no devices.';
  if (view.rows.length === 0 || view.columns.length === 0) return 'No pair of devices matches the filter.';
  return view.leftOut === 0 ? '' : `${view.leftOut} more rows and columns: type in the filter to see them.`;
}

function signatureOf({ evaluation, view }: MatrixInput): string {
  const axis = ({ label, folded, members }: Axis): string => `${label} ${folded} ${members.join(' ')}`;
  const asked = evaluation.asked.map(({ provider, client, holds }) => `${provider} ${client} ${holds}`);
  const { mapTypes, distances, inFile } = evaluation.matrix;
  const before = inFile === null ? [] : [inFile.mapTypes, inFile.distances.join(' ')];
  const axes = [view.rows.map(axis).join('\n'), view.columns.map(axis).join('\n')];
  return [...axes, mapTypes, distances.join(' '), asked.join('\n'), ...before].join('\t');
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
  const chosen = selected === null ? undefined : drawn.cells[row]?.[column];
  const before = drawn.table.querySelector('td[aria-selected=true]');
  if (before !== null && before !== chosen) before.ariaSelected = 'false';
  chosen?.setAttribute('aria-selected', 'true');
}
