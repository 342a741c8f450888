// A namespace of `nvmet` whose assertion nobody can check. One that fails for certain on another port is left to
// nvmet-mismatch, so that each namespace has one finding.

import { functionAt } from '../explain/names';
import { nvmetAdvice, nvmetPossible, nvmetReason } from '../explain/nvmet';
import type { Rule } from '../rule';
import { nvmetProof, perNamespace } from './nvmet';

export const nvmetUndecided: Rule = {
  code: 'nvmet-undecided',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    for (const evaluation of analysis.evaluations) {
      for (const results of evaluation.nvmet.flatMap(perNamespace)) {
        const first = results.find(({ holds }) => holds === 'undecided');
        if (first?.expected === undefined || first.expected === null) continue;
        if (results.some(({ holds }) => holds === false)) continue;
        const { machine } = evaluation;
        const namespace = functionAt(machine, first.namespace.function).name;
        const port = functionAt(machine, first.port.function).name;
        const advice = nvmetAdvice(machine, first);
        const possible = nvmetPossible(machine, first);
        const outcomes = possible === null ? '' : ` (${possible.join(' or ')})`;
        report({
          message: `namespace ${namespace} on ${port} is undecided${outcomes}: ${nvmetReason(machine, first)}${advice === null ? '' : `; ${advice}`}.`,
          file: first.file,
          range: first.expected.range,
          related: nvmetProof(analysis, evaluation, first),
        });
      }
    }
  },
};
