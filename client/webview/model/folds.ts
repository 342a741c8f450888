// Which rows are to be opened or closed together: a subtree, siblings, everything. Runs of virtual functions and functions
// that nobody looks for stay folded unless they are meant themselves: they are hundreds of rows that say the same.

import type { Row } from '../../../diagram/rows';

/** Keys of the open rows of this subtree, its own included; -1: of the whole tree. */
export function openBelow(rows: readonly Row[], at: number): readonly string[] {
  return subtree(rows, at)
    .filter(({ expanded }) => expanded)
    .map(({ key }) => key);
}

/** Keys of the closed rows of this subtree, its own included; -1: of the whole tree. What they hide is not yet among them. */
export function closedBelow(rows: readonly Row[], at: number): readonly string[] {
  return subtree(rows, at)
    .filter((row) => isClosed(row) && (row.index === at || !standsForMany(row)))
    .map(({ key }) => key);
}

/** Keys of the closed rows beside this one, its own included. */
export function closedSiblings(rows: readonly Row[], at: number): readonly string[] {
  const parent = rows[at]?.parent;
  return rows
    .filter((row) => row.parent === parent && isClosed(row) && (row.index === at || !standsForMany(row)))
    .map(({ key }) => key);
}

function isClosed({ expandable, expanded }: Row): boolean {
  return expandable && !expanded;
}

function standsForMany({ run, others }: Row): boolean {
  return run !== null || others > 0;
}

/** A row's subtree is the run of deeper rows after it. */
function subtree(rows: readonly Row[], at: number): readonly Row[] {
  const top = rows[at];
  if (top === undefined) return rows;
  const end = rows.findIndex(({ index, depth }) => index > at && depth <= top.depth);
  return rows.slice(at, end < 0 ? rows.length : end);
}
