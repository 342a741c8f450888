// dma-direct: one segment an entry, left to right, nothing merged, segment limits ignored. Peer-to-peer pages since patch 9
// of the posted series ("dma-direct: Support PCI P2PDMA pages in dma-direct map_sg", merged in 6.0): bus addresses are taken
// as they are, no mask is checked; what goes through the host bridge is mapped as memory would be, but never bounced (6.17).

import type { DmaRules } from '../kernel/dma-rules';
import type { DmaClient } from './client';
import type { EntryTrace, MapFailure, Segment } from './mapping';
import type { LayerResult, Page } from './pages';
import { busSegment, failedTrace, mappedTrace, refusePage } from './pages';
import type { LocatedEntry } from './scatterlist';
import { EXAMPLE_POOL, longestBounce, nextSlot } from './swiotlb';

/** How dma-direct maps one page: where it lies, bounced, or -EIO. `free`: where the bounce buffer goes on. */
export type DirectPage =
  | { readonly page: 'physical'; readonly address: bigint; readonly bounced: boolean; readonly free: bigint }
  | { readonly page: 'failed'; readonly reason: MapFailure };

/** dma_direct_map_page() / dma_direct_map_phys() for one contiguous piece; asks nobody about peer-to-peer memory. */
export function mapDirectPage(
  client: DmaClient,
  rules: Pick<DmaRules, 'peerPagesInSwiotlb'>,
  piece: Pick<LocatedEntry, 'memory' | 'physical' | 'length'>,
  free: bigint = EXAMPLE_POOL,
): DirectPage {
  const last = piece.physical + piece.length - 1n;
  const isCapable = last <= client.mask;
  const isForced = client.swiotlb.forced;
  if (isCapable && !isForced) return { page: 'physical', address: piece.physical, bounced: false, free };
  if (piece.memory === 'p2pmem' && rules.peerPagesInSwiotlb === 'refused') {
    const because = isForced ? 'forced' : 'not-dma-capable';
    return { page: 'failed', reason: { reason: 'peer-memory-not-bounced', because } };
  }
  if (!isForced && !client.swiotlb.active) {
    return { page: 'failed', reason: { reason: 'not-dma-capable', address: last, limit: client.mask } };
  }
  const longest = longestBounce(client.boundary);
  if (piece.length > longest) {
    return { page: 'failed', reason: { reason: 'bounce-too-long', length: piece.length, longest } };
  }
  const slot = nextSlot(free, piece.length, client.boundary);
  const end = slot.at + piece.length - 1n;
  if (end > client.mask) {
    return { page: 'failed', reason: { reason: 'bounce-out-of-reach', address: end, limit: client.mask } };
  }
  return { page: 'physical', address: slot.at, bounced: true, free: slot.next };
}

export function mapDirect(
  client: DmaClient,
  rules: Pick<DmaRules, 'peerPagesInSwiotlb'>,
  entries: readonly LocatedEntry[],
  pages: readonly Page[],
): LayerResult {
  const segments: Segment[] = [];
  const traces: EntryTrace[] = [];
  let free = EXAMPLE_POOL;
  for (const page of pages) {
    if (page.treatment === 'refused') return refusePage(entries, pages, page);
    if (page.treatment === 'bus-address') {
      traces.push(mappedTrace(page, segments.length, 'bus-address'));
      segments.push(busSegment(page));
      continue;
    }
    const mapped = mapDirectPage(client, rules, page.entry, free);
    if (mapped.page === 'failed') return failPage(entries, pages, page, mapped.reason);
    const { length, index } = page.entry;
    free = mapped.free;
    traces.push(mappedTrace(page, segments.length, 'one-per-entry', { bounced: mapped.bounced }));
    segments.push({
      kind: 'physical',
      address: mapped.address,
      length,
      entries: [index],
      runs: [],
      bounced: mapped.bounced,
      illustrative: mapped.bounced,
    });
  }
  return { done: true, segments, entries: traces, iova: null, messages: [] };
}

/** Entries before it are unmapped with SKIP_CPU_SYNC and their marks removed. */
function failPage(
  entries: readonly LocatedEntry[],
  pages: readonly Page[],
  page: Page,
  reason: MapFailure,
): LayerResult {
  const { index } = page.entry;
  const traces = failedTrace(entries, pages, index, 'failed');
  return {
    done: false,
    errno: 'EIO',
    entry: index,
    reason,
    entries: traces,
    messages: overflowMessage(page.entry, reason),
  };
}

/** Once a boot. */
function overflowMessage(entry: LocatedEntry, reason: MapFailure): readonly string[] {
  if (reason.reason !== 'not-dma-capable') return [];
  const address = `0x${entry.physical.toString(16).padStart(16, '0')}+${String(entry.length)}`;
  return [`DMA addr ${address} overflow (mask ${reason.limit.toString(16)}, bus limit 0).`];
}
