// From a question in the text to the request for its explanation, and back from the names in a request to the answer that an
// evaluation has for it now.

import type { Verdict } from '../../../core/p2pdma/verdict';
import type { Analysis, Evaluation, PairResult } from '../../language/analysis';
import { functionAt } from '../../language/explain/names';
import type { MapQueryResult, NvmetPairResult, NvmetQueryResult, ProviderQueryResult } from '../../language/results';
import { meets } from '../../language/rules/pairs';
import type { Asked } from '../asked';
import { thingAt } from '../cursor';
import type { ExplainRequest, Question } from './explain-request';

/** Of several combinations the first that fails, else the first. null: a fault keeps it from being answered. */
export function requestOf(analysis: Analysis, asked: Asked): ExplainRequest | null {
  const { evaluation } = asked;
  const question = questionOf(analysis, evaluation, asked);
  return question === null ? null : { root: analysis.root, scenario: evaluation.scenario, ...question };
}

function questionOf(analysis: Analysis, evaluation: Evaluation, asked: Asked): Question | null {
  switch (asked.kind) {
    case 'pair':
      return pairQuestion(evaluation, asked.result, asked.result.verdicts);
    case 'map':
      return mapQuestion(analysis, evaluation, asked.result);
    case 'provider':
      return providerQuestion(evaluation, asked.result);
    case 'namespace':
      return nvmetQuestion(evaluation, asked.query, asked.results);
  }
}

/** null: no question stands there. */
export function explainRequestAt(analysis: Analysis, file: string, offset: number): ExplainRequest | null {
  const thing = thingAt(analysis, file, offset);
  if (thing === null || !('evaluation' in thing)) return null;
  const { evaluation } = thing;
  const question = questionUnder(analysis, thing);
  return question === null ? null : { root: analysis.root, scenario: evaluation.scenario, ...question };
}

function questionUnder(analysis: Analysis, thing: NonNullable<ReturnType<typeof thingAt>>): Question | null {
  switch (thing.kind) {
    case 'pair':
      return pairQuestion(thing.evaluation, thing.result, thing.verdicts);
    case 'map':
      return mapQuestion(analysis, thing.evaluation, thing.result);
    case 'provider':
      return providerQuestion(thing.evaluation, thing.result);
    case 'nvmet':
      return nvmetQuestion(thing.evaluation, thing.result, thing.results);
    default:
      return null;
  }
}

function pairQuestion(
  { machine }: Evaluation,
  { expected }: PairResult,
  verdicts: readonly Verdict[],
): Question | null {
  const failing = verdicts.find((verdict) => expected !== null && !meets(verdict, expected.mapType));
  const meant = failing ?? verdicts[0];
  if (meant === undefined) return null;
  const [provider, client] = [meant.provider, meant.client].map((index) => functionAt(machine, index).name);
  return provider === undefined || client === undefined ? null : { kind: 'pair', provider, client };
}

function mapQuestion(analysis: Analysis, { machine }: Evaluation, { mapping }: MapQueryResult): Question | null {
  const scatterlist = mapping === null ? null : (analysis.declarations[mapping.scatterlist]?.name ?? null);
  if (mapping === null || scatterlist === null) return null;
  return { kind: 'map', scatterlist, client: functionAt(machine, mapping.client).name };
}

function providerQuestion({ machine }: Evaluation, { answer }: ProviderQueryResult): Question | null {
  if (answer === null) return null;
  return { kind: 'provider', clients: answer.clients.map((index) => functionAt(machine, index).name) };
}

/** One namespace by its name; results of several are the whole block. */
function nvmetQuestion(
  { machine }: Evaluation,
  { query }: NvmetQueryResult,
  results: readonly NvmetPairResult[],
): Question | null {
  const [first] = results;
  const subsystem = query.name.value;
  if (first === undefined || subsystem === null) return null;
  const isOne = results.every(({ namespace }) => namespace.syntax === first.namespace.syntax);
  const namespace = isOne ? functionAt(machine, first.namespace.function).name : null;
  return { kind: 'nvmet', subsystem, namespace };
}

/** null: nobody asks for it now, or a fault keeps it from being answered; so with the others. */
export function findMap(
  { declarations }: Analysis,
  { machine, maps }: Evaluation,
  { scatterlist, client }: Question & { readonly kind: 'map' },
): MapQueryResult | null {
  const isMeant = ({ mapping }: MapQueryResult): boolean =>
    mapping !== null &&
    declarations[mapping.scatterlist]?.name === scatterlist &&
    functionAt(machine, mapping.client).name === client;
  return maps.find(isMeant) ?? null;
}

export function findProvider(
  { machine, providers }: Evaluation,
  { clients }: Question & { readonly kind: 'provider' },
): ProviderQueryResult | null {
  const isMeant = ({ answer }: ProviderQueryResult): boolean =>
    answer?.clients.length === clients.length &&
    answer.clients.every((index, at) => functionAt(machine, index).name === clients[at]);
  return providers.find(isMeant) ?? null;
}

export interface FoundNvmet {
  readonly query: NvmetQueryResult;
  readonly results: readonly NvmetPairResult[];
}

export function findNvmet(
  { machine, nvmet }: Evaluation,
  { subsystem, namespace }: Question & { readonly kind: 'nvmet' },
): FoundNvmet | null {
  const query = nvmet.find((each) => each.query.name.value === subsystem);
  const results = (query?.results ?? []).filter(
    (each) => namespace === null || functionAt(machine, each.namespace.function).name === namespace,
  );
  return query === undefined || results.length === 0 ? null : { query, results };
}

/** The answer to a `pair` that asks for these two; null: none does. */
export function findPair(
  { machine, pairs }: Evaluation,
  { provider, client }: Question & { readonly kind: 'pair' },
): PairResult | null {
  const isMeant = (verdict: Verdict): boolean =>
    functionAt(machine, verdict.provider).name === provider && functionAt(machine, verdict.client).name === client;
  return pairs.find(({ verdicts }) => verdicts.some(isMeant)) ?? null;
}
