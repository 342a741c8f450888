// Functions that nobody looks for: of a real server's two hundred functions most are event collectors, data fabric and
// dummies. Drives, network cards, GPUs, memory providers and whatever the file asks about stand out; the rest folds away.

import type { Topology, TopologyNode } from './tree';

/** A machine of no more functions than this is read as a whole. */
export const FEW_FUNCTIONS = 32;

const SOUGHT_KINDS: ReadonlySet<string> = new Set(['nvme', 'nic', 'gpu']);

/**
 * By node: whether neither it nor anything below it is a drive, network card or GPU, has peer-to-peer memory, or is named
 * in `asked`. null: nothing folds, because the machine is small or all of it would. Two passes.
 */
export function otherNodes(topology: Topology, asked: ReadonlySet<string>): readonly boolean[] | null {
  const { nodes } = topology;
  if (nodes.length <= FEW_FUNCTIONS) return null;
  const others = nodes.map((node) => !isSought(node, asked));
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const parent = nodes[index]?.parent ?? -1;
    if (others[index] === false && parent >= 0) others[parent] = false;
  }
  return others.includes(false) ? others : null;
}

function isSought(node: TopologyNode, asked: ReadonlySet<string>): boolean {
  if (node.shape === 'host-bridge') return asked.has(node.hostBridge.name);
  const { kind, name, p2pmem } = node.device;
  return SOUGHT_KINDS.has(kind) || p2pmem.length > 0 || asked.has(name);
}
