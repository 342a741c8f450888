// Device and function numbers on one bus: what is said first, then the free ones as a scan would find them, then the
// virtual functions, whose addresses follow from their physical function's.

import type { PciAddress } from './address';
import type { FunctionKind, PartialAddress } from './description';
import type { EnumerationFault } from './enumeration-fault';
import type { Node } from './enumerate-tree';

/** Where the free numbers of a bus begin and how they go on. */
type Numbering = 'root-bus' | 'devices' | 'functions';

const DEVFNS = 256;

export interface BusPlace {
  readonly domain: number;
  readonly bus: number;
  /** The last bus that virtual functions may reach into. */
  readonly last: number;
}

/**
 * Gives every node of a bus its devfn and its virtual functions; returns the last bus that these reach into. A node whose
 * address names another bus has its fault already: it comes after the others and is never said to be in anybody's way.
 */
export function assignAddresses(
  place: BusPlace,
  parent: FunctionKind | null,
  nodes: readonly Node[],
  faults: EnumerationFault[],
): number {
  const taken = new Map<number, number>();
  let reach = place.bus;
  const placeAll = (placed: readonly Node[], told: EnumerationFault[]): void => {
    for (const node of placed) claimSaid(place, node, taken, told);
    for (const node of placed) {
      if (node.devfn !== null) reach = Math.max(reach, placeVirtualFunctions(place, node, taken, told));
    }
  };
  placeAll(
    nodes.filter((node) => !isOnWrongBus(place, node)),
    faults,
  );
  const strays = nodes.filter((node) => isOnWrongBus(place, node));
  for (const node of strays) reportRange(node, faults);
  placeAll(strays, []);
  const next = freeNumbers(numberingBelow(parent), taken);
  for (const node of nodes) {
    if (node.devfn !== null) continue;
    node.devfn = next();
    if (node.devfn === null) {
      faults.push({ origin: node.description.origin, fault: 'bus-full', bus: place.bus });
      continue;
    }
    node.bus = place.bus;
    taken.set(node.devfn, node.description.origin);
    // Whose own address was refused has its fault already.
    const told = node.description.address === null ? faults : [];
    reach = Math.max(reach, placeVirtualFunctions(place, node, taken, told));
  }
  return reach;
}

/** The bus that counts is the one that the siblings name, wherever it then lies; see readSaidBuses. */
function isOnWrongBus(place: BusPlace, { description, parent }: Node): boolean {
  const { address } = description;
  if (address === null) return false;
  if (address.domain !== null && address.domain !== place.domain) return true;
  return address.bus !== null && address.bus !== (parent === null ? place.bus : parent.secondarySaid);
}

function claimSaid(place: BusPlace, node: Node, taken: Map<number, number>, faults: EnumerationFault[]): void {
  const { address, origin } = node.description;
  if (address === null) return;
  if (isOutOfRange(address)) {
    reportRange(node, faults);
    return;
  }
  const devfn = (address.device << 3) | address.function;
  const by = taken.get(devfn);
  if (by !== undefined) {
    const bus = address.bus ?? place.bus;
    faults.push({ origin, fault: 'address-taken', address: addressAt(place.domain, (bus << 8) | devfn), by });
    return;
  }
  taken.set(devfn, origin);
  node.devfn = devfn;
  node.bus = place.bus;
}

function reportRange({ description }: Node, faults: EnumerationFault[]): void {
  const { address, origin } = description;
  if (address === null || !isOutOfRange(address)) return;
  faults.push({ origin, fault: 'address-out-of-range', device: address.device, function: address.function });
}

function isOutOfRange({ device, function: fn }: PartialAddress): boolean {
  return device < 0 || device > 31 || fn < 0 || fn > 7;
}

/** Keys of `taken` are routing ids relative to the first address of the bus, so they go on into the buses behind it. */
function placeVirtualFunctions(
  place: BusPlace,
  node: Node,
  taken: Map<number, number>,
  faults: EnumerationFault[],
): number {
  const { virtualFunctions, origin } = node.description;
  if (virtualFunctions === null || node.devfn === null) return place.bus;
  const { count, offset, stride } = virtualFunctions;
  const room = (place.last - place.bus + 1) * DEVFNS;
  const placed: { virtualIndex: number; routingId: number }[] = [];
  let reach = place.bus;
  let isTaken = false;
  for (let virtualIndex = 0; virtualIndex < count; virtualIndex += 1) {
    const relative = node.devfn + offset + virtualIndex * stride;
    if (relative >= room) {
      const left = { count, placed: placed.length, last: place.last };
      faults.push({ origin, fault: 'virtual-functions-beyond-bus', ...left });
      break;
    }
    const by = taken.get(relative);
    const routingId = (place.bus << 8) + relative;
    if (by === undefined) {
      taken.set(relative, origin);
      placed.push({ virtualIndex, routingId });
      reach = Math.max(reach, routingId >> 8);
    } else if (!isTaken) {
      // One fault is enough: with a stride of 0 every further one would say the same.
      isTaken = true;
      const address = addressAt(place.domain, routingId);
      faults.push({ origin, fault: 'virtual-function-address-taken', virtualIndex, address, by });
    }
  }
  node.virtualFunctions = placed;
  return reach;
}

export function addressAt(domain: number, routingId: number): PciAddress {
  return { domain, bus: routingId >> 8, device: (routingId >> 3) & 0x1f, function: routingId & 7 };
}

function numberingBelow(parent: FunctionKind | null): Numbering {
  if (parent === null) return 'root-bus';
  return parent === 'switch' || parent === 'pci_bridge' ? 'devices' : 'functions';
}

/** Free devfns in the order in which they are given out; null when all are taken. */
function freeNumbers(numbering: Numbering, taken: ReadonlyMap<number, number>): () => number | null {
  let device = numbering === 'root-bus' ? 1 : 0;
  let single = numbering === 'root-bus' ? 8 : 0;
  const wholeDevice = (): number | null => {
    while (device < 32 && isDeviceTaken(device, taken)) device += 1;
    return device < 32 ? device++ << 3 : null;
  };
  const anyFunction = (): number | null => {
    while (single < DEVFNS && taken.has(single)) single += 1;
    return single < DEVFNS ? single : null;
  };
  return numbering === 'functions' ? anyFunction : () => wholeDevice() ?? anyFunction();
}

function isDeviceTaken(device: number, taken: ReadonlyMap<number, number>): boolean {
  for (let fn = 0; fn < 8; fn += 1) if (taken.has((device << 3) | fn)) return true;
  return false;
}
