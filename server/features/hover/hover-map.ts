// Hover on `map`: what the call returns and why, the list entry by entry with what the kernel made of each, the DMA
// segments, and what the kernel logs. Entries and segments are counted from 1, as in every sentence about them.

import type { MapPath, Segment } from '../../../core/dma/mapping';
import type { Machine } from '../../../core/machine';
import type { Evaluation } from '../../language/analysis';
import { countText, mapAnswerText } from '../../language/explain/map-answer';
import { mapReason } from '../../language/explain/mapping';
import { functionAt } from '../../language/explain/names';
import { pageSentence, requestSentence } from '../../language/explain/request';
import { sizeText } from '../../language/explain/sizes';
import type { Mapping, MapQueryResult } from '../../language/results';
import { entryPlace, entryWords, segmentPlace } from '../map-words';
import { block, code, table, text } from '../markdown';
import { sentence } from '../sentence';

const ROWS_SHOWN = 24;

const PATH_WORDS: Readonly<Record<MapPath, string>> = {
  'old-p2pdma': 'P2PDMA itself',
  'dma-direct': 'dma-direct',
  'dma-iommu': 'dma-iommu',
  'dma-iommu-untrusted': 'dma-iommu, entry by entry',
  virt: 'software',
  custom: 'its own DMA operations',
};

/** null: a fault elsewhere keeps it from being evaluated. */
export function hoverMap(
  { machine, scenario }: Evaluation,
  { query, mapping }: MapQueryResult,
  most: number = ROWS_SHOWN,
): string | null {
  if (mapping === null) return null;
  const { result, client } = mapping;
  const list = code(query.scatterlist.name.value ?? '');
  const where = scenario === null ? '' : `, scenario ${code(scenario)}`;
  const outcome = result.outcome === 'mapped' ? countText(result.segments.length) : mapAnswerText(result);
  const how = result.outcome === 'invalid' ? '' : `, ${code(`${result.call}()`)} by ${PATH_WORDS[result.path]}`;
  const head = `${list} → ${code(functionAt(machine, client).name)}: **${outcome}**${how}, kernel ${machine.settings.kernel.label}${where}`;
  const messages = result.outcome === 'mapped' || result.outcome === 'error' ? result.messages : [];
  return [
    head,
    text(sentence(machine, mapReason(machine, mapping))),
    entryTable(machine, mapping, most),
    result.outcome === 'mapped' ? segmentTable(result.segments, most) : '',
    ...[requestSentence(machine, mapping), pageSentence(machine, mapping)].map((line) =>
      line === null ? '' : text(line),
    ),
    messages.length === 0 ? '' : `The kernel would log:\n\n${block(messages)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function entryTable(machine: Machine, mapping: Mapping, most: number): string {
  const { entries, result } = mapping;
  const traces = result.outcome === 'invalid' ? [] : result.entries;
  const rows = entries.slice(0, most).map((entry, index) => {
    const segment = traces[index]?.segment ?? null;
    return [
      String(index + 1),
      text(entryPlace(machine, entry)),
      sizeText(entry.length),
      text(entryWords(machine, mapping, index)),
      segment === null ? '' : String(segment + 1),
    ];
  });
  return table(['entry', 'in', 'length', 'what became of it', 'segment'], rows) + moreRows(entries.length, most);
}

function segmentTable(segments: readonly Segment[], most: number): string {
  if (segments.length === 0) return '';
  const rows = segments
    .slice(0, most)
    .map((segment, index) => [
      String(index + 1),
      text(segmentPlace(segment)),
      sizeText(segment.length),
      segment.entries.map((entry) => entry + 1).join(', '),
    ]);
  const note = segments.some(({ illustrative }) => illustrative)
    ? '\n\n(example): of a fresh domain or buffer; a running machine hands out others.'
    : '';
  return table(['segment', 'out', 'length', 'entries'], rows) + moreRows(segments.length, most) + note;
}

function moreRows(count: number, most: number): string {
  return count > most ? `\n\n… and ${count - most} more` : '';
}
