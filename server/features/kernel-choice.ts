// What the kernel picker needs: which kernel holds at a place, how many verdicts each other release would change, and the
// edit that writes one. Inside of a scenario all of that is the scenario's.

import { pairHistory } from '../../core/p2pdma/history';
import { KERNEL_RELEASES } from '../../core/kernel/resolve';
import type { Analysis, Evaluation } from '../language/analysis';
import type { TextEdit } from './edit';
import { baseEvaluation, contains } from './places';
import { writeSetting } from './settings-edit';

export interface KernelChoice {
  readonly scenario: string | null;
  readonly kernel: string;
  /** Release → how many of the asked pairs have another map type there; null: too many pairs to ask while somebody waits. */
  readonly changed: ReadonlyMap<string, number> | null;
}

/** A history costs a walk for each release that changed something. */
const MOST_PAIRS = 300;

export function kernelChoice(analysis: Analysis, file: string, offset: number): KernelChoice {
  const evaluation = evaluationAround(analysis, file, offset);
  const kernel = evaluation.machine.settings.kernel.label;
  return { scenario: evaluation.scenario, kernel, changed: changedVerdicts(analysis, evaluation) };
}

/** Over the setting that holds there if it is its own, else as a new one. */
export function writeKernel(analysis: Analysis, file: string, offset: number, label: string): readonly TextEdit[] {
  return writeSetting(analysis, evaluationAround(analysis, file, offset), 'kernel', label);
}

function evaluationAround(analysis: Analysis, file: string, offset: number): Evaluation {
  const isAround = ({ declaration: index }: Evaluation): boolean => {
    const declaration = index === null ? undefined : analysis.declarations[index];
    return declaration?.file === file && contains(declaration.syntax, offset);
  };
  return analysis.evaluations.find(isAround) ?? baseEvaluation(analysis);
}

/** Of the scenarios, those that inherit the setting change with the machine. */
function changedVerdicts(analysis: Analysis, chosen: Evaluation): ReadonlyMap<string, number> | null {
  const following =
    chosen.scenario === null
      ? analysis.evaluations.filter(({ settings }) => settings.kernel?.syntax === chosen.settings.kernel?.syntax)
      : [chosen];
  const asked = following.flatMap(({ machine, pairs }) =>
    pairs.flatMap(({ verdicts }) => verdicts.map((verdict) => ({ machine, verdict }))),
  );
  if (asked.length > MOST_PAIRS) return null;
  const changed = new Map(KERNEL_RELEASES.map(({ label }) => [label, 0]));
  for (const { machine, verdict } of asked) {
    for (const run of pairHistory(machine, verdict.provider, verdict.client)) {
      if (run.verdict.mapType === verdict.mapType) continue;
      for (const { label, order } of KERNEL_RELEASES) {
        if (run.first.order <= order && order <= run.last.order) changed.set(label, (changed.get(label) ?? 0) + 1);
      }
    }
  }
  return changed;
}
