// The way from a provider to a client through the tree: up to the nearest function that is above both, and down; where
// there is none, over the host bridges. This is only which functions stand on the way. What the kernel makes of them is
// in the report.

import type { Topology } from './tree';

export interface Path {
  /** Node indices in order, provider first, client last. */
  readonly hops: readonly number[];
  /** Position in `hops` of the common function; null: the path leads over the host bridges. */
  readonly common: number | null;
}

/** null: one of the names is not a function of this tree. Linear in the depth. */
export function pathBetween(topology: Topology, provider: string, client: string): Path | null {
  const from = functionNamed(topology, provider);
  const to = functionNamed(topology, client);
  if (from === null || to === null) return null;
  const up = chainOf(topology, from);
  const down = chainOf(topology, to);
  const positionInDown = new Map(down.map((node, position) => [node, position]));
  const common = up.findIndex((node) => positionInDown.has(node));
  if (common < 0) return { hops: [...up, ...down.reverse()], common: null };
  const meeting = up[common] ?? from;
  const descent = down.slice(0, positionInDown.get(meeting)).reverse();
  const isHostBridge = topology.nodes[meeting]?.shape === 'host-bridge';
  return { hops: [...up.slice(0, common + 1), ...descent], common: isHostBridge ? null : common };
}

function functionNamed(topology: Topology, name: string): number | null {
  const index = topology.byName.get(name);
  return index === undefined || topology.nodes[index]?.shape === 'host-bridge' ? null : index;
}

/** From the node up to its host bridge, both included. */
function chainOf(topology: Topology, start: number): number[] {
  const chain: number[] = [];
  for (let node = start; node >= 0; node = topology.nodes[node]?.parent ?? -1) chain.push(node);
  return chain;
}
