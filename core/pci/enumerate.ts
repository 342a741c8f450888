// From a description to an enumerated topology: buses, addresses and BARs as the kernel's scan would give them where
// the description leaves them out. Whatever is wrong becomes a typed fault; the rest is still enumerated.

import { formatBus } from './address';
import { buildTopology } from './build-topology';
import type { HostBridgeDescription, MachineDescription } from './description';
import { assignBars } from './enumerate-bars';
import { assignBuses } from './enumerate-buses';
import { buildNodes, readSaidBuses } from './enumerate-tree';
import type { EnumerationFault } from './enumeration-fault';
import type { Root } from './enumerate-tree';
import type { Topology } from './topology';

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
