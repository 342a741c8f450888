// What the cursor stands on, in the words of the protocol: the map panel follows it.

import type { AtResult } from '../protocol/messages';
import type { Analysis } from '../language/analysis';
import { functionAt } from '../language/explain/names';
import { thingAt } from './cursor';
import { baseEvaluation, functionOf } from './places';

/** A query with lists is its first combination; host bridges count as devices. */
export function at(analysis: Analysis, file: string, offset: number): AtResult {
  const thing = thingAt(analysis, file, offset);
  if (thing?.kind === 'pair') {
    const [verdict] = thing.verdicts;
    if (verdict === undefined) return null;
    const { machine, scenario } = thing.evaluation;
    const provider = functionAt(machine, verdict.provider).name;
    return { kind: 'pair', scenario, provider, client: functionAt(machine, verdict.client).name };
  }
  if (thing?.kind === 'function') {
    const found = functionOf(baseEvaluation(analysis).machine, thing.declaration, thing.virtualFunction);
    return found === null ? null : { kind: 'device', name: found.name };
  }
  if (thing?.kind === 'host-bridge') {
    const name = analysis.declarations[thing.declaration]?.name ?? null;
    return name === null ? null : { kind: 'device', name };
  }
  return null;
}
