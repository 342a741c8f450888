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
import { overlaps } from './places';
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

/** Those that end in the range, evaluation by evaluation; not in the order of the text. */
export function askedIn(analysis: Analysis, file: string, range: TextRange): readonly Asked[] {
  const isMeant = (each: { readonly file: string; readonly range: TextRange }): boolean =>
    each.file === file && range.start <= each.range.end && each.range.end <= range.end;
  return analysis.evaluations.flatMap((evaluation, index): Asked[] => [
    ...pick(evaluation.pairs, isMeant, (result, at) => {
      return { kind: 'pair', evaluation, key: `pair ${index} ${at}`, range: result.range, holds: result.holds, result };
    }),
    ...pick(evaluation.maps, isMeant, (result, at) => {
      return { kind: 'map', evaluation, key: `map ${index} ${at}`, range: result.range, holds: result.holds, result };
    }),
    ...pick(evaluation.providers, isMeant, (result, at) => {
      const key = `provider ${index} ${at}`;
      return { kind: 'provider', evaluation, key, range: result.range, holds: result.holds, result };
    }),
    ...evaluation.nvmet.flatMap((query, at) =>
      query.file === file && overlaps(query.range, range)
        ? namespaces(evaluation, query, `namespace ${index} ${at}`).filter(endsIn(range))
        : [],
    ),
  ]);
}

/** null: it is gone. */
export function askedBy(analysis: Analysis, file: string, key: string): Asked | null {
  return askedIn(analysis, file, EVERYWHERE).find((asked) => asked.key === key) ?? null;
}

export const EVERYWHERE: TextRange = { start: 0, end: Number.MAX_SAFE_INTEGER };

function endsIn(range: TextRange): (asked: Asked) => boolean {
  return (asked) => range.start <= asked.range.end && asked.range.end <= range.end;
}

/** Thousands of questions stand in a large file and a few are on the screen, so nothing is made for the others. */
function pick<Result>(
  results: readonly Result[],
  isMeant: (result: Result) => boolean,
  make: (result: Result, index: number) => Asked,
): readonly Asked[] {
  const picked: Asked[] = [];
  results.forEach((result, index) => {
    if (isMeant(result)) picked.push(make(result, index));
  });
  return picked;
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
