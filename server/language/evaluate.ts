// The machine under its own settings and under those of every scenario, and the verdicts of all that `pair` asks.

import { bootMachine } from '../../core/boot';
import type { Machine } from '../../core/machine';
import { decidePair } from '../../core/p2pdma/decide';
import type { DecidedMapType, Verdict } from '../../core/p2pdma/verdict';
import type { Topology } from '../../core/pci/topology';
import type { Evaluation, PairResult } from './analysis';
import type { Reference } from './declaration';
import type { TextRange } from './diagnostic';
import type { Sink } from './finding';
import { MAXIMUM_PAIRS, MAXIMUM_PAIRS_OF_QUERY } from './limits';
import type { ParsedFile } from './parser';
import type { Settings } from './settings';
import type { ExpectedMapType, PairQuerySyntax, RefSyntax } from './tree';

export interface Asked {
  readonly file: ParsedFile;
  readonly query: PairQuerySyntax;
}

export interface Evaluator {
  evaluate(
    scenario: string | null,
    declaration: number | null,
    settings: Settings,
    asked: readonly Asked[],
  ): Evaluation;
}

/** What evaluation needs to know of the tree, whatever the settings. */
export interface Hardware {
  readonly topology: Topology;
  readonly referenceOf: ReadonlyMap<RefSyntax, Reference>;
  /** Origins of the declarations from which nothing is to be concluded. */
  readonly unreliable: ReadonlySet<number>;
}

export function createEvaluator(hardware: Hardware, report: Sink): Evaluator {
  const functionsOf = functionsByOrigin(hardware.topology);
  let evaluated = 0;

  const expand = (
    refs: readonly RefSyntax[],
  ): { readonly functions: readonly number[]; readonly complete: boolean } => {
    const found = refs.map((ref) => functionsOfRef(hardware.referenceOf.get(ref), functionsOf));
    return { functions: [...new Set(found.flat())], complete: found.every((functions) => functions.length > 0) };
  };

  const answer = ({ file, query }: Asked, machine: Machine): PairResult => {
    const providers = expand(query.providers);
    const clients = expand(query.clients);
    const result = {
      file: file.uri,
      query,
      range: { start: query.start, end: query.end },
      expected: expectedOf(query),
    };
    const count = providers.functions.length * clients.functions.length;
    evaluated += Math.min(count, MAXIMUM_PAIRS_OF_QUERY + 1);
    if (count > MAXIMUM_PAIRS_OF_QUERY || evaluated > MAXIMUM_PAIRS) {
      reportTooMany(file, query, count, report);
      return { ...result, verdicts: [], complete: false, holds: null };
    }
    const complete = providers.complete && clients.complete && !query.faulty;
    if (complete) reportEmpty(file, query, providers.functions, clients.functions, report);
    const all = query.faulty ? [] : decideAll(machine, providers.functions, clients.functions);
    const verdicts = all.filter((verdict) => isReliable(verdict, machine.topology, hardware.unreliable));
    const whole = complete && verdicts.length === all.length;
    return { ...result, verdicts, complete: whole, holds: judge(verdicts, whole, result.expected?.mapType ?? null) };
  };

  return {
    evaluate: (scenario, declaration, { settings, sources, reliable }, asked) => {
      const machine = bootMachine(hardware.topology, settings);
      const pairs = reliable ? asked.map((each) => answer(each, machine)) : [];
      return { scenario, declaration, machine, settings: sources, reliable, pairs, maps: [], providers: [], nvmet: [] };
    },
  };
}

interface FunctionsOfDeclaration {
  own: number | null;
  readonly virtual: Map<number, number>;
}

function functionsByOrigin(topology: Topology): ReadonlyMap<number, FunctionsOfDeclaration> {
  const byOrigin = new Map<number, FunctionsOfDeclaration>();
  for (const each of topology.functions) {
    const entry = byOrigin.get(each.origin) ?? { own: null, virtual: new Map<number, number>() };
    byOrigin.set(each.origin, entry);
    if (each.virtualIndex === null) entry.own = each.index;
    else entry.virtual.set(each.virtualIndex, each.index);
  }
  return byOrigin;
}

/** Empty where the name is unknown, or its declaration left no such function in the tree. */
function functionsOfRef(
  reference: Reference | undefined,
  functionsOf: ReadonlyMap<number, FunctionsOfDeclaration>,
): readonly number[] {
  const found = functionsOf.get(reference?.declaration ?? -1);
  if (reference === undefined || found === undefined) return [];
  if (reference.virtualFunction === '*') return [...found.virtual.values()];
  const index = reference.virtualFunction === null ? found.own : found.virtual.get(reference.virtualFunction);
  return index === null || index === undefined ? [] : [index];
}

function decideAll(machine: Machine, providers: readonly number[], clients: readonly number[]): readonly Verdict[] {
  return providers.flatMap((provider) =>
    clients.filter((client) => client !== provider).map((client) => decidePair(machine, provider, client)),
  );
}

/** Whether nothing that the verdict rests on has a fault: the functions of the walk, and the host bridges where they were asked. */
function isReliable(verdict: Verdict, topology: Topology, unreliable: ReadonlySet<number>): boolean {
  if (unreliable.size === 0) return true;
  return verdict.trace.every((step) => {
    if (step.step === 'hop') return !unreliable.has(topology.functions[step.function]?.origin ?? -1);
    if (step.step === 'representative') return isReliableHostBridge(step.hostBridge, topology, unreliable);
    return true;
  });
}

/** Any function of the root bus may be the one that represents it. */
function isReliableHostBridge(index: number, topology: Topology, unreliable: ReadonlySet<number>): boolean {
  const hostBridge = topology.hostBridges[index];
  if (hostBridge === undefined || unreliable.has(hostBridge.origin)) return false;
  return hostBridge.rootFunctions.every((each) => !unreliable.has(topology.functions[each]?.origin ?? -1));
}

function expectedOf(query: PairQuerySyntax): { readonly mapType: ExpectedMapType; readonly range: TextRange } | null {
  const { expected } = query;
  if (expected === null || expected.value === null) return null;
  return { mapType: expected.value, range: { start: expected.start, end: expected.end } };
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
