// The filter box: words that must all occur in a function's name, address, id or kind; `a -> b` filters providers by
// `a` and clients by `b`. Kept rows of the topology keep their ancestors and their subtrees, or they would hang in the air.

import { kindWords } from '../../../diagram/labels';
import type { Topology, TopologyNode } from '../../../diagram/tree';

export interface Filter {
  readonly provider: readonly string[];
  /** null: no arrow was typed, the words are for providers alone. */
  readonly client: readonly string[] | null;
}

export function parseFilter(text: string): Filter {
  const [provider = '', client] = text.toLowerCase().split('->', 2);
  return { provider: words(provider), client: client === undefined ? null : words(client) };
}

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

export function matchesWords(texts: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((word) => texts.some((text) => text.toLowerCase().includes(word)));
}

/** What of a node the filter looks at. */
export function searchTexts(node: TopologyNode): readonly string[] {
  if (node.shape === 'host-bridge') {
    return [node.hostBridge.name, node.hostBridge.bus, node.hostBridge.representative?.id ?? ''];
  }
  const { name, address, id, kind } = node.device;
  return [name, address, id ?? '', kindWords(kind)];
}

/** By node: whether it or a bridge above it matches; null: no words, everything does. */
export function filterHits(topology: Topology, wanted: readonly string[] | null): readonly boolean[] | null {
  if (wanted === null || wanted.length === 0) return null;
  const hits: boolean[] = [];
  // Parents stand before their children, so a hit carries down to its subtree in the same pass.
  for (const node of topology.nodes) hits.push(hits[node.parent] === true || matchesWords(searchTexts(node), wanted));
  return hits;
}

/**
 * By node: whether the topology shows it; null: no filter. `always` are nodes shown whatever the filter says, the
 * selected path. Two passes over the nodes.
 */
export function keptNodes(topology: Topology, filter: Filter, always: readonly number[]): readonly boolean[] | null {
  const providers = filterHits(topology, filter.provider);
  const clients = filterHits(topology, filter.client);
  if (providers === null && clients === null) return null;
  const kept = topology.nodes.map((_, index) => providers?.[index] === true || clients?.[index] === true);
  for (const node of always) kept[node] = true;
  return withAncestors(topology, kept);
}

/** By node: whether it is one of these or above one of them. */
export function keptPath(topology: Topology, path: readonly number[]): readonly boolean[] {
  const onPath = new Set(path);
  return withAncestors(
    topology,
    topology.nodes.map((_, index) => onPath.has(index)),
  );
}

function withAncestors(topology: Topology, kept: boolean[]): readonly boolean[] {
  for (let index = topology.nodes.length - 1; index >= 0; index -= 1) {
    const parent = topology.nodes[index]?.parent ?? -1;
    if (kept[index] === true && parent >= 0) kept[parent] = true;
  }
  return kept;
}
