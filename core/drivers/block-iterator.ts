// The block layer's DMA iterator (6.17, blk_rq_dma_map_iter_*): the first segment's map type decides for the whole request.
// Peer-to-peer memory through the host bridge is mapped with DMA_ATTR_MMIO, so nothing bounces it in any version. Its one
// IOVA range is what dma-iommu's layout gives for a list that keeps to the queue's virtual boundary, as all requests do.

import { dmaClient, dmaPciP2pdmaSupported } from '../dma/client';
import { mapDirect } from '../dma/dma-direct';
import { mapIommu } from '../dma/dma-iommu';
import type { MapResult } from '../dma/mapping';
import type { MapOptions } from '../dma/map-scatterlist';
import { mapScatterlist } from '../dma/map-scatterlist';
import { classifyPages, traceOf } from '../dma/pages';
import type { Scatterlist } from '../dma/scatterlist';
import { locate } from '../dma/scatterlist';
import type { Machine } from '../machine';
import { dmaRulesOf } from '../kernel/dma-changes';
import { freshMapTypes } from '../providers/map-types';

const CALL = 'dma_map_sgtable';

/** A request of one kind of pages (they never mix), mapped for `controller`. An error's errno tells the reason, not a return value. */
export function mapByIterator(
  machine: Machine,
  list: Scatterlist,
  controller: number,
  options: Omit<MapOptions, 'call'>,
): MapResult {
  const { entries, faults } = locate(machine, list, options.busOffsetOf);
  const device = dmaClient(machine, controller, options.limits);
  const isPeer = faults.length === 0 && entries.length > 0 && entries.every(({ memory }) => memory === 'p2pmem');
  if (device === null || !isPeer || !dmaPciP2pdmaSupported(device)) {
    return mapScatterlist(machine, list, controller, options);
  }
  const path = device.operations === 'direct' ? 'dma-direct' : 'dma-iommu';
  const lookup = options.mapTypes ?? freshMapTypes(machine);
  const { pages, undecided } = classifyPages('asked', entries, controller, lookup);
  if (undecided !== null) {
    const { provider, possible, undecidedBy } = undecided;
    const traces = entries.map((entry) => traceOf(entry, 'not-reached', null));
    const because = { because: 'map-type', provider, possible, undecidedBy } as const;
    return { outcome: 'undecided', call: CALL, path, entry: 0, because, entries: traces };
  }
  const mmio = { ...dmaRulesOf(machine.settings.kernel), peerPagesInSwiotlb: 'refused' } as const;
  const result =
    path === 'dma-direct' ? mapDirect(device, mmio, entries, pages) : mapIommu(device, mmio, entries, pages);
  if (result.done === true) {
    const { segments, entries: traces, iova, messages } = result;
    return { outcome: 'mapped', call: CALL, path, segments, entries: traces, iova, messages };
  }
  if (result.done === null) return mapScatterlist(machine, list, controller, options);
  const { errno, entry, reason, entries: traces, messages } = result;
  return { outcome: 'error', call: CALL, path, errno, entry, reason, entries: traces, messages };
}
