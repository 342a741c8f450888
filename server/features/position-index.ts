// Which of many ranges of a file holds an offset, by bisection: a search through all names of a file of 95,000 lines would
// take longer than an editor waits. The ranges of one index never overlap; two may touch, as two names around a comma.

import type { TextRange } from '../language/diagnostic';
import { contains } from './places';

export interface PositionIndex<Item> {
  /** The end counts as inside; where two ranges touch, the first. null: none holds it. */
  readonly at: (file: string, offset: number) => Item | null;
  /** Those of a file, in order of position. */
  readonly of: (file: string) => readonly Item[];
}

export function createPositionIndex<Item>(
  items: Iterable<Item>,
  fileOf: (item: Item) => string,
  rangeOf: (item: Item) => TextRange,
): PositionIndex<Item> {
  const byFile = new Map<string, Item[]>();
  for (const item of items) {
    const file = fileOf(item);
    const known = byFile.get(file);
    if (known === undefined) byFile.set(file, [item]);
    else known.push(item);
  }
  for (const list of byFile.values()) list.sort((one, other) => rangeOf(one).start - rangeOf(other).start);
  return {
    of: (file) => byFile.get(file) ?? [],
    at: (file, offset) => {
      const list = byFile.get(file) ?? [];
      const last = lastStartingBefore(list, offset, rangeOf);
      return [list[last - 1], list[last]].find((item) => item !== undefined && contains(rangeOf(item), offset)) ?? null;
    },
  };
}

/** Index of the last item that starts at or before the offset; -1: none. */
function lastStartingBefore<Item>(items: readonly Item[], offset: number, rangeOf: (item: Item) => TextRange): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && rangeOf(item).start <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
