// A `provider for` whose assertion does not hold: whom the kernel would choose, and what became of the first device on
// which the two disagree. Related are all devices that were looked at.

import type { Analysis, Evaluation } from '../analysis';
import type { RelatedInformation } from '../diagnostic';
import { candidateReason, candidateSentence, choiceReason, chosenText } from '../explain/choice';
import { functionAt } from '../explain/names';
import type { ProviderAnswer } from '../results';
import type { Rule } from '../rule';
import { pairProof, placeOfFunction, relatedAt } from './answers';
import { misreadOfChoice } from './misread';

export const providerMismatch: Rule = {
  code: 'provider-mismatch',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    for (const evaluation of analysis.evaluations) {
      for (const { file, query, expected, holds, answer } of evaluation.providers) {
        if (holds !== false || expected === null || answer === null) continue;
        const { machine } = evaluation;
        const differing = firstDifference(answer, expected.functions);
        const clients = query.clients.map(({ value }) => value ?? '').join(', ');
        const found = answer.choice.undecided.length > 0 ? 'undecided' : chosenText(machine, answer.choice.chosen);
        const claim = chosenText(machine, expected.functions);
        const why =
          differing === null ? choiceReason(machine, answer) : differenceReason(evaluation, answer, differing);
        report({
          message: `the provider for ${clients} is ${found} on ${machine.settings.kernel.label}, not ${claim}: ${why}.`,
          file,
          range: expected.range,
          related: [
            ...related(analysis, evaluation, answer, differing),
            ...misreadOfChoice(analysis, evaluation, answer.clients, expected.functions, answer.choice.chosen),
          ],
        });
      }
    }
  },
};

/** First a device that is claimed and not chosen, then one that is chosen and not claimed. */
function firstDifference({ choice }: ProviderAnswer, expected: readonly number[]): number | null {
  const missing = expected.find((each) => !choice.chosen.includes(each));
  return missing ?? choice.chosen.find((each) => !expected.includes(each)) ?? null;
}

function differenceReason({ machine }: Evaluation, answer: ProviderAnswer, index: number): string {
  const candidate = answer.choice.candidates.find(({ provider }) => provider === index);
  const { name } = functionAt(machine, index);
  if (candidate === undefined) return `${name} has no peer-to-peer memory`;
  return candidate.outcome === 'not-published'
    ? `the memory of ${name} is not published, so it is never asked`
    : `${name} has ${candidateReason(machine, answer, candidate)}`;
}

/** More would not be read. */
const SHOWN_CANDIDATES = 8;

function related(
  analysis: Analysis,
  evaluation: Evaluation,
  answer: ProviderAnswer,
  differing: number | null,
): readonly RelatedInformation[] {
  const { machine } = evaluation;
  const candidates = answer.choice.candidates
    .slice(0, SHOWN_CANDIDATES)
    .flatMap((candidate) =>
      relatedAt(placeOfFunction(analysis, machine, candidate.provider), candidateSentence(machine, answer, candidate)),
    );
  const [client] = answer.clients;
  const walk = differing === null || client === undefined ? [] : pairProof(analysis, evaluation, differing, client);
  return [...candidates, ...walk];
}
