// The questions of one file with their answers, each as hints and lenses stand behind or over it: a pair, a map, a provider
// choice, one namespace of an `nvmet` block. Keys are places in the evaluations, so an edit elsewhere leaves them valid.

import type { Analysis, Evaluation, PairResult } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import type {
  Holds,
  MapQueryResult,
  NvmetPairResult,
  NvmetQueryResult,
  ProviderQueryResult,
} from '../language/results';
import { worstOf } from './query-words';

interface AskedBase {
  readonly evaluation: Evaluation;
  readonly key: string;
  /** The question as a whole; of a namespace its line. */
  readonly range: TextRange;
  readonly holds: Holds;
}

export type Asked =
  | (AskedBase & { readonly kind: 'pair'; readonly result: PairResult })
  | (AskedBase & { readonly kind: 'map'; readonly result: MapQueryResult })
  | (AskedBase & { readonly kind: 'provider'; readonly result: ProviderQueryResult })
  | (AskedBase & {
      readonly kind: 'namespace';
      readonly query: NvmetQueryResult;
      /** On every port of the block. */
      readonly results: readonly NvmetPairResult[];
    });

/** Those that end in the range, in the order in which they end. */
export function askedIn(analysis: Analysis, file: string, range: TextRange): readonly Asked[] {
  const { sorted } = askedOf(analysis, file);
  return sorted.slice(firstEndingAt(sorted, range.start), firstEndingAt(sorted, range.end + 1));
}

/** null: it is gone. */
export function askedBy(analysis: Analysis, file: string, key: string): Asked | null {
  return askedOf(analysis, file).byKey.get(key) ?? null;
}

export const EVERYWHERE: TextRange = { start: 0, end: Number.MAX_SAFE_INTEGER };

interface AskedIndex {
  readonly sorted: readonly Asked[];
  readonly byKey: ReadonlyMap<string, Asked>;
}

const known = new WeakMap<Analysis, Map<string, AskedIndex>>();

/** Lenses, hints, their tooltips and callers all look for a few of thousands, so they are put in order once. */
function askedOf(analysis: Analysis, file: string): AskedIndex {
  const ofFiles = known.get(analysis) ?? new Map<string, AskedIndex>();
  known.set(analysis, ofFiles);
  const found = ofFiles.get(file);
  if (found !== undefined) return found;
  const sorted = allAsked(analysis, file).sort((one, other) => one.range.end - other.range.end);
  const index = { sorted, byKey: new Map(sorted.map((asked) => [asked.key, asked])) };
  ofFiles.set(file, index);
  return index;
}

function firstEndingAt(sorted: readonly Asked[], offset: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.range.end ?? offset) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function allAsked(analysis: Analysis, file: string): Asked[] {
  const all: Asked[] = [];
  analysis.evaluations.forEach((evaluation, number) => {
    evaluation.pairs.forEach((result, at) => {
      if (result.file !== file) return;
      const { range, holds } = result;
      all.push({ kind: 'pair', evaluation, key: `pair ${number} ${at}`, range, holds, result });
    });
    evaluation.maps.forEach((result, at) => {
      if (result.file !== file) return;
      const { range, holds } = result;
      all.push({ kind: 'map', evaluation, key: `map ${number} ${at}`, range, holds, result });
    });
    evaluation.providers.forEach((result, at) => {
      if (result.file !== file) return;
      const { range, holds } = result;
      all.push({ kind: 'provider', evaluation, key: `provider ${number} ${at}`, range, holds, result });
    });
    evaluation.nvmet.forEach((query, at) => {
      if (query.file === file) all.push(...namespaces(evaluation, query, `namespace ${number} ${at}`));
    });
  });
  return all;
}

function namespaces(evaluation: Evaluation, query: NvmetQueryResult, key: string): readonly Asked[] {
  const bySyntax = new Map<TextRange, NvmetPairResult[]>();
  for (const result of query.results) {
    const { syntax } = result.namespace;
    const known = bySyntax.get(syntax);
    if (known === undefined) bySyntax.set(syntax, [result]);
    else known.push(result);
  }
  return [...bySyntax].map(([{ start, end }, results], index) => ({
    kind: 'namespace',
    evaluation,
    key: `${key} ${index}`,
    range: { start, end },
    holds: worstOf(results.map(({ holds }) => holds)),
    query,
    results,
  }));
}
