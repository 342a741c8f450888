// Hover on `provider for`: whose memory the kernel would choose, and every candidate with its distances and what became
// of it.

import type { Machine } from '../../../core/machine';
import type { Evaluation } from '../../language/analysis';
import { candidateReason } from '../../language/explain/choice';
import { functionAt, nameWithAddress } from '../../language/explain/names';
import type { ProviderAnswer, ProviderQueryResult } from '../../language/results';
import { code, table, text } from '../markdown';
import { namesOf, providerWords, verdictWords } from '../query-words';

const ROWS_SHOWN = 24;

/** null: a fault elsewhere keeps it from being evaluated. */
export function hoverProvider({ machine, scenario }: Evaluation, { answer }: ProviderQueryResult): string | null {
  if (answer === null) return null;
  const { choice, clients } = answer;
  const where = scenario === null ? '' : `, scenario ${code(scenario)}`;
  const asked = text(namesOf(machine, clients));
  const head = `provider for ${asked}: **${text(providerWords(machine, choice))}**, kernel ${machine.settings.kernel.label}${where}`;
  return [head, candidateTable(machine, answer)].join('\n\n');
}

const CLIENTS_SHOWN = 6;

function candidateTable(machine: Machine, answer: ProviderAnswer): string {
  const { candidates } = answer.choice;
  if (candidates.length === 0) return 'No device has peer-to-peer memory.';
  const shown = answer.clients.slice(0, CLIENTS_SHOWN);
  const rows = candidates.slice(0, ROWS_SHOWN).map((candidate) => [
    code(nameWithAddress(functionAt(machine, candidate.provider))),
    ...shown.map((_, position) => {
      const verdict = candidate.many?.verdicts[position] ?? null;
      return verdict === null ? '' : verdictWords(verdict);
    }),
    text(candidateReason(machine, answer, candidate)),
  ]);
  const head = ['candidate', ...shown.map((client) => code(functionAt(machine, client).name)), 'what became of it'];
  const rest = candidates.length - rows.length;
  return table(head, rows) + (rest > 0 ? `\n\n… and ${rest} more` : '');
}
