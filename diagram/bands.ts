// Where a scatterlist's entries, the DMA segments they become and the bands between them stand: entries down the left,
// segments down the right, each segment beside the entries it comes from, so that a line reads across and what was merged
// runs together. Heights follow lengths on a compressed scale: 4 KiB and 1 GiB fit one picture.

export interface BandEntry {
  /** Bytes. */
  readonly length: bigint;
  /** Index of the segment; null: not mapped. */
  readonly segment: number | null;
}

export interface Span {
  readonly top: number;
  readonly height: number;
}

export interface Band {
  readonly entry: number;
  readonly segment: number;
  readonly left: Span;
  readonly right: Span;
}

export interface Bands {
  /** By entry. */
  readonly entries: readonly Span[];
  /** By segment. */
  readonly segments: readonly Span[];
  /** One for every entry that is mapped, in order. */
  readonly bands: readonly Band[];
  readonly height: number;
}

/** Pixels: one line of text, more for every doubling of the length, and no more than this. */
export const BAND_METRICS = { least: 22, perDoubling: 3, most: 46, gap: 4 } as const;

/** The kernel keeps the order of entries, so bands never cross. Linear in the number of entries and segments. */
export function layoutBands(entries: readonly BandEntry[], segmentLengths: readonly bigint[]): Bands {
  const { gap } = BAND_METRICS;
  const smallest = [...entries.map(({ length }) => length), ...segmentLengths].reduce(
    (least, length) => (length > 0n && (least === 0n || length < least) ? length : least),
    0n,
  );
  const left: Span[] = [];
  let bottom = 0;
  for (const { length } of entries) {
    const top = left.length === 0 ? 0 : bottom + gap;
    const height = heightOf(length, smallest);
    left.push({ top, height });
    bottom = top + height;
  }
  const sources = segmentLengths.map((): number[] => []);
  entries.forEach(({ segment }, entry) => sources[segment ?? -1]?.push(entry));
  const segments: Span[] = [];
  const rightOf = new Map<number, Span>();
  let free = 0;
  for (const [segment, length] of segmentLengths.entries()) {
    const own = sources[segment] ?? [];
    const from = left[own[0] ?? -1]?.top ?? free;
    const last = left[own[own.length - 1] ?? -1];
    const to = last === undefined ? from + heightOf(length, smallest) : last.top + last.height;
    const height = Math.min(heightOf(length, smallest), to - from);
    const span = { top: Math.max(free, from + (to - from - height) / 2), height };
    segments.push(span);
    free = span.top + height + gap;
    const sum = own.reduce((total, entry) => total + (left[entry]?.height ?? 0), 0);
    let top = span.top;
    for (const entry of own) {
      const share = (height * (left[entry]?.height ?? 0)) / sum;
      rightOf.set(entry, { top, height: share });
      top += share;
    }
  }
  const bands = entries.flatMap(({ segment }, entry): Band[] => {
    const right = rightOf.get(entry);
    const span = left[entry];
    return segment === null || right === undefined || span === undefined ? [] : [{ entry, segment, left: span, right }];
  });
  return { entries: left, segments, bands, height: Math.max(bottom, free - gap, 0) };
}

/** Grows with the length, by a step for every doubling of the smallest; never less than a line of text. */
function heightOf(length: bigint, smallest: bigint): number {
  const { least, perDoubling, most } = BAND_METRICS;
  if (length <= smallest || smallest === 0n) return least;
  return Math.min(most, least + perDoubling * Math.log2(Number(length) / Number(smallest)));
}

/** The `d` of a band from x = 0 to x = `width`. */
export function bandPath({ left, right }: Band, width: number): string {
  const middle = width / 2;
  const [leftEnd, rightEnd] = [left.top + left.height, right.top + right.height];
  const there = `M0 ${left.top}C${middle} ${left.top} ${middle} ${right.top} ${width} ${right.top}`;
  return `${there}V${rightEnd}C${middle} ${rightEnd} ${middle} ${leftEnd} 0 ${leftEnd}Z`;
}
