// An assertion that does not hold: what the kernel would do instead and why, once per query however many of its
// combinations fail, with the walk as related information.

import type { Verdict } from '../../../core/p2pdma/verdict';
import type { Evaluation, PairResult } from '../analysis';
import { pairName } from '../explain/names';
import { reason } from '../explain/reason';
import type { Rule } from '../rule';
import type { ExpectedMapType } from '../tree';
import { misreadOfPair } from './misread';
import { meets, proof, undecided } from './pairs';

export const pairMismatch: Rule = {
  code: 'pair-mismatch',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    for (const evaluation of analysis.evaluations) {
      for (const result of evaluation.pairs) {
        const { expected } = result;
        if (expected === null || result.holds === true) continue;
        const failing = failures(result, expected.mapType);
        const [first] = failing;
        if (first === undefined) continue;
        report({
          message: message(evaluation, result, failing, expected.mapType),
          file: result.file,
          range: expected.range,
          related: [...proof(analysis, evaluation, first), ...misreadOfPair(analysis, evaluation, first)],
        });
      }
    }
  },
};

function failures(result: PairResult, expected: ExpectedMapType): readonly Verdict[] {
  return result.verdicts.filter((verdict) => !meets(verdict, expected) && !undecided(verdict, expected));
}

function message(
  { machine }: Evaluation,
  result: PairResult,
  failing: readonly Verdict[],
  expected: ExpectedMapType,
): string {
  const [first] = failing;
  if (first === undefined) return '';
  const count = result.verdicts.length > 1 ? ` (${failing.length} of ${result.verdicts.length} pairs differ)` : '';
  const found = first.mapType === 'UNKNOWN' ? first.possible.join(' or ') : first.mapType;
  const header = `${pairName(machine, first)} is ${found} on ${machine.settings.kernel.label}, not ${expected}${count}`;
  return `${header}: ${reason(machine, first)}.`;
}
