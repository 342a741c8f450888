// The matrix of some of the devices, in classes of one likeness each: the host's classes are by the kernel's walk alone
// and may hold a GPU and its audio function. Every pair keeps its verdict.

import type { PanelMatrix } from '../../../server/protocol/panel';

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
  const letters: string[] = [];
  const distances: number[] = [];
  for (const row of parts) {
    for (const column of parts) {
      const at = row.source * size + column.source;
      const isSelf = row === column && row.members.length === 1;
      letters.push(isSelf ? '-' : matrix.mapTypes.charAt(at));
      distances.push(isSelf ? 0 : (matrix.distances[at] ?? 0));
    }
  }
  return {
    matrix: { classes: parts.map(({ members }) => ({ members })), mapTypes: letters.join(''), distances },
    likeness,
  };
}
