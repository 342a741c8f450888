// The explanation of a `map`: what the hover shows, then every segment with the reason why it begins where it begins, and the
// pairs that the answer rests on.

import type { Evaluation } from '../language/analysis';
import { segmentSentence, startSentence } from '../language/explain/mapping';
import type { Mapping, MapQueryResult } from '../language/results';
import { hoverMap } from './hover-map';
import { text } from './markdown';
import { pairsSection } from './pair-sections';

/** Entries and segments; past it their number. */
const MOST_ROWS = 500;

export function explainMap(evaluation: Evaluation, result: MapQueryResult, mapping: Mapping): string {
  return [
    hoverMap(evaluation, result, MOST_ROWS) ?? '',
    ...segments(evaluation, mapping),
    ...pairsSection(evaluation, pairsOf(mapping)),
  ].join('\n\n');
}

function segments({ machine }: Evaluation, mapping: Mapping): readonly string[] {
  const { result } = mapping;
  if (result.outcome !== 'mapped' || result.segments.length === 0) return [];
  const lines = result.segments.slice(0, MOST_ROWS).map((segment, index) => {
    const [first] = segment.entries;
    const reason = first === undefined ? null : startSentence(machine, mapping, first);
    const sentences = [segmentSentence(mapping, index), ...(reason === null ? [] : [reason])];
    return `${index + 1}. ${text(sentences.join(' '))}`;
  });
  const rest = result.segments.length - lines.length;
  return ['## Segment by segment', lines.join('\n'), ...(rest > 0 ? [`… and ${rest} more`] : [])];
}

function pairsOf({ entries, client }: Mapping): readonly (readonly [number, number])[] {
  return entries.flatMap(({ memory }): readonly (readonly [number, number])[] =>
    memory.kind === 'p2pmem' ? [[memory.provider, client]] : [],
  );
}
