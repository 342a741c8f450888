// All pairs by classes: devices that the kernel cannot tell apart share one row and one column, so thousands of SR-IOV
// functions cost as many verdicts as there are different places in the tree.

import type { Machine } from '../machine';
import type { PciFunction } from '../pci/topology';
import { isBridge } from '../pci/topology';
import { decidePair } from './decide';
import type { Verdict } from './verdict';

export interface PairClasses {
  /** Function indices, ascending, in each; classes in the order of their first members. */
  readonly classes: readonly (readonly number[])[];
  /** By function index; undefined: not an endpoint, so in no class. */
  readonly classOf: ReadonlyMap<number, number>;
  /** By provider's and client's class, two different devices: verdict of the first such pair; null: a class of one with itself. */
  readonly between: readonly (readonly (Verdict | null)[])[];
  /** By class: the verdict of its first member with itself. */
  readonly self: readonly Verdict[];
}

/**
 * Endpoints (virtual functions included) in classes, without deciding anything: same upstream bridge, or same root bus
 * without one, same ACS, same treatment of their DMA operations, same NUMA node (the kernel does not look at it, but the
 * words for the link do).
 */
export function classifyEndpoints(machine: Machine): readonly (readonly number[])[] {
  const classes = new Map<string | number, number[]>();
  for (const device of machine.topology.functions) {
    if (isBridge(device.kind)) continue;
    const key = classKey(machine, device);
    const members = classes.get(key);
    if (members === undefined) classes.set(key, [device.index]);
    else members.push(device.index);
  }
  return [...classes.values()];
}

/** A number for the many devices without ACS and NUMA node, a text for the others. */
function classKey(machine: Machine, device: PciFunction): string | number {
  const acs = machine.acs[device.index] ?? null;
  const place = device.upstreamBridge ?? -1 - device.hostBridge;
  const key = place * 2 + (device.dma.ops === 'virt' ? 1 : 0);
  if (acs === null && device.numaNode === null) return key;
  return [key, device.numaNode, acs?.control, acs?.assumed, acs?.unknown, acs?.quirk].join(' ');
}

/** Every ordered pair of endpoints, decided once per pair of classes. */
export function decideClasses(machine: Machine): PairClasses {
  const classes = classifyEndpoints(machine);
  const classOf = new Map<number, number>();
  classes.forEach((members, index) => {
    for (const member of members) classOf.set(member, index);
  });
  const between = classes.map((providers) =>
    classes.map((clients) => {
      const provider = providers[0];
      const client = providers === clients ? clients[1] : clients[0];
      return provider === undefined || client === undefined ? null : decidePair(machine, provider, client);
    }),
  );
  const self = classes.flatMap((members) => {
    const first = members[0];
    return first === undefined ? [] : [decidePair(machine, first, first)];
  });
  return { classes, classOf, between, self };
}

/** The class verdict that stands for this pair: its map type, distance and rule are the pair's; its function indices need not be. */
export function classVerdict(classes: PairClasses, provider: number, client: number): Verdict | null {
  const row = classes.classOf.get(provider);
  const column = classes.classOf.get(client);
  if (row === undefined || column === undefined) return null;
  if (provider === client) return classes.self[row] ?? null;
  return classes.between[row]?.[column] ?? null;
}
