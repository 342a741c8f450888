// Joins classes that the matrix cannot tell apart: four drives below one switch reach everybody alike, and each other
// alike, so they are one row. The host's classes are finer, because the kernel's walk differs; their verdicts do not.
// The grouping depends on the verdicts alone, so it survives every edit that changes none of them.

import type { PanelMatrix } from '../../../server/protocol/panel';
import { takeCells } from './restrict';

/** Groups of class indices. */
export type Grouping = readonly (readonly number[])[];

/** Joining is quadratic in classes and groups; above this many the matrix is not readable as a whole anyway. */
const MOST_CLASSES = 512;
/** Code of a diagonal cell of one member: nothing to compare. */
const NOTHING = -1;

/** Equal verdicts between classes of equal kinds, and so equal groupings. */
export function sameVerdicts(a: PanelMatrix, b: PanelMatrix): boolean {
  if (!sameCells(a, b)) return false;
  return a.inFile === null || b.inFile === null ? a.inFile === b.inFile : sameCells(a.inFile, b.inFile);
}

type Cells = Pick<PanelMatrix, 'mapTypes' | 'distances'>;

function sameCells(a: Cells, b: Cells): boolean {
  if (a.mapTypes !== b.mapTypes || a.distances.length !== b.distances.length) return false;
  return a.distances.every((distance, index) => distance === b.distances[index]);
}

/** As few groups as first come, first joined finds; only classes with the same `likeness` (by class) are ever joined. */
export function groupingOf(matrix: PanelMatrix, likeness: readonly string[]): Grouping {
  const size = matrix.classes.length;
  const groups: number[][] = [];
  const codes = codesOf(matrix);
  for (let candidate = 0; candidate < size; candidate += 1) {
    const alike = (members: readonly number[]): boolean =>
      likeness[members[0] ?? -1] === likeness[candidate] && fits(candidate, members, size, codes);
    const group = size > MOST_CLASSES ? undefined : groups.find(alike);
    if (group === undefined) groups.push([candidate]);
    else group.push(candidate);
  }
  return groups;
}

/** The same verdict for every pair of devices, in these groups. */
export function coarsen(matrix: PanelMatrix, groups: Grouping): PanelMatrix {
  const size = matrix.classes.length;
  if (groups.length === size) return matrix;
  const sources = groups.flatMap((row) =>
    groups.map((column) => {
      // Inside a group any two of its classes tell what its members are to each other.
      const [first = 0, second = first] = row;
      return first * size + (row === column ? second : (column[0] ?? 0));
    }),
  );
  return {
    classes: groups.map((group) => ({ members: group.flatMap((each) => matrix.classes[each]?.members ?? []) })),
    ...takeCells(matrix, sources),
  };
}

/** One number a cell, equal exactly where map type and distance are, those of the file's own settings too. */
function codesOf({ mapTypes, distances, inFile }: PanelMatrix): Float64Array {
  const code = (cells: Cells, at: number): number => (cells.distances[at] ?? 0) * 128 + cells.mapTypes.charCodeAt(at);
  return Float64Array.from(distances, (_, at) => {
    if (mapTypes.charAt(at) === '-') return NOTHING;
    return code({ mapTypes, distances }, at) + (inFile === null ? 0 : code(inFile, at) * 2 ** 24);
  });
}

function fits(candidate: number, group: readonly number[], size: number, codes: Float64Array): boolean {
  const first = group[0] ?? candidate;
  const among = codes[candidate * size + first];
  const meetsAlike = (a: number, b: number): boolean => {
    const code = codes[a * size + b];
    return code === among || (a === b && code === NOTHING);
  };
  // Among themselves all must meet alike: the members so far, devices of one class, and the candidate with each.
  if (!meetsAlike(candidate, candidate) || !meetsAlike(first, first)) return false;
  for (const each of group) if (!meetsAlike(candidate, each) || !meetsAlike(each, candidate)) return false;
  if (group.length > 1 && !meetsAlike(first, group[1] ?? first)) return false;
  for (let other = 0; other < size; other += 1) {
    const rows = codes[candidate * size + other] === codes[first * size + other];
    const columns = codes[other * size + candidate] === codes[other * size + first];
    if ((!rows || !columns) && other !== candidate && !group.includes(other)) return false;
  }
  return true;
}
