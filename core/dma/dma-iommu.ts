// dma-iommu: everything that is not a bus address is laid out granule by granule in one IOVA range, then neighbours are
// joined into DMA segments (iommu_dma_map_sg() and __finalise_sg()). Peer-to-peer pages since patch 11 of the posted series
// ("iommu/dma: Support PCI P2PDMA pages in dma-iommu map_sg", merged in 6.0). Same layout from 5.12 to 7.3.

import type { DmaRules } from '../kernel/dma-rules';
import { roundUp } from '../pci/alignment';
import type { DmaClient } from './client';
import { allocateIova, iovaLimit } from './iova';
import type { AddressRange, EntryTrace, Segment, SegmentStart } from './mapping';
import type { LayerResult, Page } from './pages';
import { busSegment, failedTrace, mappedTrace, refusePage } from './pages';
import type { LocatedEntry } from './scatterlist';

/** One entry in the IOVA range. Bytes. */
interface LaidOut {
  /** Of the physical address within the granule. */
  readonly offset: bigint;
  /** Rounded up to granules, offset included. */
  readonly aligned: bigint;
  /** Left unused behind it. */
  padding: bigint;
}

export type IommuResult = LayerResult | { readonly done: null; readonly wraps: number };

const LARGEST_LENGTH = 0xffff_ffffn;

/** `done: null`: before 6.6 the rounded length of that entry does not fit 32 bits, and what follows is not defined. */
export function mapIommu(
  client: DmaClient,
  rules: Pick<DmaRules, 'alignedLengthOverflow'>,
  entries: readonly LocatedEntry[],
  pages: readonly Page[],
): IommuResult {
  const laidOut: (LaidOut | null)[] = [];
  let iovaLength = 0n;
  let previous: LaidOut | null = null;
  for (const page of pages) {
    if (page.treatment === 'refused') return refusePage(entries, pages, page);
    if (page.treatment === 'bus-address') {
      laidOut.push(null);
      continue;
    }
    const place: LaidOut = layOut(page.entry, client.granule);
    if (place.aligned > LARGEST_LENGTH) {
      if (rules.alignedLengthOverflow === 'wraps') return { done: null, wraps: page.entry.index };
      return overflow(entries, pages, page);
    }
    const padding = (client.boundary - iovaLength + 1n) & client.boundary;
    if (previous !== null && padding !== 0n && padding < place.aligned - 1n) {
      previous.padding += padding;
      iovaLength += padding;
    }
    iovaLength += place.aligned;
    laidOut.push(place);
    previous = place;
  }
  const block = iovaLength === 0n ? null : allocateIova(client, iovaLength);
  if (iovaLength > 0n && block === null) return noIova(client, entries, pages, iovaLength);
  const range: AddressRange | null = block === null ? null : { start: block.start, length: iovaLength };
  return finalise(client, pages, laidOut, range);
}

/** Writes the DMA segments: the conditions under which an entry joins the segment before it, in the kernel's words. */
function finalise(
  client: DmaClient,
  pages: readonly Page[],
  laidOut: readonly (LaidOut | null)[],
  range: AddressRange | null,
): LayerResult {
  const segments: Segment[] = [];
  let growing: GrowingSegment | null = null;
  const traces: EntryTrace[] = [];
  let address = range?.start ?? 0n;
  let current = 0n;
  let fresh: SegmentStart = 'first';
  for (const [position, page] of pages.entries()) {
    const place = laidOut[position] ?? null;
    if (place === null) {
      traces.push(mappedTrace(page, segments.length, 'bus-address'));
      segments.push(busSegment(page));
      current = 0n;
      fresh = 'after-bus-address';
      continue;
    }
    const { length } = page.entry;
    const start = startOf(client, address, current, fresh, place.offset, length);
    if (start === 'joined') {
      current += length;
      if (growing !== null) extend(growing, page.entry);
    } else {
      current = length;
      growing = iovaSegment(page.entry, address + place.offset);
      segments.push(growing);
    }
    traces.push(mappedTrace(page, segments.length - 1, start, { padding: place.padding }));
    address += place.aligned + place.padding;
    if (length + place.offset < place.aligned + place.padding) {
      current = 0n;
      fresh = 'after-partial-granule';
    }
  }
  return { done: true, segments, entries: traces, iova: range, messages: [] };
}

function startOf(
  client: DmaClient,
  address: bigint,
  current: bigint,
  fresh: SegmentStart,
  offset: bigint,
  length: bigint,
): SegmentStart {
  if (current === 0n) return fresh;
  if (offset !== 0n) return 'offset-in-granule';
  if ((address & client.boundary) === 0n) return 'boundary';
  // The kernel subtracts in 32 bits: a segment that is too long already wraps around, and anything may follow.
  if (BigInt.asUintN(32, client.maxSegment - current) < length) return 'max-segment';
  return 'joined';
}

function layOut(entry: LocatedEntry, granule: bigint): LaidOut {
  const offset = entry.physical % granule;
  const aligned = roundUp(entry.length + offset, granule);
  return { offset, aligned, padding: 0n };
}

function iovaSegment(entry: LocatedEntry, address: bigint): GrowingSegment {
  return {
    kind: 'iova',
    address,
    length: entry.length,
    entries: [entry.index],
    runs: [{ start: entry.physical, length: entry.length }],
    bounced: false,
    illustrative: true,
  };
}

/** The last segment while further entries may join it. */
interface GrowingSegment extends Segment {
  length: bigint;
  readonly entries: number[];
  readonly runs: { readonly start: bigint; length: bigint }[];
}

/** Grows in place: thousands of entries may join one segment. */
function extend(segment: GrowingSegment, entry: LocatedEntry): void {
  const last = segment.runs[segment.runs.length - 1];
  if (last !== undefined && last.start + last.length === entry.physical) last.length += entry.length;
  else segment.runs.push({ start: entry.physical, length: entry.length });
  segment.length += entry.length;
  segment.entries.push(entry.index);
}

/** -EOVERFLOW inside, -EINVAL to the caller (6.6 and later). */
function overflow(entries: readonly LocatedEntry[], pages: readonly Page[], page: Page): LayerResult {
  const { index, length } = page.entry;
  return {
    done: false,
    errno: 'EINVAL',
    entry: index,
    reason: { reason: 'length-overflow', length },
    entries: failedTrace(entries, pages, index, 'failed'),
    messages: [],
  };
}

function noIova(
  client: DmaClient,
  entries: readonly LocatedEntry[],
  pages: readonly Page[],
  length: bigint,
): LayerResult {
  return {
    done: false,
    errno: 'ENOMEM',
    entry: null,
    reason: { reason: 'no-iova', length, limit: iovaLimit(client) },
    entries: failedTrace(entries, pages, null, 'failed'),
    messages: [],
  };
}
