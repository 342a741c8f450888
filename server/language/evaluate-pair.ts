// `pair`: every combination of the two lists, decided by core and held against what is asserted.

import type { Machine } from '../../core/machine';
import { decidePair } from '../../core/p2pdma/decide';
import type { DecidedMapType, Verdict } from '../../core/p2pdma/verdict';
import type { PairResult } from './analysis';
import type { TextRange } from './diagnostic';
import type { Sink } from './finding';
import { MAXIMUM_PAIRS, MAXIMUM_PAIRS_OF_QUERY } from './limits';
import { isSameList, wiringOf } from './memo';
import type { ParsedFile } from './parser';
import { moved } from './placed';
import type { QueryContext } from './query-context';
import { isReliable } from './query-reliable';
import { coreOf, isKept, shiftOf } from './shifted';
import type { ExpectedMapType, PairQuerySyntax } from './tree';

export function evaluatePair(file: ParsedFile, query: PairQuerySyntax, context: QueryContext): PairResult {
  const { expand, machine, unreliable, report } = context;
  const core = coreOf(query);
  const providers = expand(core.providers);
  const clients = expand(core.clients);
  const result = {
    file: file.uri,
    query,
    range: { start: query.start, end: query.end },
    expected: expectedOf(query),
  };
  const count = providers.functions.length * clients.functions.length;
  context.spent.pairs += Math.min(count, MAXIMUM_PAIRS_OF_QUERY + 1);
  if (count > MAXIMUM_PAIRS_OF_QUERY || context.spent.pairs > MAXIMUM_PAIRS) {
    reportTooMany(file, query, count, report);
    return { ...result, verdicts: [], complete: false, holds: null };
  }
  const complete = providers.complete && clients.complete && !query.faulty;
  if (complete) reportEmpty(file, query, providers.functions, clients.functions, report);
  const all = query.faulty ? [] : decideOnce(context, core, providers.functions, clients.functions);
  const verdicts = all.filter((verdict) => isReliable(verdict, machine.topology, unreliable));
  const whole = complete && verdicts.length === all.length;
  return { ...result, verdicts, complete: whole, holds: judge(verdicts, whole, result.expected?.mapType ?? null) };
}

/** A machine is a value: what it decides for a pair it decides again. */
function decideOnce(
  { machine, memo }: QueryContext,
  core: PairQuerySyntax,
  providers: readonly number[],
  clients: readonly number[],
): readonly Verdict[] {
  const known = memo.answered.get(core);
  const wiring = wiringOf(machine, memo);
  if (known?.wiring === wiring && isSameList(known.providers, providers) && isSameList(known.clients, clients)) {
    return known.verdicts;
  }
  const verdicts = decideAll(machine, providers, clients);
  if (isKept(core)) memo.answered.set(core, { wiring, providers, clients, verdicts });
  return verdicts;
}

function decideAll(machine: Machine, providers: readonly number[], clients: readonly number[]): readonly Verdict[] {
  return providers.flatMap((provider) =>
    clients.filter((client) => client !== provider).map((client) => decidePair(machine, provider, client)),
  );
}

function expectedOf(query: PairQuerySyntax): { readonly mapType: ExpectedMapType; readonly range: TextRange } | null {
  const { expected } = coreOf(query);
  if (expected === null || expected.value === null) return null;
  return { mapType: expected.value, range: moved(expected, shiftOf(query)) };
}

function judge(verdicts: readonly Verdict[], complete: boolean, expected: ExpectedMapType | null): PairResult['holds'] {
  if (expected === null) return null;
  const outcomes = verdicts.map((verdict) => judgeOne(verdict, expected));
  if (outcomes.includes(false)) return false;
  if (outcomes.includes('undecided')) return 'undecided';
  return complete && verdicts.length > 0 ? true : null;
}

/** An undecided verdict decides the assertion all the same if each of its possible types does, and alike. */
function judgeOne(verdict: Verdict, expected: ExpectedMapType): boolean | 'undecided' {
  const outcomes = verdict.mapType === 'UNKNOWN' ? verdict.possible : [verdict.mapType];
  const met = outcomes.filter((mapType) => meets(mapType, expected)).length;
  if (outcomes.length > 0 && met === outcomes.length) return true;
  return met === 0 && outcomes.length > 0 ? false : 'undecided';
}

function meets(mapType: DecidedMapType, expected: ExpectedMapType): boolean {
  return expected === 'SUPPORTED' ? mapType !== 'NOT_SUPPORTED' : mapType === expected;
}

function reportTooMany(file: ParsedFile, query: PairQuerySyntax, count: number, report: Sink): void {
  const limits = `${String(MAXIMUM_PAIRS_OF_QUERY)} pairs in a query and ${String(MAXIMUM_PAIRS)} in all`;
  report({
    code: 'pair-too-many',
    file: file.uri,
    range: query,
    message: `\`pair\`: expected at most ${limits}, found ${String(count)} here; name fewer devices, virtual functions of one device are all alike`,
  });
}

function reportEmpty(
  file: ParsedFile,
  query: PairQuerySyntax,
  providers: readonly number[],
  clients: readonly number[],
  report: Sink,
): void {
  if (providers.some((provider) => clients.some((client) => client !== provider))) return;
  report({
    code: 'pair-empty',
    file: file.uri,
    range: query,
    message:
      '`pair`: expected two different devices, found a device with itself only, which is left out; name another one',
  });
}
