// Where a device, a pair or another query stands: the map panel shows it in the editor.

import type { LocateParams, QueryName } from '../../protocol/messages';
import type { Analysis } from '../../language/analysis';
import { functionAt } from '../../language/explain/names';
import { baseEvaluation, findEvaluation, functionNamed, namePlace, type Place } from '../places';

/** What the name in a request means; null: the machine does not have it. */
export function locate(analysis: Analysis, params: LocateParams): Place | null {
  switch (params.kind) {
    case 'device':
      return locateDevice(analysis, params.name);
    case 'pair':
      return locatePair(analysis, params);
    case 'query':
      return locateQuery(analysis, params);
  }
}

/** A `map`, `provider for` or `nvmet` by its index in the evaluation; null: there is none. */
export function locateQuery(analysis: Analysis, { scenario, query, index }: Omit<QueryName, 'kind'>): Place | null {
  const evaluation = findEvaluation(analysis, scenario);
  if (evaluation === null) return null;
  const { maps, providers, nvmet } = evaluation;
  const results = { map: maps, provider: providers, nvmet }[query];
  const found = results[index];
  return found === undefined ? null : { file: found.file, range: found.range };
}

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
