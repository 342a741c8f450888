// A scatterlist as a driver hands it to the DMA layer, and the same list located in this machine: every entry with its
// physical address, peer-to-peer entries also with the bus address of their BAR.

import type { Machine } from '../machine';
import type { PeerMemory } from '../providers/register';
import { hasP2pdma, peerMemory } from '../providers/register';

/** Lengths and offsets in bytes; a length fits 32 bits, as in struct scatterlist. */
export type ScatterlistEntry =
  | { readonly memory: 'ram'; readonly physical: bigint; readonly length: bigint }
  /** `offset` counts from the start of the BAR. */
  | {
      readonly memory: 'p2pmem';
      readonly provider: number;
      readonly bar: number;
      readonly offset: bigint;
      readonly length: bigint;
    };

export type Scatterlist = readonly ScatterlistEntry[];

/** Why an entry cannot exist: no such list reaches the kernel. */
export type ScatterlistFault = { readonly entry: number } & (
  | { readonly fault: 'empty' }
  | { readonly fault: 'longer-than-32-bits'; readonly length: bigint }
  | { readonly fault: 'no-p2pdma' }
  /** The provider registers nothing of this BAR (see registrations() for why). */
  | { readonly fault: 'no-peer-memory'; readonly provider: number; readonly bar: number }
  | { readonly fault: 'beyond-peer-memory'; readonly memory: PeerMemory; readonly end: bigint }
);

export type LocatedEntry =
  | { readonly memory: 'ram'; readonly index: number; readonly physical: bigint; readonly length: bigint }
  | {
      readonly memory: 'p2pmem';
      readonly index: number;
      readonly physical: bigint;
      readonly length: bigint;
      readonly provider: number;
      readonly bar: number;
      /** pci_bus_address(BAR) - resource_start(BAR). */
      readonly busOffset: bigint;
    };

/** A host bridge may have windows of different offsets; the topology knows one per host bridge. */
export type BusOffsetOf = (provider: number, bar: number) => bigint;

export interface Location {
  readonly entries: readonly LocatedEntry[];
  readonly faults: readonly ScatterlistFault[];
}

const LONGEST = 0xffffffffn;

/** Every fault of the list, or all entries located. Linear in the number of entries. */
export function locate(machine: Machine, list: Scatterlist, busOffsetOf?: BusOffsetOf): Location {
  const memoryOf = new Map<number, readonly PeerMemory[]>();
  const entries: LocatedEntry[] = [];
  const faults: ScatterlistFault[] = [];
  for (const [index, entry] of list.entries()) {
    const fault = lengthFault(entry, index);
    if (fault !== null) {
      faults.push(fault);
      continue;
    }
    if (entry.memory === 'ram') {
      entries.push({ memory: 'ram', index, physical: entry.physical, length: entry.length });
      continue;
    }
    const memories = memoryOf.get(entry.provider) ?? peerMemory(machine, entry.provider);
    memoryOf.set(entry.provider, memories);
    const memory = memories.find(({ bar }) => bar === entry.bar);
    const end = entry.offset + entry.length;
    if (!hasP2pdma(machine)) {
      faults.push({ entry: index, fault: 'no-p2pdma' });
    } else if (memory === undefined) {
      faults.push({ entry: index, fault: 'no-peer-memory', provider: entry.provider, bar: entry.bar });
    } else if (entry.offset < memory.offset || end > memory.offset + memory.size) {
      faults.push({ entry: index, fault: 'beyond-peer-memory', memory, end });
    } else {
      const { provider, bar, length } = entry;
      const physical = memory.physical - memory.offset + entry.offset;
      const busOffset = busOffsetOf?.(provider, bar) ?? memory.busOffset;
      entries.push({ memory: 'p2pmem', index, physical, length, provider, bar, busOffset });
    }
  }
  return { entries, faults };
}

function lengthFault(entry: ScatterlistEntry, index: number): ScatterlistFault | null {
  if (entry.length <= 0n) return { entry: index, fault: 'empty' };
  if (entry.length > LONGEST) return { entry: index, fault: 'longer-than-32-bits', length: entry.length };
  return null;
}
