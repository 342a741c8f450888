// Where an entry of a scatterlist lies and where a DMA segment leads, in a few words of plain text: cells of the tables in
// hover and on the terminal.

import type { Segment } from '../../core/dma/mapping';
import type { Machine } from '../../core/machine';
import { entrySentence, startSentence } from '../language/explain/mapping';
import { functionAt } from '../language/explain/names';
import { hexText } from '../language/explain/sizes';
import type { MappedEntry, Mapping } from '../language/results';

/** `ram 0x101000 (example)`, or the provider's name and the offset in its memory: `p2pmem nvme0 + 0x10000`. */
export function entryPlace(machine: Machine, { memory }: MappedEntry): string {
  if (memory.kind === 'ram') return `ram ${hexText(memory.physical)}${memory.assigned ? ' (example)' : ''}`;
  return `p2pmem ${functionAt(machine, memory.provider).name} + ${hexText(memory.offset)}`;
}

/** What became of an entry, and where its segment begins; `index` counts from 0. */
export function entryWords(machine: Machine, mapping: Mapping, index: number): string {
  const start = startSentence(machine, mapping, index);
  return [entrySentence(machine, mapping, index), ...(start === null ? [] : [start])].join(' ');
}

/** `bus 0x380000200000`, `iova 0xfffd8000 (example)`. */
export function segmentPlace({ kind, address, illustrative, bounced }: Segment): string {
  if (address === null) return `${kind}, address not known`;
  const notes = [bounced ? 'copied' : '', illustrative ? 'example' : ''].filter((note) => note !== '');
  return `${kind} ${hexText(address)}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}
