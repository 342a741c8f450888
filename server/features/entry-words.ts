// What happened to one entry of a mapped scatterlist, in a few words: the rule that put it where it is, and why it begins a
// segment of its own.

import type { EntryRule, EntryTrace, SegmentStart } from '../../core/dma/mapping';
import { lengthWords } from './sizes';

const RULES: Readonly<Record<EntryRule, string>> = {
  memory: 'memory',
  'bus-address': 'PCI bus address, past the IOMMU',
  'through-host-bridge': 'through the host bridge, mapped like memory',
  'not-asked': 'taken for memory, nobody asked',
  'first-page': 'as the first page of the list',
  refused: 'refused',
  failed: 'fails',
  undone: 'unmapped again',
  'not-reached': 'not reached',
};

const STARTS: Readonly<Record<SegmentStart, string>> = {
  'one-per-entry': '',
  'bus-address': '',
  joined: 'joins the segment before',
  first: '',
  'after-bus-address': 'new segment after a bus address',
  'after-partial-granule': 'new segment: the entry before ends within a granule',
  'offset-in-granule': 'new segment: begins within a granule',
  boundary: "new segment: would cross the device's boundary",
  'max-segment': 'new segment: would be longer than the device takes',
};

/** `memory, joins the segment before`; undefined: no such list reaches the kernel, and nothing happens to it. */
export function entryWords(trace: EntryTrace | undefined): string {
  if (trace === undefined) return '';
  const padding = trace.padding === 0n ? '' : `${lengthWords(trace.padding)} of IOVA unused behind it`;
  return [RULES[trace.rule], startWords(trace), trace.bounced ? 'copied through the bounce buffer' : '', padding]
    .filter((words) => words !== '')
    .join(', ');
}

function startWords({ start }: EntryTrace): string {
  return start === null ? '' : STARTS[start];
}
