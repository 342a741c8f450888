// `provider for`: whose published memory the kernel would choose for these clients. It draws among the nearest, so an
// assertion names the whole tie set, in any order.

import { findMany } from '../../core/providers/find';
import type { ProviderChoice } from '../../core/providers/find';
import { MAXIMUM_CANDIDATES, MAXIMUM_CANDIDATES_OF_QUERY } from './limits';
import type { ParsedFile } from './parser';
import type { QueryContext } from './query-context';
import { arePairsReliable } from './query-reliable';
import type { Holds, ProviderQueryResult } from './results';
import type { ChosenSyntax, ProviderQuerySyntax } from './tree';

export function evaluateProvider(
  file: ParsedFile,
  query: ProviderQuerySyntax,
  context: QueryContext,
): ProviderQueryResult {
  const expected = expectedFunctions(query.expected, context);
  const base = {
    file: file.uri,
    query,
    range: { start: query.start, end: query.end },
    expected: expected === null ? null : { functions: expected.functions, range: expected.range },
  };
  // A client that is named twice counts twice, as in the kernel.
  const found = query.clients.map((ref) => context.expand([ref]));
  const clients = found.flatMap(({ functions }) => functions);
  if (query.faulty || !found.every(({ complete }) => complete) || !context.memoriesKnown) {
    return { ...base, holds: null, answer: null };
  }
  const published = publishers(context);
  if (isTooMuch(file, query, published.length * clients.length, context)) return { ...base, holds: null, answer: null };
  if (!arePairsReliable(context.machine, published, [...new Set(clients)], context.unreliable)) {
    return { ...base, holds: null, answer: null };
  }
  const choice = findMany(context.machine, clients);
  const holds = expected?.complete === true ? choiceHolds(choice, expected.functions) : null;
  return { ...base, holds, answer: { clients, choice } };
}

/** null: nothing is asserted, an error, or something with a fault. `= none` is an empty list. */
export function expectedFunctions(
  expected: ChosenSyntax | null,
  { expand }: QueryContext,
): {
  readonly functions: readonly number[];
  readonly complete: boolean;
  readonly range: { start: number; end: number };
} | null {
  if (expected === null || (expected.value !== 'devices' && expected.value !== 'none')) return null;
  const { functions, complete } = expand(expected.devices);
  return { functions, complete, range: { start: expected.start, end: expected.end } };
}

/** Those that may be chosen: the others are not asked. */
export function publishers({ machine }: Pick<QueryContext, 'machine'>): readonly number[] {
  return machine.topology.functions.filter(({ published }) => published).map(({ index }) => index);
}

/**
 * What is not known can join the nearest or be nearer, all of one number of hops together; it cannot part a tie that is
 * sure, nor make one that is refused or farther the nearest.
 */
export function choiceHolds(
  choice: Pick<ProviderChoice, 'chosen' | 'undecided' | 'distance' | 'candidates'>,
  expected: readonly number[],
): Holds {
  const { chosen, undecided, distance } = choice;
  if (undecided.length === 0) return isSameSet(chosen, expected);
  if (expected.length === 0) return chosen.length > 0 ? false : 'undecided';
  if (!expected.every((each) => chosen.includes(each) || undecided.includes(each))) return false;
  const hops = new Set(expected.map((each) => (chosen.includes(each) ? distance : hopsOf(choice, each))));
  const [nearest] = hops;
  const hasSureTie = nearest !== distance || chosen.every((each) => expected.includes(each));
  return hops.size === 1 && hasSureTie ? 'undecided' : false;
}

function hopsOf({ candidates }: Pick<ProviderChoice, 'candidates'>, provider: number): number {
  const verdicts = candidates.find((candidate) => candidate.provider === provider)?.many?.verdicts ?? [];
  return verdicts.reduce((sum, verdict) => sum + (verdict?.distance ?? 0), 0);
}

export function isSameSet(left: readonly number[], right: readonly number[]): boolean {
  const others = new Set(right);
  return new Set(left).size === others.size && left.every((each) => others.has(each));
}

export function isTooMuch(
  file: ParsedFile,
  query: ProviderQuerySyntax | { readonly kind: 'nvmet'; readonly start: number; readonly end: number },
  candidates: number,
  { spent, report }: QueryContext,
): boolean {
  spent.candidates += Math.min(candidates, MAXIMUM_CANDIDATES_OF_QUERY + 1);
  if (candidates <= MAXIMUM_CANDIDATES_OF_QUERY && spent.candidates <= MAXIMUM_CANDIDATES) return false;
  const word = query.kind === 'nvmet' ? 'nvmet' : 'provider for';
  const limits = `${String(MAXIMUM_CANDIDATES_OF_QUERY)} pairs of a published memory and a client, and ${String(MAXIMUM_CANDIDATES)} in all`;
  report({
    code: 'query-too-large',
    file: file.uri,
    range: query,
    message: `\`${word}\`: expected at most ${limits}, found ${String(candidates)} here; name fewer devices`,
  });
  return true;
}
