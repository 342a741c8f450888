// How far apart two devices are in the words of `nvidia-smi topo -m`, which people know. They say nothing about ACS, and
// the kernel does not look at NUMA nodes.

import type { PciFunction, Topology } from '../pci/topology';
import { nearestCommon } from './walk';

/** X: itself. PIX: at most one bridge between. PXB: several. PHB: one host bridge. NODE: two host bridges of one known NUMA node. SYS: else. */
export type Link = 'X' | 'PIX' | 'PXB' | 'PHB' | 'NODE' | 'SYS';

/** Function indices. Bridges are counted as functions: two ports and the switch above them are three. */
export function linkBetween(topology: Topology, provider: number, client: number): Link {
  if (provider === client) return 'X';
  const left = topology.functions[provider];
  const right = topology.functions[client];
  if (left === undefined || right === undefined) return 'SYS';
  const common = nearestCommon(topology, provider, client);
  if (common !== null) {
    const edges = edgesUp(topology, provider, common) + edgesUp(topology, client, common);
    return edges <= 2 ? 'PIX' : 'PXB';
  }
  if (left.hostBridge === right.hostBridge) return 'PHB';
  const node = numaNode(topology, left);
  return node !== null && node === numaNode(topology, right) ? 'NODE' : 'SYS';
}

function edgesUp(topology: Topology, from: number, to: number): number {
  let edges = 0;
  for (let at: number | null = from; at !== null && at !== to; at = topology.functions[at]?.upstreamBridge ?? null) {
    edges += 1;
  }
  return edges;
}

function numaNode(topology: Topology, device: PciFunction): number | null {
  return device.numaNode ?? topology.hostBridges[device.hostBridge]?.numaNode ?? null;
}
