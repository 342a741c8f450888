// A `provider for` whose assertion nobody can check: which device could be as near as the nearest, and what to add.

import { choiceAdvice, choiceReason, nearestOpen } from '../explain/choice';
import type { Rule } from '../rule';
import { pairProof } from './answers';

export const providerUndecided: Rule = {
  code: 'provider-undecided',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    for (const evaluation of analysis.evaluations) {
      for (const { file, query, expected, holds, answer } of evaluation.providers) {
        if (holds !== 'undecided' || expected === null || answer === null) continue;
        const { machine } = evaluation;
        const clients = query.clients.map(({ value }) => value ?? '').join(', ');
        const advice = choiceAdvice(machine, answer);
        const open = nearestOpen(answer);
        const client = answer.clients.find((each) => each !== open?.provider);
        report({
          message: `the provider for ${clients} is undecided: ${choiceReason(machine, answer)}${advice === null ? '' : `; ${advice}`}.`,
          file,
          range: expected.range,
          related: open === null || client === undefined ? [] : pairProof(analysis, evaluation, open.provider, client),
        });
      }
    }
  },
};
