// The explanation of a `map`: what the hover shows, with every entry and segment and why each begins where it begins, and
// the pairs that the answer rests on.

import type { Evaluation } from '../../language/analysis';
import type { Mapping, MapQueryResult } from '../../language/results';
import { hoverMap } from '../hover/hover-map';
import { pairsSection } from './pair-sections';

/** Entries and segments; past it their number. */
const MOST_ROWS = 500;

export function explainMap(evaluation: Evaluation, result: MapQueryResult, mapping: Mapping): string {
  return [hoverMap(evaluation, result, MOST_ROWS) ?? '', ...pairsSection(evaluation, pairsOf(mapping))].join('\n\n');
}

function pairsOf({ entries, client }: Mapping): readonly (readonly [number, number])[] {
  return entries.flatMap(({ memory }): readonly (readonly [number, number])[] =>
    memory.kind === 'p2pmem' ? [[memory.provider, client]] : [],
  );
}
