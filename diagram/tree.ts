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
  const roots = draftNodes(hostBridges, devices);
  const placed: Draft[] = [];
  const byName = new Map<string, number>();
  // `open` holds the drafts still to be placed, the next one last: depth first without recursion.
  const open = [...roots].reverse();
  for (let draft = open.pop(); draft !== undefined; draft = open.pop()) {
    draft.index = placed.length;
    placed.push(draft);
    if (draft.device !== null || !byName.has(draft.name)) byName.set(draft.name, draft.index);
    for (let child = draft.children.length - 1; child >= 0; child -= 1) open.push(draft.children[child] as Draft);
  }
  const ends = subtreeEnds(placed);
  const nodes: TopologyNode[] = [];
  for (const draft of placed) nodes.push(nodeOf(draft, nodes, ends[draft.index] ?? draft.index + 1));
  return { nodes, byName };
}

interface Draft {
  readonly key: string;
  readonly name: string;
  readonly hostBridge: ReportHostBridge | null;
  readonly device: ReportDevice | null;
  readonly parent: Draft | null;
  readonly children: Draft[];
  /** Known once it is placed. */
  index: number;
}

function draftNodes(hostBridges: readonly ReportHostBridge[], devices: readonly ReportDevice[]): readonly Draft[] {
  const keys = new Set<string>();
  const roots = hostBridges.map((hostBridge): Draft => {
    const { name } = hostBridge;
    const key = freeKey(keys, hostBridge.bus, name);
    return { key, name, hostBridge, device: null, parent: null, children: [], index: -1 };
  });
  const rootByName = new Map(roots.map((root) => [root.name, root]));
  const byAddress = new Map<string, Draft>();
  for (const device of devices) {
    const above = device.parent === null ? undefined : byAddress.get(device.parent);
    const parent = above ?? rootByName.get(device.hostBridge) ?? roots[0];
    if (parent === undefined) continue;
    const { name, address } = device;
    const key = freeKey(keys, address, name);
    const draft: Draft = { key, name, hostBridge: null, device, parent, children: [], index: -1 };
    parent.children.push(draft);
    if (!byAddress.has(address)) byAddress.set(address, draft);
  }
  return roots;
}

/** Two functions at one address are a fault in the file; both are drawn, so the second needs a key of its own. */
function freeKey(keys: Set<string>, wanted: string, name: string): string {
  let key = wanted;
  while (keys.has(key)) key = `${key} ${name}`;
  keys.add(key);
  return key;
}

/** Written out member by member: copying objects is what costs in a tree of thousands. */
function nodeOf(draft: Draft, before: readonly TopologyNode[], end: number): TopologyNode {
  const { index, key, hostBridge } = draft;
  const parent = draft.parent?.index ?? -1;
  const depth = (before[parent]?.depth ?? -1) + 1;
  if (hostBridge !== null) return { index, key, depth, parent, end, shape: 'host-bridge', hostBridge };
  const device = draft.device as ReportDevice;
  return { index, key, depth, parent, end, shape: isBridgeKind(device.kind) ? 'bridge' : 'endpoint', device };
}

/** Children stand after their parents, so one pass from the back carries every subtree's end upwards. */
function subtreeEnds(placed: readonly Draft[]): readonly number[] {
  const ends = placed.map((draft) => draft.index + 1);
  for (let index = placed.length - 1; index >= 0; index -= 1) {
    const parent = placed[index]?.parent?.index ?? -1;
    const end = ends[index];
    const parentEnd = ends[parent];
    if (end !== undefined && parentEnd !== undefined && end > parentEnd) ends[parent] = end;
  }
  return ends;
}
