// From the entries of an `sgl` to a scatterlist as core takes it: an offset that is left out follows the previous entry of
// the same memory, and memory without an address gets one that only illustrates: page aligned, low, and in nobody's way.

import type { ScatterlistEntry } from '../../core/dma/scatterlist';
import type { Topology } from '../../core/pci/topology';
import type { MappedEntry } from './results';
import type { P2pmemEntrySyntax, RamEntrySyntax, RefSyntax, ScatterlistSyntax } from './tree';

export interface LoweredScatterlist {
  readonly entries: readonly MappedEntry[];
  /** The same for core: offsets count from the start of the BAR. */
  readonly list: readonly ScatterlistEntry[];
}

/** null: a fault in the list, or a name in it that stands for no function, changes what it means. */
export type LowerScatterlist = (file: string, syntax: ScatterlistSyntax) => LoweredScatterlist | null;

interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

const PAGE = 4096n;
/** Above the first megabyte, which firmware keeps; low, so that a client with a small DMA mask reaches it. */
const FIRST_ASSIGNED = 0x10_0000n;
/** The MSI window of x86, and the 64 MiB of the bounce buffer that core hands out examples from. */
const KEPT_FREE: readonly Range[] = [
  { start: 0x2000_0000n, end: 0x2400_0000n },
  { start: 0xfee0_0000n, end: 0xfef0_0000n },
];

/** `functionOf`: the one function that a name stands for; null: none, or several. */
export function createLowerScatterlist(
  topology: Topology,
  functionOf: (ref: RefSyntax) => number | null,
): LowerScatterlist {
  let fixed: readonly Range[] | null = null;
  return (file, syntax) => {
    const members = syntax.block?.members ?? [];
    if (syntax.faulty || syntax.block?.closed !== true || members.some(({ faulty }) => faulty)) return null;
    fixed ??= byStart([...KEPT_FREE, ...barRanges(topology)]);
    const assign = freeMemory(fixed, byStart(members.flatMap(said)));
    const ends = new Map<string, bigint>();
    const entries: MappedEntry[] = [];
    const list: ScatterlistEntry[] = [];
    for (const entry of members) {
      const lowered = entry.kind === 'ram' ? lowerRam(entry, assign) : lowerPeer(entry, topology, functionOf, ends);
      if (lowered === null) return null;
      entries.push({ file, syntax: entry, length: lowered.core.length, memory: lowered.memory });
      list.push(lowered.core);
    }
    return { entries, list };
  };
}

function barRanges(topology: Topology): readonly Range[] {
  return topology.functions.flatMap(({ bars }) =>
    bars.map(({ physical, size }) => ({ start: physical, end: physical + size })),
  );
}

interface LoweredEntry {
  readonly memory: MappedEntry['memory'];
  readonly core: ScatterlistEntry;
}

function lowerRam({ size, at }: RamEntrySyntax, assign: (length: bigint) => bigint): LoweredEntry | null {
  const length = size.value;
  if (length === null) return null;
  const physical = at?.value ?? assign(length);
  return {
    memory: { kind: 'ram', physical, assigned: at === null },
    core: { memory: 'ram', physical, length },
  };
}

/** `ends`: of each memory, where its latest entry ended. */
function lowerPeer(
  { device, bar, size, offset }: P2pmemEntrySyntax,
  topology: Topology,
  functionOf: (ref: RefSyntax) => number | null,
  ends: Map<string, bigint>,
): LoweredEntry | null {
  const provider = functionOf(device);
  const length = size.value;
  if (provider === null || length === null) return null;
  const bars = topology.functions[provider]?.bars ?? [];
  const number = bar === null ? (bars.find(({ p2pmem }) => p2pmem !== null)?.number ?? 0) : Number(bar.value);
  const memory = `${String(provider)} ${String(number)}`;
  const from = offset?.value ?? ends.get(memory) ?? 0n;
  ends.set(memory, from + length);
  const registered = bars.find((candidate) => candidate.number === number)?.p2pmem?.offset ?? 0n;
  return {
    memory: { kind: 'p2pmem', provider, bar: number, offset: from },
    core: { memory: 'p2pmem', provider, bar: number, offset: registered + from, length },
  };
}

/** What an entry says of its place. */
function said(entry: P2pmemEntrySyntax | RamEntrySyntax): readonly Range[] {
  if (entry.kind !== 'ram' || entry.at === null || entry.at.value === null) return [];
  return [{ start: entry.at.value, end: entry.at.value + (entry.size.value ?? 0n) }];
}

/** Hands out page-aligned room upwards, around all ranges of both lists; each is sorted by start. */
function freeMemory(...taken: readonly (readonly Range[])[]): (length: bigint) => bigint {
  const positions = taken.map(() => 0);
  let cursor = FIRST_ASSIGNED;
  return (length) => {
    let start = alignUp(cursor);
    let moved = true;
    while (moved) {
      moved = false;
      for (const [index, ranges] of taken.entries()) {
        let position = positions[index] ?? 0;
        for (let range = ranges[position]; range !== undefined && range.start < start + length;) {
          if (range.end > start) {
            start = alignUp(range.end);
            moved = true;
          }
          position += 1;
          range = ranges[position];
        }
        positions[index] = position;
      }
    }
    cursor = start + length;
    return start;
  };
}

function byStart(ranges: readonly Range[]): readonly Range[] {
  return [...ranges].sort((left, right) => (left.start < right.start ? -1 : left.start > right.start ? 1 : 0));
}

function alignUp(address: bigint): bigint {
  return ((address + PAGE - 1n) / PAGE) * PAGE;
}
