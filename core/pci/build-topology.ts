// From numbered nodes to the topology: functions get their indices in the order of the kernel's device list, all of a
// bus before the buses below it.

import type { AcsDescription } from './acs';
import { formatAddress } from './address';
import type { BarDescription } from './description';
import { addressAt } from './enumerate-addresses';
import type { Node, Root } from './enumerate-tree';
import type { Bar, HostBridge, PciFunction, Topology } from './topology';

/** `roots` in the order of domain and bus. */
export function buildTopology(roots: readonly Root[], bars: ReadonlyMap<BarDescription, Bar>): Topology {
  const functions: PciFunction[] = [];
  const hostBridges = roots.map((root, index) => {
    const rootFunctions = addFunctions(root, index, bars, functions);
    return hostBridgeOf(root, index, rootFunctions);
  });
  return { hostBridges, functions };
}

function hostBridgeOf(root: Root, index: number, rootFunctions: readonly number[]): HostBridge {
  const { origin, name, busOffset, numaNode, unwritten } = root.description;
  return { index, origin, name, domain: root.domain, bus: root.bus, busOffset, numaNode, unwritten, rootFunctions };
}

/** Returns the indices of the functions on the root bus. */
function addFunctions(
  root: Root,
  hostBridge: number,
  bars: ReadonlyMap<BarDescription, Bar>,
  functions: PciFunction[],
): readonly number[] {
  const place = { domain: root.domain, hostBridge, bars };
  const first = functions.length;
  const buses = [...addBus(place, root.children, null, functions)].reverse();
  const count = functions.length - first;
  for (let next = buses.pop(); next !== undefined; next = buses.pop()) {
    const below = addBus(place, next.node.children, next.index, functions);
    for (let index = below.length - 1; index >= 0; index -= 1) {
      const bus = below[index];
      if (bus !== undefined) buses.push(bus);
    }
  }
  return Array.from({ length: count }, (_, index) => first + index);
}

const NO_BARS: readonly Bar[] = [];

interface Place {
  readonly domain: number;
  readonly hostBridge: number;
  readonly bars: ReadonlyMap<BarDescription, Bar>;
}

interface Below {
  readonly node: Node;
  readonly index: number;
}

/** Adds the functions of one bus by address, then their virtual functions; returns the bridges among them. */
function addBus(
  place: Place,
  nodes: readonly Node[],
  upstreamBridge: number | null,
  functions: PciFunction[],
): readonly Below[] {
  const present = nodes.filter((node) => node.devfn !== null);
  present.sort((left, right) => (left.devfn ?? 0) - (right.devfn ?? 0));
  const added = present.map((node) => {
    functions.push(functionOf(place, node, upstreamBridge, functions.length));
    return { node, index: functions.length - 1 };
  });
  for (const { node, index } of added) {
    const physical = functions[index];
    if (physical !== undefined) addVirtualFunctions(place, node, physical, functions);
  }
  return added.filter(({ node }) => node.secondaryBus !== null);
}

function functionOf(place: Place, node: Node, upstreamBridge: number | null, index: number): PciFunction {
  const { description, secondaryBus, subordinateBus } = node;
  const address = addressAt(place.domain, ((node.bus ?? 0) << 8) | (node.devfn ?? 0));
  const { origin, kind, id, subsystemId, acs, published, dma, numaNode } = description;
  return {
    index,
    origin,
    name: description.name ?? formatAddress(address),
    kind,
    address,
    id,
    subsystemId,
    hostBridge: place.hostBridge,
    upstreamBridge,
    secondaryBus,
    subordinateBus,
    physicalFunction: null,
    virtualIndex: null,
    acs,
    bars: description.bars.length === 0 ? NO_BARS : description.bars.flatMap((bar) => place.bars.get(bar) ?? []),
    published,
    dma,
    numaNode,
  };
}

const ABSENT: AcsDescription = { mode: 'absent' };

/** A virtual function has its physical function's place and DMA properties; its own id and capabilities are not known. */
function addVirtualFunctions(place: Place, node: Node, physical: PciFunction, functions: PciFunction[]): void {
  for (const { virtualIndex, routingId } of node.virtualFunctions) {
    functions.push({
      ...physical,
      index: functions.length,
      name: `${physical.name}.vf${String(virtualIndex)}`,
      address: addressAt(place.domain, routingId),
      id: null,
      subsystemId: null,
      physicalFunction: physical.index,
      virtualIndex,
      acs: ABSENT,
      bars: NO_BARS,
      published: false,
    });
  }
}
