// What the fixes about pairs share: the query that a finding is about, and the proof that a change of the machine leaves
// every other assertion as it is.

import { bootMachine } from '../../../core/boot';
import type { Machine, MachineSettings } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import type { Verdict } from '../../../core/p2pdma/verdict';
import type { AcsState } from '../../../core/pci/acs';
import type { Topology } from '../../../core/pci/topology';
import type { Analysis, Evaluation, PairResult, SettingSources } from '../../language/analysis';
import type { Diagnostic } from '../../language/diagnostic';
import { steps } from '../../language/explain/trace';
import type { QuerySyntax } from '../../language/tree';
import { isRedirected } from '../../language/rules/redirected';
import { meets } from '../../language/rules/pairs';
import { contains } from '../places';
import type { Queries } from './unaffected';

export interface FoundQuery {
  readonly evaluation: Evaluation;
  readonly result: PairResult;
}

export function queryAt(analysis: Analysis, diagnostic: Diagnostic): FoundQuery | null {
  for (const evaluation of analysis.evaluations) {
    const result = evaluation.pairs.find(
      (pair) => pair.file === diagnostic.file && contains(pair.range, diagnostic.range.start),
    );
    if (result !== undefined) return { evaluation, result };
  }
  return null;
}

/** Every function on the way of a combination: what a change does to a query shows in their ACS alone. */
export function pathFunctions({ verdicts }: Pick<PairResult, 'verdicts'>): readonly number[] {
  return [...new Set(verdicts.flatMap((verdict) => steps(verdict, 'hop').map((hop) => hop.function)))];
}

/** What a fix changes: settings of one evaluation (and of those that inherit them), and the tree for all. */
export interface MachineChange {
  readonly settings: Partial<Pick<MachineSettings, 'kernel' | 'commandLine'>>;
  readonly topology: Topology;
}

/** findings: a query or a command line gets one that it has not now. not-known: what it does beside pairs is open. */
export type Effect =
  | { readonly effect: 'nothing' | 'findings' }
  /** `unaffected`: the queries that it cannot reach. */
  | { readonly effect: 'not-known'; readonly unaffected: Queries };

/** What the change does to every evaluation that it reaches. Pairs are decided again, other queries are not. */
export function effectOf(analysis: Analysis, changed: Evaluation, change: MachineChange): Effect {
  const unaffected = new Set<QuerySyntax>();
  let isKnown = true;
  for (const evaluation of analysis.evaluations) {
    const { machine } = evaluation;
    const settings = changedSettings(evaluation, changed, change);
    if (settings === machine.settings && change.topology === machine.topology) {
      collectUnaffected(evaluation, NO_REACH, unaffected);
      continue;
    }
    const booted = bootMachine(change.topology, settings);
    const faults = commandLineFaults(machine);
    if (commandLineFaults(booted).some((fault) => !faults.includes(fault))) return { effect: 'findings' };
    const reach = reachOf(machine, booted);
    if (!evaluation.pairs.every((result) => isFine(booted, result, reach))) return { effect: 'findings' };
    if (clientsBesidePairs(evaluation).some((client) => reach.client(client))) isKnown = false;
    collectUnaffected(evaluation, reach, unaffected);
  }
  return isKnown ? { effect: 'nothing' } : { effect: 'not-known', unaffected };
}

const NO_REACH: Reach = { verdict: () => false, client: () => false };

/** A query that was not answered may depend on anything. */
function collectUnaffected({ pairs, maps, providers, nvmet }: Evaluation, reach: Reach, found: Set<QuerySyntax>): void {
  for (const { query, verdicts, complete } of pairs) if (complete && !verdicts.some(reach.verdict)) found.add(query);
  for (const { query, mapping } of maps) if (mapping !== null && !reach.client(mapping.client)) found.add(query);
  for (const { query, answer } of providers) {
    if (answer !== null && !answer.clients.some((client) => reach.client(client))) found.add(query);
  }
  for (const { query, results } of nvmet) {
    const functions = results.flatMap(({ namespace, port }) => [namespace.function, port.function]);
    if (functions.length > 0 && !functions.some((each) => reach.client(each))) found.add(query);
  }
}

