// The working tree of an enumeration: one node per described function, with what is decided about it so far. Nothing
// here recurses, so a description may be as deep as memory allows.

import type { EnumerationFault } from './enumeration-fault';
import type { FunctionDescription, HostBridgeDescription } from './description';
import { isBridge } from './topology';

export interface Root {
  readonly description: HostBridgeDescription;
  readonly domain: number;
  readonly bus: number;
  readonly children: readonly Node[];
}

export interface Node {
  readonly description: FunctionDescription;
  readonly parent: Node | null;
  readonly children: Node[];
  /** The bus that the children's addresses name; null: none does, or this is an endpoint. */
  secondarySaid: number | null;
  /** The highest secondary bus that still leaves room for every bus said below; null: nothing is said below. */
  latestSecondary: number | null;
  /** How many buses the subtree takes, this bridge's own included; 0 for an endpoint without far virtual functions. */
  busesNeeded: number;
  devfn: number | null;
  bus: number | null;
  secondaryBus: number | null;
  subordinateBus: number | null;
  /** Addresses (bus << 8 | devfn) of the virtual functions that have one, by their number. */
  virtualFunctions: readonly { readonly virtualIndex: number; readonly routingId: number }[];
}

/** Nodes of one host bridge in the order of the description; children of endpoints are a fault and left out. */
export function buildNodes(
  bridge: HostBridgeDescription,
  faults: EnumerationFault[],
): { readonly top: readonly Node[]; readonly all: readonly Node[] } {
  const all: Node[] = [];
  const top: Node[] = [];
  const pending: { readonly description: FunctionDescription; readonly parent: Node | null }[] = [];
  const push = (children: readonly FunctionDescription[], parent: Node | null): void => {
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const description = children[index];
      if (description !== undefined) pending.push({ description, parent });
    }
  };
  push(bridge.children, null);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = nodeOf(next.description, next.parent);
    all.push(node);
    (next.parent?.children ?? top).push(node);
    const { children, kind, origin } = next.description;
    if (isBridge(kind)) push(children, node);
    else if (children.length > 0) faults.push({ origin, fault: 'children-of-endpoint', children: children.length });
  }
  return { top, all };
}

function nodeOf(description: FunctionDescription, parent: Node | null): Node {
  return {
    description,
    parent,
    children: [],
    secondarySaid: null,
    latestSecondary: null,
    busesNeeded: isBridge(description.kind) ? 1 : virtualBuses(description),
    devfn: null,
    bus: null,
    secondaryBus: null,
    subordinateBus: null,
    virtualFunctions: [],
  };
}

/** Buses beyond the physical function's own that its virtual functions reach into. */
function virtualBuses(description: FunctionDescription): number {
  const { virtualFunctions } = description;
  if (virtualFunctions === null || virtualFunctions.count === 0) return 0;
  return (virtualFunctions.offset + (virtualFunctions.count - 1) * virtualFunctions.stride) >> 8;
}

/** Which bus the children of every bridge name, and where they disagree; children of the root bus must name that one. */
export function readSaidBuses(root: Root, all: readonly Node[], faults: EnumerationFault[]): void {
  const hostBridge = root.description.origin;
  const firstToSay = new Map<Node, number>();
  for (const node of all) {
    const { address, origin } = node.description;
    if (address === null) continue;
    if (address.domain !== null && address.domain !== root.domain) {
      faults.push({ origin, fault: 'wrong-domain', found: address.domain, expected: root.domain, hostBridge });
    }
    const { parent } = node;
    if (address.bus === null) continue;
    if (parent === null) {
      const wrong = { found: address.bus, expected: root.bus, hostBridge };
      if (address.bus !== root.bus) faults.push({ origin, fault: 'wrong-root-bus', ...wrong });
    } else if (parent.secondarySaid === null) {
      parent.secondarySaid = address.bus;
      firstToSay.set(parent, origin);
    } else if (parent.secondarySaid !== address.bus) {
      const sibling = firstToSay.get(parent) ?? origin;
      faults.push({ origin, fault: 'siblings-disagree', found: address.bus, expected: parent.secondarySaid, sibling });
    }
  }
  for (let index = all.length - 1; index >= 0; index -= 1) {
    const node = all[index];
    if (node === undefined) continue;
    node.latestSecondary = node.secondarySaid ?? node.latestSecondary;
    if (node.parent === null) continue;
    node.parent.busesNeeded += node.busesNeeded;
    if (node.latestSecondary === null) continue;
    const above = node.latestSecondary - 1;
    node.parent.latestSecondary = Math.min(node.parent.latestSecondary ?? above, above);
  }
}
