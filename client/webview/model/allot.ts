// How the panel's height is shared. Each part gets what it needs while there is room; where there is not, rows are cut
// between two of them, never through one, and a proof that was asked for gets its room first. What the user chose by a
// splitter goes before all needs.

import type { PanelSplit } from '../../../server/protocol/panel';

export interface Need {
  /** Pixels for all of it. */
  readonly natural: number;
  /** Pixels that are no rows: heads and feet. */
  readonly fixed: number;
  /** Height of a row; 0: no rows, any height will do. */
  readonly row: number;
}

export interface Needs {
  readonly topology: Need;
  readonly matrix: Need;
  readonly proof: Need;
}

export interface Shares {
  readonly topology: number;
  readonly matrix: number;
  readonly proof: number;
}

/** What a splitter leaves to each part: pixels. */
const LEAST = 66;

/** One below the other, in `free` pixels. What nobody needs is the proof's, which stands last. */
export function stackedShares(free: number, needs: Needs, split: PanelSplit = {}): Shares {
  const { topology, matrix, proof } = needs;
  if (split.topology !== undefined && split.matrix !== undefined) {
    const upper = cut(within(split.topology * free, free - 2 * LEAST), topology);
    const middle = cut(within(split.matrix * free, free - upper - LEAST), matrix);
    return { topology: upper, matrix: middle, proof: Math.max(0, free - upper - middle) };
  }
  const least = {
    proof: Math.min(proof.natural, free * 0.5),
    matrix: Math.min(matrix.natural, free * 0.28),
    topology: Math.min(topology.natural, free * 0.22),
  };
  let rest = Math.max(0, free - least.proof - least.matrix - least.topology);
  const more = (share: number, wanted: number): number => {
    const added = Math.min(rest, Math.max(0, wanted - share));
    rest -= added;
    return share + added;
  };
  const half = more(least.matrix, Math.min(matrix.natural, free * 0.45));
  const wholeTopology = more(least.topology, topology.natural);
  const shares = { topology: cut(wholeTopology, topology), matrix: cut(more(half, matrix.natural), matrix) };
  return { ...shares, proof: Math.max(0, free - shares.topology - shares.matrix) };
}

/** The topology beside the other two. */
export function besideShares(free: number, { topology, matrix, proof }: Needs, { right }: PanelSplit = {}): Shares {
  const least = Math.min(proof.natural, free * 0.5);
  const wanted = right === undefined ? Math.min(matrix.natural, free - least) : within(right * free, free - LEAST);
  const share = cut(wanted, matrix);
  return { topology: cut(Math.min(topology.natural, free), topology), matrix: share, proof: free - share };
}

function within(share: number, most: number): number {
  return Math.max(LEAST, Math.min(share, most));
}

function cut(share: number, { natural, fixed, row }: Need): number {
  if (share >= natural || row === 0) return share;
  return fixed + Math.max(1, Math.floor((share - fixed) / row)) * row;
}
