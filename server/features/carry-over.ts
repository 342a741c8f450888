// Where a place of an older text stands in the text of now: hints and lenses of the last good model are shown on while
// somebody types, and what lies in the lines that changed is left out.

/** An offset of the good text in the text of now; null: it lies in what changed. */
export function carryOver(goodText: string, text: string): (offset: number) => number | null {
  if (goodText === text) return (offset) => offset;
  return () => null;
}
