// Hover on `provider for`: whose memory the kernel would choose, and every candidate with its distances and what became
// of it.

import type { Machine } from '../../core/machine';
import type { Candidate } from '../../core/providers/find';
import type { Evaluation } from '../language/analysis';
import { functionAt, nameWithAddress } from '../language/explain/names';
import type { ProviderQueryResult } from '../language/results';
import { verdictWords } from './inlay-hints';
import { code, table, text } from './markdown';
import { namesOf, providerWords } from './query-words';

const ROWS_SHOWN = 24;

/** null: a fault elsewhere keeps it from being evaluated. */
export function hoverProvider({ machine, scenario }: Evaluation, { answer }: ProviderQueryResult): string | null {
  if (answer === null) return null;
  const { choice, clients } = answer;
  const where = scenario === null ? '' : `, scenario ${code(scenario)}`;
  const asked = text(namesOf(machine, clients));
  const head = `provider for ${asked}: **${text(providerWords(machine, choice))}**, kernel ${machine.settings.kernel.label}${where}`;
  const draw = choice.chosen.length > 1 && choice.undecided.length === 0 ? DRAW : '';
  return [head, draw, candidateTable(machine, clients, choice.candidates)].filter((part) => part !== '').join('\n\n');
}

const DRAW = 'They are equally near: the kernel draws one of them at random, each time anew.';

const CLIENTS_SHOWN = 6;

function candidateTable(machine: Machine, clients: readonly number[], candidates: readonly Candidate[]): string {
  if (candidates.length === 0) return 'No device has peer-to-peer memory.';
  const shown = clients.slice(0, CLIENTS_SHOWN);
  const rows = candidates.slice(0, ROWS_SHOWN).map((candidate) => [
    code(nameWithAddress(functionAt(machine, candidate.provider))),
    ...shown.map((_, position) => {
      const verdict = candidate.many?.verdicts[position] ?? null;
      return verdict === null ? '' : verdictWords(verdict);
    }),
    sumWords(candidate),
    text(candidateWords(machine, clients, candidate)),
  ]);
  const head = ['candidate', ...shown.map((client) => code(functionAt(machine, client).name)), 'sum', 'outcome'];
  const rest = candidates.length - rows.length;
  return table(head, rows) + (rest > 0 ? `\n\n… and ${rest} more` : '');
}

function sumWords({ many }: Candidate): string {
  return many === null || many.distance === null ? '' : String(many.distance);
}

function candidateWords(machine: Machine, clients: readonly number[], { outcome, many }: Candidate): string {
  switch (outcome) {
    case 'chosen':
      return 'chosen';
    case 'farther':
      return 'farther';
    case 'not-published':
      return 'not published: nobody asks for it';
    case 'beyond-512':
      return 'as near, but one too many: the kernel keeps 512';
    case 'undecided':
      return 'undecided';
    case 'refused': {
      const refusal = many?.refusal ?? null;
      if (refusal === null || refusal.refusal === 'no-clients') return 'refused';
      const client = clients[refusal.client];
      return client === undefined ? 'refused' : `refused for ${functionAt(machine, client).name}`;
    }
  }
}
