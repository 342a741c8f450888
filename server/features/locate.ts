// Where a device or a pair stands: the map panel shows it in the editor.

import type { Analysis } from '../language/analysis';
import { functionAt } from '../language/explain/names';
import { baseEvaluation, findEvaluation, functionNamed, namePlace, type Place } from './places';

/** The declaration of a function or host bridge; an unnamed bridge by its address. null: there is none. */
export function locateDevice(analysis: Analysis, name: string): Place | null {
  const { machine } = baseEvaluation(analysis);
  const origin =
    functionNamed(machine, name)?.origin ??
    machine.topology.hostBridges.find((candidate) => candidate.name === name)?.origin;
  const declaration = origin === undefined ? undefined : analysis.declarations[origin];
  return declaration === undefined ? null : namePlace(declaration);
}

/** The first query of this evaluation that asks for the pair; null: none does. */
export function locatePair(
  analysis: Analysis,
  pair: { readonly scenario: string | null; readonly provider: string; readonly client: string },
): Place | null {
  const evaluation = findEvaluation(analysis, pair.scenario);
  const result = evaluation?.pairs.find(({ verdicts }) =>
    verdicts.some(
      (verdict) =>
        functionAt(evaluation.machine, verdict.provider).name === pair.provider &&
        functionAt(evaluation.machine, verdict.client).name === pair.client,
    ),
  );
  return result === undefined ? null : { file: result.file, range: result.range };
}
