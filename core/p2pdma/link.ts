// How far apart two devices are in the words of `nvidia-smi topo -m`, which people know.

import type { Topology } from '../pci/topology';

/** X: itself. PIX: at most one bridge between. PXB: several. PHB: one host bridge. NODE: two host bridges of one known NUMA node. SYS: else. */
export type Link = 'X' | 'PIX' | 'PXB' | 'PHB' | 'NODE' | 'SYS';

export function linkBetween(_topology: Topology, _provider: number, _client: number): Link {
  return 'SYS';
}
