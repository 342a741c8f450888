// An untrusted device behind an IOMMU: dma-iommu gives every entry a mapping of its own and bounces what does not fill its
// granules, so that the device sees nothing else. This path asks nobody about peer-to-peer pages, in any version: one that
// reaches it is mapped as memory.

import { roundUp } from '../pci/alignment';
import type { DmaClient } from './client';
import type { IovaBlock } from './iova';
import { allocateIova, iovaLimit } from './iova';
import type { EntryTrace, MapFailure, Segment } from './mapping';
import type { LayerResult, Page } from './pages';
import { failedTrace, mappedTrace } from './pages';
import type { LocatedEntry } from './scatterlist';
import { EXAMPLE_POOL, longestBounce, nextSlot } from './swiotlb';

/** `entries` as the DMA layer gets them; whatever they are, nobody is asked. A failure is -EIO and undoes the rest. */
export function mapUntrusted(client: DmaClient, entries: readonly LocatedEntry[]): LayerResult {
  const pages = entries.map(unaskedPage);
  const segments: Segment[] = [];
  const traces: EntryTrace[] = [];
  const taken: IovaBlock[] = [];
  let slot = EXAMPLE_POOL;
  for (const page of pages) {
    const { physical, length, index } = page.entry;
    const isWhole = physical % client.granule === 0n && length % client.granule === 0n;
    const offset = isWhole ? 0n : physical % client.granule;
    const aligned = roundUp(offset + length, client.granule);
    const failure = isWhole ? null : bounceFailure(client, aligned);
    if (failure !== null) return fail(entries, pages, index, failure);
    const bounce = nextSlot(slot, aligned, client.boundary);
    if (!isWhole) slot = bounce.next;
    const block = allocateIova(client, aligned, taken);
    if (block === null) {
      return fail(entries, pages, index, { reason: 'no-iova', length: aligned, limit: iovaLimit(client) });
    }
    taken.push(block);
    traces.push(mappedTrace(page, segments.length, 'one-per-entry', { bounced: !isWhole }));
    segments.push({
      kind: 'iova',
      address: block.start + offset,
      length,
      entries: [index],
      runs: [{ start: isWhole ? physical : roundUp(bounce.at, client.granule) + offset, length }],
      bounced: !isWhole,
      illustrative: true,
    });
  }
  return { done: true, segments, entries: traces, iova: null, messages: [] };
}

function bounceFailure(client: DmaClient, aligned: bigint): MapFailure | null {
  if (!client.swiotlb.active) return { reason: 'bounce-inactive' };
  const longest = longestBounce(client.boundary);
  return aligned > longest ? { reason: 'bounce-too-long', length: aligned, longest } : null;
}

function fail(
  entries: readonly LocatedEntry[],
  pages: readonly Page[],
  index: number,
  reason: MapFailure,
): LayerResult {
  const messages =
    reason.reason === 'bounce-inactive'
      ? ['DMA bounce buffers are inactive, unable to map unaligned transaction.']
      : [];
  return {
    done: false,
    errno: 'EIO',
    entry: index,
    reason,
    entries: failedTrace(entries, pages, index, 'failed'),
    messages,
  };
}

function unaskedPage(entry: LocatedEntry): Page {
  return { entry, treatment: entry.memory === 'ram' ? 'memory' : 'not-asked', mapType: null };
}
