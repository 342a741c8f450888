// The matrix of some of the devices, in classes of one likeness each: the host's classes are by the kernel's walk alone
// and may hold a GPU and its audio function. Every pair keeps its verdict.

import type { PanelMatrix } from '../../../server/protocol/panel';

/** Index of a cell that says nothing. */
const NOWHERE = -1;

/** These cells, in this order. */
export function takeCells(matrix: PanelMatrix, sources: readonly number[]): Omit<PanelMatrix, 'classes'> {
  const take = ({ mapTypes, distances }: Cells): Cells => ({
    mapTypes: sources.map((at) => (at === NOWHERE ? '-' : mapTypes.charAt(at))).join(''),
    distances: sources.map((at) => (at === NOWHERE ? 0 : (distances[at] ?? 0))),
  });
  return { ...take(matrix), inFile: matrix.inFile === null ? null : take(matrix.inFile) };
}

type Cells = Pick<PanelMatrix, 'mapTypes' | 'distances'>;

export interface Restricted {
  readonly matrix: PanelMatrix;
  /** By class. */
  readonly likeness: readonly string[];
}

/** Linear in the number of devices, and quadratic in that of the classes left. */
export function restrict(
  matrix: PanelMatrix,
  keeps: (name: string) => boolean,
  likenessOf: (name: string) => string,
): Restricted {
  const parts = matrix.classes.flatMap(({ members }, source) => {
    const byLikeness = new Map<string, string[]>();
    for (const name of members) {
      if (!keeps(name)) continue;
      const likeness = likenessOf(name);
      const alike = byLikeness.get(likeness);
      if (alike === undefined) byLikeness.set(likeness, [name]);
      else alike.push(name);
    }
    return [...byLikeness].map(([likeness, kept]) => ({ source, likeness, members: kept }));
  });
  const likeness = parts.map((part) => part.likeness);
  const isWhole = parts.every(({ source, members }, at) => {
    return source === at && members.length === matrix.classes[at]?.members.length;
  });
  // Most small machines, and no work at all.
  if (isWhole && parts.length === matrix.classes.length) return { matrix, likeness };
  const size = matrix.classes.length;
  const sources = parts.flatMap((row) =>
    parts.map((column) => {
      const isSelf = row === column && row.members.length === 1;
      return isSelf ? NOWHERE : row.source * size + column.source;
    }),
  );
  return { matrix: { classes: parts.map(({ members }) => ({ members })), ...takeCells(matrix, sources) }, likeness };
}
