// What the cursor stands on, in the words of the protocol: the map panel follows it.

import type { AtResult } from '../../protocol/messages';
import type { Analysis } from '../../language/analysis';
import { functionAt } from '../../language/explain/names';
import { thingAt } from '../cursor';
import { baseEvaluation, functionOf } from '../places';

/** A pair with lists is its first combination; host bridges count as devices; a scatterlist is the first `map` of it. */
export function at(analysis: Analysis, file: string, offset: number): AtResult {
  const thing = thingAt(analysis, file, offset);
  switch (thing?.kind) {
    case 'pair': {
      const [verdict] = thing.verdicts;
      if (verdict === undefined) return null;
      const { machine, scenario } = thing.evaluation;
      const provider = functionAt(machine, verdict.provider).name;
      return { kind: 'pair', scenario, provider, client: functionAt(machine, verdict.client).name };
    }
    case 'map':
    case 'provider':
    case 'nvmet':
      return { kind: 'query', scenario: thing.evaluation.scenario, query: thing.kind, index: thing.index };
    case 'sgl':
      return firstMapOf(analysis, thing.declaration.index);
    case 'function': {
      const found = functionOf(baseEvaluation(analysis).machine, thing.declaration, thing.virtualFunction);
      return found === null ? null : { kind: 'device', name: found.name };
    }
    case 'host-bridge': {
      const name = analysis.declarations[thing.declaration]?.name ?? null;
      return name === null ? null : { kind: 'device', name };
    }
    default:
      return null;
  }
}

function firstMapOf(analysis: Analysis, scatterlist: number): AtResult {
  for (const { scenario, maps } of analysis.evaluations) {
    const index = maps.findIndex(({ mapping }) => mapping?.scatterlist === scatterlist);
    if (index >= 0) return { kind: 'query', scenario, query: 'map', index };
  }
  return null;
}
