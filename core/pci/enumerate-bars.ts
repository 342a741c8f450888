// BAR addresses: what is said stands, the others get room behind it, aligned to their size, in the order of the
// description. All in bigint: windows above 2^53 are real.

import { roundUp } from './alignment';
import type { BarDescription } from './description';
import type { EnumerationFault } from './enumeration-fault';
import type { Bar } from './topology';

interface Range {
  readonly start: bigint;
  readonly end: bigint;
  readonly by: number;
}

const SPACE = 1n << 64n;

/** Where 64-bit windows of servers usually lie, far above memory. */
const FIRST_ASSIGNED = 0x3800_0000_0000n;

/** By description; what has a fault that leaves no usable BAR is left out. */
export function assignBars(
  descriptions: readonly BarDescription[],
  faults: EnumerationFault[],
): ReadonlyMap<BarDescription, Bar> {
  const usable = descriptions.filter((bar) => isUsable(bar, faults));
  const said = usable.filter((bar) => bar.at !== null);
  const ranges = said.map((bar): Range => ({ start: bar.at ?? 0n, end: (bar.at ?? 0n) + bar.size, by: bar.origin }));
  reportOverlaps(ranges, faults);
  ranges.sort((left, right) => compare(left.start, right.start));
  const bars = new Map<BarDescription, Bar>();
  const next = freeSpace(ranges);
  for (const bar of usable) {
    const physical = bar.at ?? next(bar.size);
    if (physical === null) faults.push({ origin: bar.origin, fault: 'bar-no-space', size: bar.size });
    else bars.set(bar, finished(bar, physical, faults));
  }
  return bars;
}

function isUsable(bar: BarDescription, faults: EnumerationFault[]): boolean {
  const { origin, size, at } = bar;
  if (size <= 0n || (size & (size - 1n)) !== 0n) {
    faults.push({ origin, fault: 'bar-size', size });
    return false;
  }
  if (at !== null && at + size > SPACE) {
    faults.push({ origin, fault: 'bar-beyond-64-bit', at, size });
    return false;
  }
  if (at !== null && at % size !== 0n) faults.push({ origin, fault: 'bar-misaligned', at, size });
  return true;
}

/** Each range that begins before an earlier one ends; the one that is declared later is at fault. */
function reportOverlaps(ranges: readonly Range[], faults: EnumerationFault[]): void {
  const byStart = ranges.map((range, order) => ({ range, order }));
  byStart.sort((left, right) => compare(left.range.start, right.range.start) || left.order - right.order);
  let widest = byStart[0];
  for (const current of byStart.slice(1)) {
    if (widest !== undefined && current.range.start < widest.range.end) {
      const [later, earlier] = current.order > widest.order ? [current, widest] : [widest, current];
      const { start, end, by } = later.range;
      faults.push({ origin: by, fault: 'bar-overlap', at: start, size: end - start, by: earlier.range.by });
    }
    if (widest === undefined || current.range.end > widest.range.end) widest = current;
  }
}

/** Gives out aligned room upwards, around the ranges that are said; null where the 64 bits end. */
function freeSpace(ranges: readonly Range[]): (size: bigint) => bigint | null {
  let cursor = FIRST_ASSIGNED;
  let index = 0;
  return (size) => {
    let start = roundUp(cursor, size);
    for (let range = ranges[index]; range !== undefined && range.start < start + size; range = ranges[index]) {
      if (range.end > start) start = roundUp(range.end, size);
      index += 1;
    }
    if (start + size > SPACE) return null;
    cursor = start + size;
    return start;
  };
}

function finished(bar: BarDescription, physical: bigint, faults: EnumerationFault[]): Bar {
  const { origin, number, size, at } = bar;
  return { origin, number, size, physical, assigned: at === null, p2pmem: registered(bar, faults) };
}

/** As pci_p2pdma_add_resource() checks it; a size of 0 means the rest of the BAR there too. */
function registered(bar: BarDescription, faults: EnumerationFault[]): Bar['p2pmem'] {
  if (bar.p2pmem === null) return null;
  const { offset, size } = bar.p2pmem;
  const length = size === null || size === 0n ? bar.size - offset : size;
  if (offset >= 0n && offset < bar.size && offset + length <= bar.size) return { offset, size: length };
  faults.push({ origin: bar.origin, fault: 'p2pmem-beyond-bar', offset, size, barSize: bar.size });
  return null;
}

function compare(left: bigint, right: bigint): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
