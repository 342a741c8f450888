// The candidate that somebody most likely meant by a mistyped word: fewest edits, where a swap of two neighbours is one
// edit and case does not count. Only a near miss is offered; a far-fetched proposal is worse than none.

/** null: nothing is near enough. Of equally near candidates the first is taken. Words above 64 characters are not compared. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > 64) return null;
  const lower = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.floor(word.length / 3) + 1;
  if (word.length <= 2) bestDistance = 1.5;
  for (const candidate of candidates) {
    if (candidate.length > 64 || Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(lower, candidate.toLowerCase());
    if (distance < bestDistance && distance < candidate.length) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
export function editDistance(left: string, right: string): number {
  let twoBack: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, (twoBack[column - 2] ?? 0) + 1);
      current.push(cost);
    }
    twoBack = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** All that are as near as the nearest; none: nothing is near enough. */
export function equallyNear(word: string, candidates: readonly string[]): readonly string[] {
  const first = nearest(word, candidates);
  if (first === null) return [];
  const lower = word.toLowerCase();
  const distance = editDistance(lower, first.toLowerCase());
  return candidates.filter(
    (candidate) =>
      candidate === first ||
      (Math.abs(candidate.length - word.length) <= distance &&
        candidate.length <= 64 &&
        distance < candidate.length &&
        editDistance(lower, candidate.toLowerCase()) === distance),
  );
}

/** `equallyNear` among the same candidates again and again, until the comparisons are used up: then nothing is proposed any more. */
export function limitedNearest(
  candidates: readonly string[],
  comparisons: number,
): (word: string) => readonly string[] {
  let left = comparisons;
  return (word) => {
    left -= candidates.length;
    return left < 0 ? [] : equallyNear(word, candidates);
  };
}
