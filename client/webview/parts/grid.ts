// The table of the pair matrix. Cells stay where they are while the number of rows and columns stays, and are touched
// only where they say something new: an edit repaints what it changed. Shape and tick are drawn by the style sheet, so a
// cell is one element and a large matrix stays quick.

import type { PanelInFile } from '../../../server/protocol/panel';
import { button, element, glyph } from '../dom';
import type { Asked, Axis, Cell } from '../model/matrix';
import { askedCells, cellOf } from '../model/matrix';
import type { Pair } from '../model/selection';
import { MAP_TYPE_WORDS } from '../model/words';
import type { MatrixInput } from './matrix-input';

export interface Grid {
  readonly table: HTMLTableElement;
  readonly rowHeads: readonly HTMLElement[];
  readonly columnHeads: readonly HTMLElement[];
  readonly cells: readonly (readonly HTMLTableCellElement[])[];
  /** What each cell shows, to be compared with what it should show. */
  readonly words: readonly (readonly string[])[];
  /** The pair that each cell stands for: one that the file asks for, else the first of its classes. */
  readonly pairs: readonly (readonly (Pair | null)[])[];
}

export interface GridActions {
  readonly toggleClass: (firstMember: string) => void;
  readonly selectDevice: (name: string) => void;
}

export function drawGrid(before: Grid | null, { evaluation, view }: MatrixInput, actions: GridActions): Grid {
  const asked = askedCells(view, evaluation.asked);
  const width = view.columns.length;
  const same = before?.cells.length === view.rows.length && before.columnHeads.length === width;
  const cells: HTMLTableCellElement[][] = [];
  const words: string[][] = [];
  const pairs: (Pair | null)[][] = [];
  for (const [rowIndex, row] of view.rows.entries()) {
    const rowCells: HTMLTableCellElement[] = [];
    const rowWords: string[] = [];
    const rowPairs: (Pair | null)[] = [];
    for (const [columnIndex, column] of view.columns.entries()) {
      const cell = cellOf(evaluation.matrix, row, column);
      const answer = asked.get(rowIndex * width + columnIndex);
      const kept = same ? before.cells[rowIndex]?.[columnIndex] : undefined;
      const made = kept ?? emptyCell(rowIndex, columnIndex);
      const content = contentOf(cell, row, column, answer?.state ?? null);
      const key = `${content.className}|${content.spoken}`;
      if (kept === undefined || before?.words[rowIndex]?.[columnIndex] !== key) fill(made, content);
      rowCells.push(made);
      rowWords.push(key);
      rowPairs.push(pairOf(answer?.pair ?? cell));
    }
    cells.push(rowCells);
    words.push(rowWords);
    pairs.push(rowPairs);
  }
  const columnHeads = view.columns.map((axis, index) => headCell(axis, 'col', index, actions));
  const rowHeads = view.rows.map((axis, index) => headCell(axis, 'row', index, actions));
  const table = same ? before.table : tableOf(rowHeads, columnHeads, cells);
  table.style.setProperty('--longest', String(Math.max(0, ...view.columns.map(labelLength))));
  if (same) {
    before.columnHeads.forEach((head, index) => head.replaceWith(columnHeads[index] ?? head));
    before.rowHeads.forEach((head, index) => head.replaceWith(rowHeads[index] ?? head));
    return { ...before, rowHeads, columnHeads, words, pairs };
  }
  return { table, rowHeads, columnHeads, cells, words, pairs };
}

/** In letters; the sign that opens a class takes two. */
function labelLength({ label, fold }: Axis): number {
  return label.length + (fold === null ? 0 : 2);
}

function pairOf(named: Pair | null): Pair | null {
  return named === null ? null : { provider: named.provider, client: named.client };
}

function tableOf(
  rowHeads: readonly HTMLElement[],
  columnHeads: readonly HTMLElement[],
  cells: readonly (readonly HTMLElement[])[],
): HTMLTableElement {
  const corner = element('th', 'corner', 'provider ↓  client →');
  corner.title = 'In each cell the map type, and the distance in hops as the kernel counts';
  const rows = rowHeads.map((head, index) => element('tr', '', [head, ...(cells[index] ?? [])]));
  const head = element('thead', '', [element('tr', '', [corner, ...columnHeads])]);
  const table = element('table', columnHeads.length > 8 ? 'upright' : '', [head, element('tbody', '', rows)]);
  table.role = 'grid';
  table.ariaLabel = 'Map type of every pair, providers in rows, clients in columns';
  return table;
}

function headCell(axis: Axis, scope: 'row' | 'col', index: number, actions: GridActions): HTMLElement {
  const name = button('axis', axis.label, () => actions.selectDevice(axis.members[0] ?? ''));
  name.tabIndex = -1;
  name.title = axis.members.length > 1 ? axis.members.join(', ') : axis.label;
  const content: Node[] = [name];
  if (axis.fold !== null) {
    const { fold } = axis;
    const toggle = button(`fold ${axis.folded ? 'closed' : 'open'}`, '', () => actions.toggleClass(fold));
    toggle.tabIndex = -1;
    toggle.title = axis.folded ? `Show all ${axis.members.length}` : 'Show alike devices as one';
    toggle.ariaLabel = toggle.title;
    content.unshift(toggle);
  }
  const made = element('th', '', [element('span', 'head', content)]);
  made.scope = scope;
  made.dataset['row'] = String(scope === 'row' ? index : -1);
  made.dataset['column'] = String(scope === 'row' ? -1 : index);
  return made;
}

function emptyCell(row: number, column: number): HTMLTableCellElement {
  const made = element('td');
  made.tabIndex = -1;
  made.dataset['row'] = String(row);
  made.dataset['column'] = String(column);
  return made;
}

interface CellContent {
  readonly className: string;
  readonly text: string | readonly Node[];
  readonly spoken: string;
}

function contentOf(cell: Cell | null, row: Axis, column: Axis, asked: Asked | null): CellContent {
  if (cell === null) return { className: 'self', text: '', spoken: `${row.label} with itself` };
  const { shape, label } = MAP_TYPE_WORDS[cell.mapType];
  const assertion = asked === 'holds' ? ', as asserted' : asked === 'fails' ? ', not as asserted' : '';
  const { inFile, distance } = cell;
  const before =
    inFile === null ? '' : `; in the file ${MAP_TYPE_WORDS[inFile.mapType].label}, distance ${inFile.distance}`;
  const spoken = `${row.label} → ${column.label}: ${label}, distance ${distance}${assertion}${before}`;
  const className = `cell ${shape}${asked === null ? '' : ` ${asked}`}`;
  if (inFile === null) return { className, text: String(distance), spoken };
  return { className: `${className} changed`, text: changeContent(inFile, shape, distance), spoken };
}

/** Old → new; the old distance only where it is another. */
function changeContent(inFile: PanelInFile, shape: string, distance: number): readonly Node[] {
  const old = inFile.distance === distance ? '' : String(inFile.distance);
  const was = element('span', 'was', [glyph(MAP_TYPE_WORDS[inFile.mapType].shape), document.createTextNode(old)]);
  return [was, element('span', 'becomes', '→'), glyph(shape), element('span', 'now', String(distance))];
}

function fill(cell: HTMLTableCellElement, { className, text, spoken }: CellContent): void {
  cell.className = className;
  if (typeof text === 'string') cell.textContent = text;
  else cell.replaceChildren(...text);
  cell.ariaLabel = spoken;
  cell.title = spoken;
}
