// Hover on an `nvmet` block: every namespace on every port; on a line of it: the steps in which the NVMe-oF target decides,
// with the lines that it logs.

import type { ControllerCreation, Fallback, NamespaceEnable } from '../../core/drivers/nvmet';
import type { Machine } from '../../core/machine';
import type { Evaluation } from '../language/analysis';
import { functionAt } from '../language/explain/names';
import type { NvmetPairResult, NvmetQueryResult } from '../language/results';
import { block, code, table, text } from './markdown';
import { mark, namesOf, nvmetWords } from './query-words';

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
    .map(({ namespace, port, result, holds }) => [
      code(functionAt(machine, namespace.function).name),
      code(functionAt(machine, port.function).name),
      `${mark(holds)}${text(nvmetWords(machine, result))}`,
    ]);
  const rest = results.length - rows.length;
  const overview = table(['namespace', 'port', 'buffers from'], rows) + (rest > 0 ? `\n\n… and ${rest} more` : '');
  const isOneNamespace = results.every(({ namespace }) => namespace.syntax === first.namespace.syntax);
  return [head, overview, isOneNamespace ? steps(machine, results, first) : '']
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Writing `p2pmem` and enabling happen once a namespace, creating a controller once a port. */
function steps(machine: Machine, results: readonly NvmetPairResult[], first: NvmetPairResult): string {
  const { enable } = first.result;
  const controllers = results.flatMap(({ port, result }) =>
    result.controller === null
      ? []
      : [
          `Creating a controller on ${code(functionAt(machine, port.function).name)}: ${controllerWords(machine, result.controller)}`,
        ],
  );
  const sentences = [
    storedWords(machine, first),
    enableWords(machine, first, enable),
    ...controllers.slice(0, ROWS_SHOWN),
  ];
  const stored = first.stored.outcome === 'error' ? [first.stored.message] : [];
  const lines = [...enable.lines, ...results.flatMap(({ result }) => result.controller?.lines ?? [])];
  const logged = [...new Set([...stored, ...lines.map(({ text: line }) => line)])];
  return [
    sentences.map((sentence, index) => `${index + 1}. ${sentence}`).join('\n'),
    logged.length === 0 ? '' : `The kernel would log:\n\n${block(logged)}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function storedWords(machine: Machine, { stored }: NvmetPairResult): string {
  if (stored.outcome === 'error') return `Writing \`p2pmem\`: **${stored.errno}**, it stays off.`;
  const { choice } = stored;
  if (!choice.use) return '`p2pmem` is off, as it is unless it is written.';
  if (choice.provider === null) return '`p2pmem` is on: the kernel chooses the memory.';
  return `\`p2pmem\` names the memory of ${code(functionAt(machine, choice.provider).name)}.`;
}

type Refused = Extract<NamespaceEnable, { outcome: 'refused' }>['reason'];

const REFUSED: Readonly<Record<Refused, string>> = {
  'not-a-block-device': 'it is no block device.',
  'queue-flag': 'the queues of its driver take no peer-to-peer pages.',
  'fixed-provider': 'the drive cannot reach that memory.',
  'no-provider': 'no published memory is in its reach.',
};

function enableWords(machine: Machine, { namespace }: NvmetPairResult, enable: NamespaceEnable): string {
  const enabling = `Enabling ${code(functionAt(machine, namespace.function).name)}`;
  switch (enable.outcome) {
    case 'enabled':
      return `${enabling}: done.`;
    case 'refused':
      return `${enabling}: **${enable.errno}**, ${REFUSED[enable.reason]}`;
    case 'undecided':
      return `${enabling}: undecided.`;
  }
}

const FALLBACK: Readonly<Record<Fallback, string>> = {
  'not-asked-for': 'buffers are host memory, nothing else was asked for.',
  'no-peer-to-peer-client': 'falls back to host memory: the DMA operations of the adapter take no peer-to-peer memory.',
  'fixed-provider': 'falls back to host memory: the adapter cannot reach the memory that was named.',
  'no-provider': 'falls back to host memory: no published memory is in reach of both.',
};

function controllerWords(machine: Machine, controller: ControllerCreation): string {
  switch (controller.outcome) {
    case 'provider': {
      const { providers } = controller;
      const draw = providers.length > 1 ? ', one of them at random' : '';
      return `buffers from ${text(namesOf(machine, providers))}${draw}; when that is exhausted, host memory.`;
    }
    case 'host-memory':
      return FALLBACK[controller.reason];
    case 'undecided':
      return 'undecided.';
  }
}
