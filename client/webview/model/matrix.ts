// The pair matrix as it is shown: which classes are folded into one row and column, which the filter leaves, and what
// each cell says. The message has one verdict for every pair of classes; a class that is opened repeats it member by member.

import type { PanelAskedPair, PanelInFile, PanelMatrix } from '../../../server/protocol/panel';
import type { ReportMapType } from '../../../server/protocol/report-words';
import { classLabel } from '../../../diagram/class-label';
import { inFileAt } from './what-if';
import { mapTypeOfLetter } from './words';

export interface MatrixChoice {
  /** First members of the classes whose usual state the user reversed. */
  readonly toggled: ReadonlySet<string>;
  /** Whether a device passes the filter, as provider or as client. */
  readonly keepsProvider: (name: string) => boolean;
  readonly keepsClient: (name: string) => boolean;
}

export interface MatrixView {
  readonly rows: readonly Axis[];
  readonly columns: readonly Axis[];
  /** Rows and columns left out because there are too many to draw; the filter brings them back. */
  readonly leftOut: number;
}

/** One row or column: a whole class, or one member of an opened class. */
export interface Axis {
  readonly key: string;
  readonly label: string;
  readonly classIndex: number;
  readonly members: readonly string[];
  /** The class's first member where this header opens or closes it; null: nothing to open. */
  readonly fold: string | null;
  readonly folded: boolean;
}

export interface Cell {
  readonly provider: string;
  readonly client: string;
  readonly mapType: ReportMapType;
  readonly distance: number;
  /** What the file's own settings give; null: the same. */
  readonly inFile: PanelInFile | null;
}

export { classLabel };

/** `fails` outweighs `holds`, both outweigh a mere question. */
export type Asked = 'fails' | 'holds' | 'asks';

/** Up to here every device has a row of its own unless the user folds; above, classes are folded. */
export const FEW_ENDPOINTS = 16;
/** More rows or columns than this would be drawn too slowly to be of use. */
const MOST_AXES = 128;

export function matrixView(matrix: PanelMatrix, choice: MatrixChoice): MatrixView {
  const foldedFirst = countEndpoints(matrix) > FEW_ENDPOINTS;
  const rows = axesOf(matrix, foldedFirst, choice.toggled, choice.keepsProvider);
  const columns = axesOf(matrix, foldedFirst, choice.toggled, choice.keepsClient);
  const leftOut = Math.max(0, rows.length - MOST_AXES) + Math.max(0, columns.length - MOST_AXES);
  return { rows: rows.slice(0, MOST_AXES), columns: columns.slice(0, MOST_AXES), leftOut };
}

export function countEndpoints({ classes }: PanelMatrix): number {
  return classes.reduce((sum, { members }) => sum + members.length, 0);
}

function axesOf(
  matrix: PanelMatrix,
  foldedFirst: boolean,
  toggled: ReadonlySet<string>,
  keeps: (name: string) => boolean,
): readonly Axis[] {
  const axes: Axis[] = [];
  for (const [classIndex, { members }] of matrix.classes.entries()) {
    const first = members[0];
    const kept = members.filter(keeps);
    if (first === undefined || kept.length === 0) continue;
    const fold = members.length > 1 ? first : null;
    const folded = fold !== null && foldedFirst !== toggled.has(first);
    if (folded) axes.push({ key: first, label: classLabel(kept), classIndex, members: kept, fold, folded });
    else {
      kept.forEach((name, position) =>
        axes.push({ key: name, label: name, classIndex, members: [name], fold: position === 0 ? fold : null, folded }),
      );
    }
  }
  return axes;
}

/** null: a device with itself. */
export function cellOf(matrix: PanelMatrix, row: Axis, column: Axis): Cell | null {
  const provider = row.members[0] ?? '';
  const client = column.members.find((name) => name !== provider);
  const verdict = mapTypeAt(matrix, row.classIndex, column.classIndex);
  return client === undefined || verdict === null ? null : { provider, client, ...verdict };
}

/** By class of the provider and class of the client; null: an empty cell. */
export function mapTypeAt(
  matrix: PanelMatrix,
  row: number,
  column: number,
): Pick<Cell, 'mapType' | 'distance' | 'inFile'> | null {
  const at = row * matrix.classes.length + column;
  const mapType = mapTypeOfLetter(matrix.mapTypes.charAt(at));
  return mapType === null
    ? null
    : { mapType, distance: matrix.distances[at] ?? 0, inFile: inFileAt(matrix, row, column) };
}

/** The verdict of one pair of devices; null: a device with itself, or a name that the matrix does not have. */
export function verdictOf(
  matrix: PanelMatrix,
  classOf: ReadonlyMap<string, number>,
  provider: string,
  client: string,
): Cell | null {
  const row = classOf.get(provider);
  const column = classOf.get(client);
  if (row === undefined || column === undefined || provider === client) return null;
  const verdict = mapTypeAt(matrix, row, column);
  return verdict === null ? null : { provider, client, ...verdict };
}

export function classesByMember(matrix: PanelMatrix): ReadonlyMap<string, number> {
  const classOf = new Map<string, number>();
  matrix.classes.forEach(({ members }, index) => members.forEach((name) => classOf.set(name, index)));
  return classOf;
}

/** Where a device stands on an axis. */
export function positions(axes: readonly Axis[]): ReadonlyMap<string, number> {
  const at = new Map<string, number>();
  axes.forEach(({ members }, index) => members.forEach((name) => at.set(name, index)));
  return at;
}

/** The queries that each cell answers, by row * columns + column; of several the one that fails comes first. */
export function askedCells(
  view: MatrixView,
  asked: readonly PanelAskedPair[],
): ReadonlyMap<number, { readonly state: Asked; readonly pair: PanelAskedPair }> {
  const rowAt = positions(view.rows);
  const columnAt = positions(view.columns);
  const cells = new Map<number, { readonly state: Asked; readonly pair: PanelAskedPair }>();
  for (const pair of asked) {
    const row = rowAt.get(pair.provider);
    const column = columnAt.get(pair.client);
    if (row === undefined || column === undefined) continue;
    const at = row * view.columns.length + column;
    const state: Asked = pair.holds === null ? 'asks' : pair.holds ? 'holds' : 'fails';
    const before = cells.get(at);
    if (before === undefined || WEIGHT[state] > WEIGHT[before.state]) cells.set(at, { state, pair });
  }
  return cells;
}

const WEIGHT: Readonly<Record<Asked, number>> = { asks: 0, holds: 1, fails: 2 };
