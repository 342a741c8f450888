// Hover on an `nvmet` block: every namespace on every port; on a namespace also the steps in which the NVMe-oF target
// decides, and the lines that it logs.

import type { ControllerCreation, NamespaceEnable } from '../../../core/drivers/nvmet';
import type { Machine } from '../../../core/machine';
import type { Evaluation } from '../../language/analysis';
import { functionAt } from '../../language/explain/names';
import { nvmetAnswerText, nvmetReason } from '../../language/explain/nvmet';
import type { NvmetPairResult, NvmetQueryResult } from '../../language/results';
import { block, code, table, text } from '../markdown';
import { mark, namesOf } from '../query-words';

const ROWS_SHOWN = 24;

/** `results` are those that the cursor means; null: there is none to show. */
export function hoverNvmet(
  { machine, scenario }: Evaluation,
  { query }: NvmetQueryResult,
  results: readonly NvmetPairResult[],
): string | null {
  const [first] = results;
  if (first === undefined) return null;
  const where = scenario === null ? '' : `, scenario ${code(scenario)}`;
  const head = `nvmet ${code(query.name.value ?? '')}, kernel ${machine.settings.kernel.label}${where}`;
  const rows = results
    .slice(0, ROWS_SHOWN)
    .map((pair) => [
      code(functionAt(machine, pair.namespace.function).name),
      code(functionAt(machine, pair.port.function).name),
      `${mark(pair.holds)}${text(nvmetAnswerText(machine, pair.result))}`,
      text(nvmetReason(machine, pair)),
    ]);
  const rest = results.length - rows.length;
  const overview = table(['namespace', 'port', 'answer', 'why'], rows) + (rest > 0 ? `\n\n… and ${rest} more` : '');
  const isOneNamespace = results.every(({ namespace }) => namespace.syntax === first.namespace.syntax);
  return [head, overview, ...(isOneNamespace ? [steps(machine, first, results), logged(first, results)] : [])]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Writing `p2pmem` and enabling happen once a namespace, creating a controller once a port. */
function steps(machine: Machine, first: NvmetPairResult, results: readonly NvmetPairResult[]): string {
  const controllers = results
    .slice(0, ROWS_SHOWN)
    .flatMap(({ port, result }) =>
      result.controller === null
        ? []
        : [
            `Creating a controller on ${code(functionAt(machine, port.function).name)}: ${controllerWords(machine, result.controller)}`,
          ],
    );
  const drive = code(functionAt(machine, first.namespace.function).name);
  const enabling = `Enabling ${drive}: ${ENABLED[first.result.enable.outcome]}`;
  return [storedWords(machine, first), enabling, ...controllers]
    .map((sentence, index) => `${index + 1}. ${sentence}`)
    .join('\n');
}

function logged(first: NvmetPairResult, results: readonly NvmetPairResult[]): string {
  const stored = first.stored.outcome === 'error' ? [first.stored.message] : [];
  const lines = [...first.result.enable.lines, ...results.flatMap(({ result }) => result.controller?.lines ?? [])];
  const messages = [...new Set([...stored, ...lines.map((line) => line.text)])];
  return messages.length === 0 ? '' : `The kernel would log:\n\n${block(messages)}`;
}

function storedWords(machine: Machine, { stored }: NvmetPairResult): string {
  if (stored.outcome === 'error') return `Writing \`p2pmem\`: **${stored.errno}**, it stays off.`;
  const { choice } = stored;
  if (!choice.use) return '`p2pmem` is off.';
  if (choice.provider === null) return '`p2pmem` is on: the kernel chooses the memory.';
  return `\`p2pmem\` names the memory of ${code(functionAt(machine, choice.provider).name)}.`;
}

const ENABLED: Readonly<Record<NamespaceEnable['outcome'], string>> = {
  enabled: 'done.',
  refused: '**EINVAL**.',
  undecided: 'undecided.',
};

function controllerWords(machine: Machine, controller: ControllerCreation): string {
  switch (controller.outcome) {
    case 'provider': {
      const { providers } = controller;
      const draw = providers.length > 1 ? ', one of them at random' : '';
      return `buffers from ${text(namesOf(machine, providers))}${draw}; when that is exhausted, host memory.`;
    }
    case 'host-memory':
      return controller.reason === 'not-asked-for' ? 'buffers are host memory.' : 'falls back to host memory.';
    case 'undecided':
      return 'undecided.';
  }
}
