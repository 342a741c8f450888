// A `map` whose assertion nobody can check: what is not known, and what to add.

import { openAnswerText } from '../explain/map-answer';
import { undecidedAdvice, undecidedReason } from '../explain/map-failure';
import type { Rule } from '../rule';
import { pairProof } from './answers';

export const mapUndecided: Rule = {
  code: 'map-undecided',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    for (const evaluation of analysis.evaluations) {
      for (const { file, query, expected, holds, mapping, possible } of evaluation.maps) {
        if (holds !== 'undecided' || expected === null || mapping?.result.outcome !== 'undecided') continue;
        const { client, result } = mapping;
        const { machine } = evaluation;
        const advice = undecidedAdvice(machine, client, result.because);
        const name = `${query.scatterlist.value ?? ''} -> ${query.client.value ?? ''}`;
        const { because } = result;
        report({
          message: `${name} is ${openAnswerText(result, possible)}: ${undecidedReason(machine, client, because)}${advice === null ? '' : `; ${advice}`}.`,
          file,
          range: expected.range,
          related: because.because === 'map-type' ? pairProof(analysis, evaluation, because.provider, client) : [],
        });
      }
    }
  },
};
