// nvme-pci as a client: whether a namespace's queue takes peer-to-peer pages at all, and what a request with such pages
// becomes. Before the block iterator (6.17) the driver maps a scatterlist; with it the first segment decides for all.

import type { NvmeRules } from '../kernel/dma-rules';
import { dmaRulesOf } from '../kernel/dma-changes';
import { dmaClient, dmaPciP2pdmaSupported } from '../dma/client';
import type { MapResult } from '../dma/mapping';
import type { MapOptions } from '../dma/map-scatterlist';
import { mapScatterlist } from '../dma/map-scatterlist';
import type { Scatterlist } from '../dma/scatterlist';
import { hasP2pdma } from '../providers/register';
import type { Machine } from '../machine';
import { mapByIterator } from './block-iterator';

export type BlockStatus = 'BLK_STS_OK' | 'BLK_STS_RESOURCE' | 'BLK_STS_TARGET' | 'BLK_STS_INVAL';

/** Whether QUEUE_FLAG_PCI_P2PDMA is set, and why. */
export interface QueueFlag {
  readonly set: boolean;
  readonly because: 'nvme-pci' | 'operations-supported' | 'operations-not-supported' | 'no-p2pdma' | 'no-such-function';
}

/** 4.20: every PCIe controller. Patch 12 (6.0): only where dma_pci_p2pdma_supported(). */
export function queueFlag(machine: Machine, controller: number): QueueFlag {
  const client = dmaClient(machine, controller);
  if (client === null) return { set: false, because: 'no-such-function' };
  if (!hasP2pdma(machine)) return { set: false, because: 'no-p2pdma' };
  if (dmaRulesOf(machine.settings.kernel).nvme.queueFlag === 'always') return { set: true, because: 'nvme-pci' };
  const isSupported = dmaPciP2pdmaSupported(client);
  return { set: isSupported, because: isSupported ? 'operations-supported' : 'operations-not-supported' };
}

export type RequestResult =
  | {
      readonly outcome: 'started' | 'failed';
      readonly status: BlockStatus;
      /** TARGET and INVAL end the request ("critical target error"); RESOURCE is tried again. */
      readonly retried: boolean;
      /** simple: one segment of ordinary memory, mapped by dma_map_page()'s relatives without a scatterlist. */
      readonly dataPath: 'simple' | NvmeRules['dataPath'];
      readonly map: MapResult;
    }
  /** Undecided, or no such list. */
  | { readonly outcome: 'open'; readonly dataPath: NvmeRules['dataPath']; readonly map: MapResult }
  /** The block layer never puts such pages into one request (they do not merge, 6.2). */
  | { readonly outcome: 'never-one-request' };

/** The data of one request, as the block layer hands it to the driver of `controller` (function index). */
export function mapRequest(
  machine: Machine,
  controller: number,
  list: Scatterlist,
  options: Omit<MapOptions, 'call'> = {},
): RequestResult {
  const { nvme, userPages } = dmaRulesOf(machine.settings.kernel);
  if (userPages === 'flag-required' && mixesPages(list)) return { outcome: 'never-one-request' };
  const map =
    nvme.dataPath === 'iterator'
      ? mapByIterator(machine, list, controller, options)
      : mapScatterlist(machine, list, controller, options);
  if (map.outcome === 'undecided' || map.outcome === 'invalid') {
    return { outcome: 'open', dataPath: nvme.dataPath, map };
  }
  const isSimple = nvme.dataPath === 'scatterlist' && list.length === 1 && list[0]?.memory === 'ram';
  const dataPath = isSimple ? 'simple' : nvme.dataPath;
  const status = map.outcome === 'mapped' ? 'BLK_STS_OK' : statusOf(nvme, map.errno);
  return {
    outcome: map.outcome === 'mapped' ? 'started' : 'failed',
    status,
    retried: status === 'BLK_STS_RESOURCE',
    dataPath,
    map,
  };
}

/** Before the series every failure is a 0 and is tried again. */
function statusOf(nvme: NvmeRules, errno: Extract<MapResult, { outcome: 'error' }>['errno']): BlockStatus {
  switch (nvme.blockStatus) {
    case 'resource':
      return 'BLK_STS_RESOURCE';
    case 'only-no-memory-is-resource':
      return errno === 'ENOMEM' ? 'BLK_STS_RESOURCE' : 'BLK_STS_TARGET';
    case 'only-remote-is-target':
      return errno === 'EREMOTEIO' ? 'BLK_STS_TARGET' : 'BLK_STS_RESOURCE';
    case 'iterator':
      return errno === 'EREMOTEIO' ? 'BLK_STS_INVAL' : 'BLK_STS_RESOURCE';
  }
}

/** Pages of two providers, or of a provider and of memory. */
function mixesPages(list: Scatterlist): boolean {
  const owners = new Set(list.map((entry) => (entry.memory === 'ram' ? -1 : entry.provider)));
  return owners.size > 1;
}
