// An assertion that nobody can check yet: what is not known, and the line that settles it. A query that also fails for
// certain is left to pair-mismatch, so that each query has one finding.

import type { Rule } from '../rule';
import { pairName } from '../explain/names';
import { missingThings, whatToAdd } from '../explain/unknown';
import { meets, proof, undecided } from './pairs';

export const pairUndecided: Rule = {
  code: 'pair-undecided',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    for (const evaluation of analysis.evaluations) {
      for (const result of evaluation.pairs) {
        const { expected } = result;
        if (expected === null || result.holds === true) continue;
        const open = result.verdicts.filter((verdict) => !meets(verdict, expected.mapType));
        const [first] = open;
        if (first === undefined || !open.every((verdict) => undecided(verdict, expected.mapType))) continue;
        const { machine } = evaluation;
        const possible = first.possible.join(' or ');
        const [thing] = missingThings(machine, first);
        const line = whatToAdd(machine, first);
        report({
          message: `${pairName(machine, first)} is undecided (${possible}): ${thing ?? 'something'} is not known${line === null ? '' : `; ${line}`}.`,
          file: result.file,
          range: expected.range,
          related: proof(analysis, evaluation, first),
        });
      }
    }
  },
};