/** What can have changed: thousands of pairs stand in a large file, and a command line reaches a few ports. */
interface Reach {
  readonly verdict: (verdict: Verdict) => boolean;
  /** Whether a pair with this client may have changed, whatever its provider. */
  readonly client: (client: number) => boolean;
}

/** Without a common bridge nobody looks at ACS, so a change stays below its root port. */
function reachOf(before: Machine, after: Machine): Reach {
  if (before.settings.kernel !== after.settings.kernel) return { verdict: () => true, client: () => true };
  const { topology } = after;
  const changed = topology.functions
    .map(({ index }) => index)
    .filter((index) => !isSameAcs(before.acs[index] ?? null, after.acs[index] ?? null));
  const functions = new Set(changed);
  const roots = new Set(changed.map((index) => rootOf(topology, index)));
  return {
    verdict: ({ commonBridge, trace }) =>
      commonBridge !== null && trace.some((step) => step.step === 'hop' && functions.has(step.function)),
    client: (client) => roots.has(rootOf(topology, client)),
  };
}

/** The function of the root bus at the top of its branch. */
function rootOf({ functions }: Topology, index: number): number {
  let at = index;
  for (let up = functions[at]?.upstreamBridge ?? null; up !== null; up = functions[at]?.upstreamBridge ?? null) at = up;
  return at;
}

function clientsBesidePairs({ maps, providers, nvmet }: Evaluation): readonly number[] {
  return [
    ...maps.flatMap(({ mapping }) => (mapping === null ? [] : [mapping.client])),
    ...providers.flatMap(({ answer }) => answer?.clients ?? []),
    ...nvmet.flatMap(({ results }) => results.flatMap(({ namespace, port }) => [namespace.function, port.function])),
  ];
}

function isSameAcs(one: AcsState | null, other: AcsState | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.control === other.control &&
    one.capability === other.capability &&
    one.assumed === other.assumed &&
    one.unknown === other.unknown &&
    one.from === other.from
  );
}

/** A scenario inherits what the machine itself has, unless it says otherwise: then both read the same place. */
function changedSettings(evaluation: Evaluation, changed: Evaluation, { settings }: MachineChange): MachineSettings {
  const reaches = (setting: keyof SettingSources): boolean =>
    evaluation === changed || (changed.scenario === null && evaluation.settings[setting] === changed.settings[setting]);
  let result = evaluation.machine.settings;
  if (settings.kernel !== undefined && reaches('kernel')) result = { ...result, kernel: settings.kernel };
  if (settings.commandLine !== undefined && reaches('cmdline')) {
    result = { ...result, commandLine: settings.commandLine };
  }
  return result;
}

/** By kind: what rules about the command line would say. */
function commandLineFaults({ commandLine, settings, commandLineEffects }: Machine): readonly string[] {
  const { disableAcsRedir, configAcs, observations } = commandLine;
  const { acs } = settings.kernel;
  return [
    ...observations.map(({ observation }) => observation),
    ...(disableAcsRedir !== null && acs.disableAcsRedir === 'broken' ? ['disable_acs_redir broken'] : []),
    ...(configAcs !== null && acs.configAcs === 'broken' ? ['config_acs broken'] : []),
    ...commandLineEffects.filter(({ outcome }) => outcome === 'pinned').map((effect) => `pinned ${effect.function}`),
  ];
}

function isFine(after: Machine, result: PairResult, reach: Reach): boolean {
  if (!result.verdicts.some(reach.verdict)) return true;
  const now = result.verdicts.map(({ provider, client }) => decidePair(after, provider, client));
  const { expected } = result;
  if (expected === null) return now.every((verdict) => !isRedirected(verdict)) || result.verdicts.some(isRedirected);
  const held = result.verdicts.every((verdict) => meets(verdict, expected.mapType));
  return !held || now.every((verdict) => meets(verdict, expected.mapType));
}
