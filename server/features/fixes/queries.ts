// What the fixes about pairs share: the query that a finding is about, and the proof that a change of the machine leaves
// every other assertion as it is.

import { bootMachine } from '../../../core/boot';
import type { Machine, MachineSettings } from '../../../core/machine';
import { decidePair } from '../../../core/p2pdma/decide';
import type { Topology } from '../../../core/pci/topology';
import type { Analysis, Evaluation, PairResult, SettingSources } from '../../language/analysis';
import type { Diagnostic } from '../../language/diagnostic';
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

/** What a fix changes: settings of one evaluation (and of those that inherit the setting), and the tree for all. */
export interface MachineChange {
  readonly settings: Partial<MachineSettings>;
  readonly topology: Topology;
}

/** Whether every query that has no finding now has none after the change, in every evaluation that it reaches. */
export function breaksNothing(
  analysis: Analysis,
  changed: Evaluation,
  setting: keyof SettingSources,
  change: MachineChange,
): boolean {
  return analysis.evaluations.every((evaluation) => {
    const inherits = changed.scenario === null && evaluation.settings[setting] === changed.settings[setting];
    const reached = evaluation === changed || inherits;
    if (!reached && change.topology === evaluation.machine.topology) return true;
    const settings = reached ? { ...evaluation.machine.settings, ...change.settings } : evaluation.machine.settings;
    const booted = bootMachine(change.topology, settings);
    return evaluation.pairs.every((result) => isFine(evaluation.machine, booted, result));
  });
}

function isFine(before: Machine, after: Machine, result: PairResult): boolean {
  const now = result.verdicts.map(({ provider, client }) => decidePair(after, provider, client));
  const { expected } = result;
  if (expected === null) return now.every((verdict) => !isRedirected(verdict)) || result.verdicts.some(isRedirected);
  const held = result.verdicts.every((verdict) => meets(verdict, expected.mapType));
  return !held || before === after || now.every((verdict) => meets(verdict, expected.mapType));
}
