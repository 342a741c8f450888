// RDMA/rw: mapping the scatterlist of an RDMA READ or WRITE for the DMA device of an adapter. Software adapters (rxe, siw)
// never reach the DMA layer: the CPU copies by virtual addresses.

import type { Errno } from '../kernel/dma-errno';
import type { RdmaRules } from '../kernel/dma-rules';
import { dmaRulesOf } from '../kernel/dma-changes';
import type { MapResult } from '../dma/mapping';
import type { MapOptions } from '../dma/map-scatterlist';
import { mapScatterlist } from '../dma/map-scatterlist';
import type { Scatterlist } from '../dma/scatterlist';
import type { Machine } from '../machine';

export interface RdmaMap {
  /** What rdma_rw_ctx_init() calls. */
  readonly call: RdmaRules['call'];
  readonly map: MapResult;
  /** What rdma_rw_ctx_init() returns when the mapping fails; null: it did not fail. */
  readonly errno: Errno | null;
}

/** `adapter`: function index of the RDMA device's DMA device. A call that returns 0 becomes -ENOMEM; numbers pass unchanged. */
export function mapRdma(machine: Machine, adapter: number, list: Scatterlist, options: MapOptions = {}): RdmaMap {
  const { call } = dmaRulesOf(machine.settings.kernel).rdma;
  const map = mapScatterlist(machine, list, adapter, options);
  const errno = map.outcome === 'error' ? (map.errno ?? 'ENOMEM') : null;
  return { call, map, errno };
}
