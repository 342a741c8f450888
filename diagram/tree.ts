// The topology of a report as a tree in one array: host bridges are its roots, every function stands below its parent,
// and the order is that of `lspci -tv`. Nodes refer to each other by index, parents come before their children, so every
// later step (rows, layout, path) is one pass over an array and no depth of nesting can overflow a stack.

import type { ReportDevice, ReportHostBridge } from '../server/protocol/report';

export interface Topology {
  /** Depth first: a node's subtree is the run from the node itself to `end` (exclusive). */
  readonly nodes: readonly TopologyNode[];
  /** Index by name; a host bridge yields to a device of the same name. */
  readonly byName: ReadonlyMap<string, number>;
}

export type TopologyNode = HostBridgeNode | FunctionNode;

interface NodePlace {
  readonly index: number;
  /** Stable under edits elsewhere in the file: the address, or the host bridge's bus. */
  readonly key: string;
  readonly depth: number;
  /** -1: a root. */
  readonly parent: number;
  readonly end: number;
}

export interface HostBridgeNode extends NodePlace {
  readonly shape: 'host-bridge';
  readonly hostBridge: ReportHostBridge;
}

export interface FunctionNode extends NodePlace {
  readonly shape: 'bridge' | 'endpoint';
  readonly device: ReportDevice;
}

const BRIDGE_KINDS: ReadonlySet<string> = new Set(['root_port', 'switch', 'port', 'pci_bridge']);

export function isBridgeKind(kind: string): boolean {
  return BRIDGE_KINDS.has(kind);
}

/**
 * The tree of one evaluation. A function whose parent is not among the functions before it stands directly below its
 * host bridge, so a picture of a faulty file is still a tree and still complete. Linear in the number of functions.
 */
export function buildTopology(hostBridges: readonly ReportHostBridge[], devices: readonly ReportDevice[]): Topology {
  const drafts = draftNodes(hostBridges, devices);
  const nodes: TopologyNode[] = [];
  const byName = new Map<string, number>();
  // `open` holds the drafts still to be placed, the next one last: depth first without recursion.
  const open = drafts.roots.map((draft) => ({ draft, parent: -1, depth: 0 })).reverse();
  const ends: number[] = [];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const index = nodes.length;
    const { draft, parent, depth } = next;
    nodes.push(placeNode(draft, { index, key: draft.key, depth, parent, end: index + 1 }));
    ends.push(index + 1);
    if (draft.device !== null || !byName.has(draft.name)) byName.set(draft.name, index);
    for (let child = draft.children.length - 1; child >= 0; child -= 1) {
      const childDraft = draft.children[child];
      if (childDraft !== undefined) open.push({ draft: childDraft, parent: index, depth: depth + 1 });
    }
  }
  closeSubtrees(nodes, ends);
  return { nodes: nodes.map((node, index) => ({ ...node, end: ends[index] ?? node.end })), byName };
}

interface Draft {
  readonly key: string;
  readonly name: string;
  readonly hostBridge: ReportHostBridge | null;
  readonly device: ReportDevice | null;
  readonly children: Draft[];
}

function draftNodes(
  hostBridges: readonly ReportHostBridge[],
  devices: readonly ReportDevice[],
): { readonly roots: readonly Draft[] } {
  const keys = new Set<string>();
  const roots = hostBridges.map((hostBridge) => ({
    key: freeKey(keys, hostBridge.bus, hostBridge.name),
    name: hostBridge.name,
    hostBridge,
    device: null,
    children: [],
  })) as readonly Draft[];
  const rootByName = new Map(roots.map((root) => [root.name, root]));
  const byAddress = new Map<string, Draft>();
  for (const device of devices) {
    const draft: Draft = {
      key: freeKey(keys, device.address, device.name),
      name: device.name,
      hostBridge: null,
      device,
      children: [],
    };
    const parent = device.parent === null ? undefined : byAddress.get(device.parent);
    (parent ?? rootByName.get(device.hostBridge) ?? roots[0])?.children.push(draft);
    if (!byAddress.has(device.address)) byAddress.set(device.address, draft);
  }
  return { roots };
}

/** Two functions at one address are a fault in the file; both are drawn, so the second needs a key of its own. */
function freeKey(keys: Set<string>, wanted: string, name: string): string {
  let key = wanted;
  while (keys.has(key)) key = `${key} ${name}`;
  keys.add(key);
  return key;
}

function placeNode(draft: Draft, place: NodePlace): TopologyNode {
  if (draft.hostBridge !== null) return { ...place, shape: 'host-bridge', hostBridge: draft.hostBridge };
  const device = draft.device as ReportDevice;
  return { ...place, shape: isBridgeKind(device.kind) ? 'bridge' : 'endpoint', device };
}

/** Children stand after their parents, so one pass from the back carries every subtree's end upwards. */
function closeSubtrees(nodes: readonly TopologyNode[], ends: number[]): void {
  for (let index = nodes.length - 1; index >= 0; index -= 1) {
    const parent = nodes[index]?.parent ?? -1;
    const end = ends[index];
    const parentEnd = ends[parent];
    if (end !== undefined && parentEnd !== undefined && end > parentEnd) ends[parent] = end;
  }
}
