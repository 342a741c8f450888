// A namespace of `nvmet` whose assertion does not hold: what the target does with it, on the first port where that is
// otherwise, and why. One finding a namespace, however many ports.

import { registrations } from '../../../core/providers/register';
import type { Evaluation } from '../analysis';
import { chosenText } from '../explain/choice';
import { functionAt } from '../explain/names';
import { nvmetAnswerText, nvmetReason } from '../explain/nvmet';
import type { NvmetPairResult } from '../results';
import type { Rule } from '../rule';
import { nvmetProof, perNamespace } from './nvmet';

export const nvmetMismatch: Rule = {
  code: 'nvmet-mismatch',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    for (const evaluation of analysis.evaluations) {
      for (const results of evaluation.nvmet.flatMap(perNamespace)) {
        const failing = results.filter((each) => each.holds === false && !isToldOfMemory(evaluation, each));
        const [first] = failing;
        if (first?.expected === undefined || first.expected === null) continue;
        report({
          message: message(evaluation, first, failing.length, results.length),
          file: first.file,
          range: first.expected.range,
          related: nvmetProof(analysis, evaluation, first),
        });
      }
    }
  },
};

/** That configfs refuses the memory is told at its name, or at the memory. */
function isToldOfMemory({ machine }: Evaluation, { stored, namespace: { memory } }: NvmetPairResult): boolean {
  if (stored.outcome !== 'error' || memory === null) return false;
  const { bars, published } = functionAt(machine, memory);
  if (!published || bars.every(({ p2pmem }) => p2pmem === null)) return true;
  return registrations(machine, memory).every(
    (each) => each.outcome !== 'registered' && /misaligned/.test(each.reason.reason),
  );
}

function message({ machine }: Evaluation, told: NvmetPairResult, failing: number, all: number): string {
  const value = told.expected?.value;
  const claim = value?.kind === 'error' ? value.errno : chosenText(machine, value?.functions ?? []);
  const namespace = functionAt(machine, told.namespace.function).name;
  const port = functionAt(machine, told.port.function).name;
  const count = all > 1 ? ` (${String(failing)} of ${String(all)} ports differ)` : '';
  const found = nvmetAnswerText(machine, told.result);
  return `namespace ${namespace} on ${port} is ${found} on ${machine.settings.kernel.label}, not ${claim}${count}: ${nvmetReason(machine, told)}.`;
}
