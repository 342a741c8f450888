// Where a place of an older text stands in the text of now: hints and lenses of the last good model are shown on while
// somebody types, and what lies in the lines that changed is left out. What is equal at both ends is found character by
// character; between several edits, lines that are unique in both texts hold the rest in place.

/** An offset of the good text in the text of now; null: it lies in a line that changed. */
export function carryOver(goodText: string, text: string): (offset: number) => number | null {
  if (goodText === text) return (offset) => offset;
  const start = endOfEqualLines(goodText, text);
  const [goodEnd, end] = startOfEqualLines(goodText, text, start);
  const between = carriedLines(linesOf(goodText, start, goodEnd), linesOf(text, start, end));
  return (offset) => {
    if (offset < start) return offset;
    if (offset >= goodEnd) return offset - goodEnd + end;
    return between(offset);
  };
}

/** How many characters of whole lines both begin with. */
function endOfEqualLines(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let equal = 0;
  while (equal < most && one.charCodeAt(equal) === other.charCodeAt(equal)) equal += 1;
  while (equal > 0 && !(isLineStart(one, equal) && isLineStart(other, equal))) equal -= 1;
  return equal;
}

/** Where the whole lines begin that both end with, in each; an end of the text that is no line of its own counts as none. */
function startOfEqualLines(one: string, other: string, after: number): readonly [number, number] {
  const most = Math.min(one.length, other.length) - after;
  let equal = 0;
  while (equal < most && one.charCodeAt(one.length - 1 - equal) === other.charCodeAt(other.length - 1 - equal)) {
    equal += 1;
  }
  while (equal >= 0 && !(isLineStart(one, one.length - equal) && isLineStart(other, other.length - equal))) equal -= 1;
  // The place behind the last character belongs to the last line, so it is carried only with that line.
  return equal < 0 ? [one.length + 1, other.length + 1] : [one.length - equal, other.length - equal];
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Lines end with LF, CRLF or a lone CR. */
function isLineStart(text: string, offset: number): boolean {
  if (offset === 0) return true;
  const before = text.charCodeAt(offset - 1);
  return before === LINE_FEED || (before === CARRIAGE_RETURN && text.charCodeAt(offset) !== LINE_FEED);
}

interface Line {
  readonly start: number;
  /** With its line end. */
  readonly content: string;
}

/** Behind a line end at the end of the text stands one more line, an empty one. */
function linesOf(text: string, start: number, end: number): readonly Line[] {
  const lines: Line[] = [];
  let at = start;
  while (at < end && (at < text.length || isLineStart(text, at))) {
    let next = at + 1;
    while (next < text.length && !isLineStart(text, next)) next += 1;
    lines.push({ start: at, content: text.slice(at, next) });
    at = next;
  }
  return lines;
}

function carriedLines(good: readonly Line[], now: readonly Line[]): (offset: number) => number | null {
  const partners = partnersOf(good, now);
  return (offset) => {
    const index = lastAtOrBefore(good, offset);
    const [line, partner] = [good[index], now[partners[index] ?? -1]];
    return line === undefined || partner === undefined ? null : offset - line.start + partner.start;
  };
}

function lastAtOrBefore(lines: readonly Line[], offset: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** By line of `good` the index of the same line in `now`, ascending; undefined: it has none. */
function partnersOf(good: readonly Line[], now: readonly Line[]): readonly (number | undefined)[] {
  const partners: (number | undefined)[] = good.map(() => undefined);
  const taken = new Set<number>();
  const pair = (index: number, partner: number): boolean => {
    const isFree = index >= 0 && partners[index] === undefined && partner >= 0 && !taken.has(partner);
    if (!isFree || good[index]?.content !== now[partner]?.content || good[index] === undefined) return false;
    partners[index] = partner;
    taken.add(partner);
    return true;
  };
  const anchors = longestRising(uniquePairs(good, now));
  for (const [index, partner] of anchors) pair(index, partner);
  for (const [index, partner] of anchors) {
    for (let step = 1; pair(index + step, partner + step);) step += 1;
    for (let step = 1; pair(index - step, partner - step);) step += 1;
  }
  return partners;
}

type Pair = readonly [number, number];

/** Lines that stand once in each, in the order of `good`. */
function uniquePairs(good: readonly Line[], now: readonly Line[]): readonly Pair[] {
  const places = uniqueLines(now);
  return [...uniqueLines(good)].flatMap(([content, index]): readonly Pair[] => {
    const partner = places.get(content);
    return partner === undefined ? [] : [[index, partner]];
  });
}

function uniqueLines(lines: readonly Line[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const repeated = new Set<string>();
  lines.forEach(({ content }, index) => {
    if (found.has(content)) repeated.add(content);
    else found.set(content, index);
  });
  for (const content of repeated) found.delete(content);
  return found;
}

/** The longest choice of pairs in which both sides rise: lines that were moved are left out. */
function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  interface Link {
    readonly pair: Pair;
    readonly before: Link | null;
  }
  /** By length of the choice less one: the one that ends lowest. */
  const best: Link[] = [];
  for (const pair of pairs) {
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((best[middle]?.pair[1] ?? 0) < pair[1]) low = middle + 1;
      else high = middle;
    }
    best[low] = { pair, before: best[low - 1] ?? null };
  }
  const chosen: Pair[] = [];
  for (let link = best.at(-1) ?? null; link !== null; link = link.before) chosen.push(link.pair);
  return chosen.reverse();
}
