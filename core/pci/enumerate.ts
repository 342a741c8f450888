// From a description to an enumerated topology: buses, addresses and BARs as the kernel's scan would give them where
// the description leaves them out. Whatever is wrong becomes a typed fault; the rest is still enumerated.

import { formatBus } from './address';
import type { PciAddress } from './address';
import { buildTopology } from './build-topology';
import type { HostBridgeDescription, MachineDescription, UnwrittenFunction } from './description';
import { assignBars } from './enumerate-bars';
import { assignBuses } from './enumerate-buses';
import { buildNodes, readSaidBuses } from './enumerate-tree';
import type { Root } from './enumerate-tree';
import type { Topology } from './topology';

/** `origin` is the host bridge's, function's or BAR's own; other origins are named by their role. */
export type EnumerationFault = { readonly origin: number } &
  /** Two host bridges with one root bus. */
  (
    | { readonly fault: 'root-bus-taken'; readonly domain: number; readonly bus: number; readonly by: number }
    /** `[vvvv:dddd]` or `[none]` on a host bridge that has a child at 00.0. */
    | { readonly fault: 'function-at-00.0-twice'; readonly unwritten: UnwrittenFunction; readonly child: number }
    | { readonly fault: 'wrong-domain'; readonly found: number; readonly expected: number; readonly hostBridge: number }
    /** A function of a root bus whose address names another bus. */
    | {
        readonly fault: 'wrong-root-bus';
        readonly found: number;
        readonly expected: number;
        readonly hostBridge: number;
      }
    /** Children of one bridge that name different buses: `expected` is what `sibling`, the first to say one, named. */
    | {
        readonly fault: 'siblings-disagree';
        readonly found: number;
        readonly expected: number;
        readonly sibling: number;
      }
    /** A bridge's secondary bus has a higher number than the bus the bridge is on: `parentBus`. */
    | {
        readonly fault: 'bus-not-below-parent';
        readonly found: number;
        readonly parentBus: number;
        readonly parent: number;
      }
    /** The bus that the children name lies in the range first…last of the bridge or host bridge `by`. */
    | {
        readonly fault: 'bus-taken';
        readonly found: number;
        readonly by: number;
        readonly first: number;
        readonly last: number;
      }
    /** No bus number up to `last` is left for this bridge. */
    | { readonly fault: 'buses-exhausted'; readonly last: number }
    /** Device 0…31 or function 0…7 out of range. */
    | { readonly fault: 'address-out-of-range'; readonly device: number; readonly function: number }
    | { readonly fault: 'address-taken'; readonly address: PciAddress; readonly by: number }
    /** All 256 addresses of the bus are taken. */
    | { readonly fault: 'bus-full'; readonly bus: number }
    /** An endpoint cannot hold functions; they are left out. */
    | { readonly fault: 'children-of-endpoint'; readonly children: number }
    /** `placed` of `count` virtual functions have an address up to bus `last`; the others are left out. */
    | {
        readonly fault: 'virtual-functions-beyond-bus';
        readonly count: number;
        readonly placed: number;
        readonly last: number;
      }
    /** The address of virtual function N is taken; that one is left out. */
    | {
        readonly fault: 'virtual-function-address-taken';
        readonly virtualIndex: number;
        readonly address: PciAddress;
        readonly by: number;
      }
    | { readonly fault: 'bar-size'; readonly size: bigint }
    | { readonly fault: 'bar-misaligned'; readonly at: bigint; readonly size: bigint }
    | { readonly fault: 'bar-beyond-64-bit'; readonly at: bigint; readonly size: bigint }
    | { readonly fault: 'bar-overlap'; readonly at: bigint; readonly size: bigint; readonly by: number }
    | { readonly fault: 'bar-no-space'; readonly size: bigint }
    | {
        readonly fault: 'p2pmem-beyond-bar';
        readonly offset: bigint;
        readonly size: bigint | null;
        readonly barSize: bigint;
      }
  );

export interface Enumeration {
  readonly topology: Topology;
  readonly faults: readonly EnumerationFault[];
}

/** Never throws; time and memory are linear in the number of functions, virtual ones included. */
export function enumerate(description: MachineDescription): Enumeration {
  const faults: EnumerationFault[] = [];
  const places = placeHostBridges(description.hostBridges, faults);
  const built = places.map((place) => {
    const { top, all } = buildNodes(place.description, faults);
    return { root: { ...place, children: top }, all };
  });
  const sorted = [...built].sort(
    ({ root: left }, { root: right }) => left.domain - right.domain || left.bus - right.bus,
  );
  sorted.forEach(({ root, all }, index) => {
    const behind = sorted[index + 1]?.root;
    readSaidBuses(root, all, faults);
    assignBuses(root, behind?.domain === root.domain ? rangeOf(behind) : null, faults);
    reportRepresentative(root, faults);
  });
  const bars = assignBars(
    built.flatMap(({ all }) => all.flatMap((node) => (node.devfn === null ? [] : node.description.bars))),
    faults,
  );
  return {
    topology: buildTopology(
      sorted.map(({ root }) => root),
      bars,
    ),
    faults,
  };
}

function rangeOf(root: Root): { readonly first: number; readonly last: number; readonly by: number } {
  return { first: root.bus, last: root.bus, by: root.description.origin };
}

/** What is said first; the others get the next domain that has no host bridge. */
function placeHostBridges(
  bridges: readonly HostBridgeDescription[],
  faults: EnumerationFault[],
): readonly Omit<Root, 'children'>[] {
  const taken = new Map<string, number>();
  const domains = new Set<number>();
  const said = bridges.map((description) => {
    if (description.bus === null) return null;
    const { domain, bus } = description.bus;
    const by = taken.get(formatBus(domain, bus));
    if (by !== undefined) {
      faults.push({ origin: description.origin, fault: 'root-bus-taken', domain, bus, by });
      return null;
    }
    taken.set(formatBus(domain, bus), description.origin);
    domains.add(domain);
    return { domain, bus };
  });
  let free = 0;
  return bridges.map((description, index) => {
    const place = said[index] ?? null;
    if (place !== null) return { description, ...place };
    while (domains.has(free)) free += 1;
    domains.add(free);
    return { description, domain: free, bus: 0 };
  });
}

function reportRepresentative(root: Root, faults: EnumerationFault[]): void {
  const { unwritten, origin } = root.description;
  if (unwritten.kind === 'unknown') return;
  const child = root.children.find((node) => node.devfn === 0);
  if (child === undefined) return;
  faults.push({ origin, fault: 'function-at-00.0-twice', unwritten, child: child.description.origin });
}
