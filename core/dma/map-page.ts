// dma_map_page() of one piece: no version asks anybody about peer-to-peer memory here, so it "succeeds" with an address that
// the device may be unable to reach. A trap: drivers have to go through a scatterlist (or, since 6.17, the block iterator).

import { dmaRulesOf } from '../kernel/dma-changes';
import type { Machine } from '../machine';
import { roundUp } from '../pci/alignment';
import type { DmaLimits } from './client';
import { dmaClient } from './client';
import { mapDirectPage } from './dma-direct';
import { mapUntrusted } from './dma-iommu-untrusted';
import { allocateIova, iovaLimit } from './iova';
import type { MapFailure } from './mapping';
import type { BusOffsetOf, ScatterlistEntry, ScatterlistFault } from './scatterlist';
import { locate } from './scatterlist';

export type MapPageResult =
  | {
      readonly outcome: 'mapped';
      readonly kind: 'physical' | 'iova';
      readonly address: bigint;
      readonly bounced: boolean;
      /** Peer-to-peer memory mapped without a question: the address may lead nowhere. */
      readonly trap: boolean;
    }
  /** DMA_MAPPING_ERROR. */
  | { readonly outcome: 'error'; readonly reason: MapFailure }
  /** Operations of their own, or software DMA. */
  | { readonly outcome: 'undecided'; readonly operations: 'custom' | 'virt' }
  | { readonly outcome: 'invalid'; readonly faults: readonly ScatterlistFault[] };

export function mapPage(
  machine: Machine,
  piece: ScatterlistEntry,
  client: number,
  options: { readonly limits?: Partial<DmaLimits>; readonly busOffsetOf?: BusOffsetOf } = {},
): MapPageResult {
  const { entries, faults } = locate(machine, [piece], options.busOffsetOf);
  const device = dmaClient(machine, client, options.limits);
  const [entry] = entries;
  if (device === null || entry === undefined) return { outcome: 'invalid', faults };
  if (device.operations === 'custom' || device.operations === 'virt') {
    return { outcome: 'undecided', operations: device.operations };
  }
  const trap = entry.memory === 'p2pmem';
  if (device.operations === 'direct') {
    const page = mapDirectPage(device, dmaRulesOf(machine.settings.kernel), entry);
    if (page.page === 'failed') return { outcome: 'error', reason: page.reason };
    return { outcome: 'mapped', kind: 'physical', address: page.address, bounced: page.bounced, trap };
  }
  if (device.untrusted) return untrusted(mapUntrusted(device, entries), trap);
  const offset = entry.physical % device.granule;
  const length = roundUp(entry.length + offset, device.granule);
  const block = allocateIova(device, length);
  if (block === null) return { outcome: 'error', reason: { reason: 'no-iova', length, limit: iovaLimit(device) } };
  return { outcome: 'mapped', kind: 'iova', address: block.start + offset, bounced: false, trap };
}

function untrusted(result: ReturnType<typeof mapUntrusted>, trap: boolean): MapPageResult {
  if (!result.done) return { outcome: 'error', reason: result.reason };
  const [segment] = result.segments;
  return {
    outcome: 'mapped',
    kind: 'iova',
    address: segment?.address ?? 0n,
    bounced: segment?.bounced ?? false,
    trap,
  };
}
