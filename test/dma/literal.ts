// A second model of dma-iommu's scatterlist mapping, written as the kernel works: one mutable array of structures whose
// fields are overwritten in place, 32-bit arithmetic, an output cursor. Slow and literal on purpose; the tests compare it
// with core's on random lists.

export interface LiteralEntry {
  readonly physical: bigint;
  readonly length: bigint;
  readonly type: 'N' | 'BUS' | 'THRU' | 'NOT';
  readonly busOffset: bigint;
}

export interface LiteralElement {
  /** Physical address less its offset in the page. */
  page: bigint;
  offset: bigint;
  length: bigint;
  dmaAddress: bigint;
  dmaLength: bigint;
  marked: boolean;
}

export interface LiteralResult {
  readonly returned: number | 'EREMOTEIO';
  readonly elements: readonly LiteralElement[];
  readonly iovaLength: bigint;
}

const DMA_MAPPING_ERROR = 0xffff_ffff_ffff_ffffn;

/** `base`: the IOVA that the allocator would return. */
export function literalMap(
  entries: readonly LiteralEntry[],
  limits: { readonly granule: bigint; readonly boundary: bigint; readonly maxSegment: bigint },
  base: (iovaLength: bigint) => bigint,
): LiteralResult {
  const { granule: g, boundary: m, maxSegment: max } = limits;
  const sg: LiteralElement[] = entries.map(({ physical, length }) => ({
    page: physical - (physical % 4096n),
    offset: physical % 4096n,
    length,
    dmaAddress: 0n,
    dmaLength: 0n,
    marked: false,
  }));
  let iovaLength = 0n;
  let previous = -1;
  for (let i = 0; i < sg.length; i++) {
    const s = sg[i];
    const entry = entries[i];
    if (s === undefined || entry === undefined) throw new Error('out of range');
    const off = (s.page + s.offset) % g;
    const len = s.length;
    const pad = (m - iovaLength + 1n) & m;
    if (entry.type === 'BUS') {
      s.dmaAddress = s.page + s.offset + entry.busOffset;
      s.dmaLength = len;
      s.marked = true;
      continue;
    }
    if (entry.type === 'NOT') {
      for (let k = 0; k < sg.length; k++) invalidate(sg[k], k < i);
      return { returned: 'EREMOTEIO', elements: sg, iovaLength: 0n };
    }
    s.dmaAddress = off;
    s.dmaLength = len;
    s.offset -= off;
    s.length = len + off;
    while (s.length % g !== 0n) s.length += 1n;
    if (pad !== 0n && pad < s.length - 1n) {
      const p = sg[previous];
      if (p === undefined) throw new Error('padding without a predecessor');
      p.length += pad;
      iovaLength += pad;
    }
    iovaLength += s.length;
    previous = i;
  }
  const count = finalise(sg, iovaLength === 0n ? 0n : base(iovaLength), m, max);
  return { returned: count, elements: sg, iovaLength };
}

function finalise(sg: LiteralElement[], start: bigint, m: bigint, max: bigint): number {
  let address = start;
  let cursor = 0;
  let current = 0n;
  let count = 0;
  for (let i = 0; i < sg.length; i++) {
    const s = sg[i];
    if (s === undefined) throw new Error('out of range');
    const stashedOffset = s.dmaAddress;
    const stashedLength = s.dmaLength;
    const aligned = s.length;
    const wasMarked = s.marked;
    s.dmaAddress = DMA_MAPPING_ERROR;
    s.dmaLength = 0n;
    s.marked = false;
    if (wasMarked) {
      if (i > 0) cursor += 1;
      const out = sg[cursor];
      if (out === undefined) throw new Error('cursor out of range');
      out.dmaAddress = stashedOffset;
      out.dmaLength = stashedLength;
      out.marked = true;
      count += 1;
      current = 0n;
      continue;
    }
    s.offset += stashedOffset;
    s.length = stashedLength;
    const room = BigInt.asUintN(32, max - current);
    if (current !== 0n && stashedOffset === 0n && (address & m) !== 0n && room >= stashedLength) {
      current += stashedLength;
    } else {
      if (i > 0) cursor += 1;
      const out = sg[cursor];
      if (out === undefined) throw new Error('cursor out of range');
      current = stashedLength;
      count += 1;
      out.dmaAddress = address + stashedOffset;
    }
    const out = sg[cursor];
    if (out === undefined) throw new Error('cursor out of range');
    out.dmaLength = current;
    address += aligned;
    if (stashedLength + stashedOffset < aligned) current = 0n;
  }
  return count;
}

function invalidate(s: LiteralElement | undefined, wasReached: boolean): void {
  if (s === undefined) return;
  if (s.marked) {
    s.marked = false;
  } else if (wasReached) {
    s.offset += s.dmaAddress;
    s.length = s.dmaLength;
  }
  s.dmaAddress = DMA_MAPPING_ERROR;
  s.dmaLength = 0n;
}
