// Hover on `map`: what the call returns, the list entry by entry with what the kernel made of each, the DMA segments, and
// what the kernel logs.

import type { EntryTrace, Segment } from '../../core/dma/mapping';
import type { Machine } from '../../core/machine';
import type { Evaluation } from '../language/analysis';
import { functionAt } from '../language/explain/names';
import type { MappedEntry, MapQueryResult } from '../language/results';
import { entryWords } from './entry-words';
import { block, code, table, text } from './markdown';
import { mapWords } from './query-words';
import { hexadecimal, lengthWords } from './sizes';

const ROWS_SHOWN = 24;

/** null: a fault elsewhere keeps it from being evaluated. */
export function hoverMap({ machine, scenario }: Evaluation, { query, mapping }: MapQueryResult): string | null {
  if (mapping === null) return null;
  const { result, client, entries } = mapping;
  const list = code(query.scatterlist.name.value ?? '');
  const where = scenario === null ? '' : `, scenario ${code(scenario)}`;
  const outcome = result.outcome === 'mapped' ? segmentCount(result.segments.length) : mapWords(result);
  const how = result.outcome === 'invalid' ? '' : `, ${code(`${result.call}()`)} by ${result.path}`;
  const head = `${list} → ${code(functionAt(machine, client).name)}: **${outcome}**${how}, kernel ${machine.settings.kernel.label}${where}`;
  const traces = result.outcome === 'invalid' ? [] : result.entries;
  const segments = result.outcome === 'mapped' ? result.segments : [];
  const messages = result.outcome === 'mapped' || result.outcome === 'error' ? result.messages : [];
  return [
    head,
    entryTable(machine, entries, traces),
    segmentTable(segments),
    messages.length === 0 ? '' : `The kernel would log:\n\n${block(messages)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

export function segmentCount(count: number): string {
  return `${count} segment${count === 1 ? '' : 's'}`;
}

function entryTable(machine: Machine, entries: readonly MappedEntry[], traces: readonly EntryTrace[]): string {
  const rows = entries
    .slice(0, ROWS_SHOWN)
    .map((entry, index) => [
      String(index),
      entryName(machine, entry),
      lengthWords(entry.length),
      traces[index]?.mapType ?? '',
      text(entryWords(traces[index])),
      String(traces[index]?.segment ?? ''),
    ]);
  return table(['entry', 'in', 'length', 'map type', '', 'segment'], rows) + moreRows(entries.length);
}

/** `ram` and its address, or the provider's name and the offset in its memory. */
export function entryName(machine: Machine, { memory }: MappedEntry): string {
  if (memory.kind === 'ram') return `ram ${code(hexadecimal(memory.physical))}${memory.assigned ? ' (example)' : ''}`;
  return `${code(functionAt(machine, memory.provider).name)} + ${hexadecimal(memory.offset)}`;
}

function segmentTable(segments: readonly Segment[]): string {
  if (segments.length === 0) return '';
  const rows = segments
    .slice(0, ROWS_SHOWN)
    .map((segment, index) => [
      String(index),
      segmentAddress(segment),
      lengthWords(segment.length),
      segment.entries.join(', '),
    ]);
  const note = segments.some(({ illustrative }) => illustrative)
    ? '\n\n(example): of a fresh domain; a running machine hands out others.'
    : '';
  return table(['segment', 'out', 'length', 'entries'], rows) + moreRows(segments.length) + note;
}

/** `bus 0x380000200000`, `iova 0xfffd8000 (example)`. */
export function segmentAddress({ kind, address, illustrative, bounced }: Segment): string {
  if (address === null) return `${kind}, address not known`;
  const notes = [bounced ? 'copied' : '', illustrative ? 'example' : ''].filter((note) => note !== '');
  return `${kind} ${code(hexadecimal(address))}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
}

function moreRows(count: number): string {
  return count > ROWS_SHOWN ? `\n\n… and ${count - ROWS_SHOWN} more` : '';
}
