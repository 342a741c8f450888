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
import { isRedirected } from '../../language/rules/acs-redirect';
import { meets } from '../../language/rules/pairs';
import { contains } from '../places';

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

/** Whether no query and no command line of any evaluation that the change reaches gets a finding that it has not now. */
export function addsNothing(analysis: Analysis, changed: Evaluation, change: MachineChange): boolean {
  return analysis.evaluations.every((evaluation) => {
    const { machine } = evaluation;
    const settings = changedSettings(evaluation, changed, change);
    if (settings === machine.settings && change.topology === machine.topology) return true;
    const booted = bootMachine(change.topology, settings);
    const faults = commandLineFaults(machine);
    if (commandLineFaults(booted).some((fault) => !faults.includes(fault))) return false;
    const reached = reachedBy(machine, booted);
    return evaluation.pairs.every((result) => isFine(booted, result, reached));
  });
}

type Reached = (verdict: Verdict) => boolean;

/** Whether a verdict can have changed: thousands of pairs stand in a large file, and a command line reaches a few ports. */
function reachedBy(before: Machine, after: Machine): Reached {
  if (before.settings.kernel !== after.settings.kernel) return () => true;
  const changed = new Set<number>();
  for (const { index } of after.topology.functions) {
    if (!isSameAcs(before.acs[index] ?? null, after.acs[index] ?? null)) changed.add(index);
  }
  return ({ trace }) => trace.some((step) => step.step === 'hop' && changed.has(step.function));
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

function isFine(after: Machine, result: PairResult, reached: Reached): boolean {
  if (!result.verdicts.some(reached)) return true;
  const now = result.verdicts.map(({ provider, client }) => decidePair(after, provider, client));
  const { expected } = result;
  if (expected === null) return now.every((verdict) => !isRedirected(verdict)) || result.verdicts.some(isRedirected);
  const held = result.verdicts.every((verdict) => meets(verdict, expected.mapType));
  return !held || now.every((verdict) => meets(verdict, expected.mapType));
}
