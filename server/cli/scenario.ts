// The scenario that an option names.

import type { Analysis } from '../language/analysis';
import { UsageError } from './command';

/** Wrong usage unless the machine has it; null, the machine itself, it always has. */
export function requireScenario(analysis: Analysis, file: string, scenario: string | null): void {
  const names = analysis.evaluations.map((evaluation) => evaluation.scenario);
  if (names.includes(scenario)) return;
  const known = names.filter((name) => name !== null);
  const hint = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
  throw new UsageError(`${file} has no scenario '${scenario ?? ''}'; ${hint}.`);
}
