// The answer to one question beside `pair`: its head, and below it what its kind shows.

import { button, element } from '../dom';
import { mapAnswer, mapTitle, nvmetAnswer, providerAnswer } from '../model/questions';
import type { Question } from '../model/selection';
import { nvmetContent } from './nvmet';
import { providerContent } from './provider-choice';
import type { QuestionActions } from './question-actions';
import { holdsSign } from './questions';
import { scatterlistContent } from './scatterlist';

export function questionContent(question: Question, actions: QuestionActions): readonly Node[] {
  const { asked } = question;
  const show = button('link line', `line ${asked.line + 1}`, () =>
    actions.reveal({ kind: 'query', query: asked.query }),
  );
  const head = element('div', 'proof-head', [element('h2', '', titleOf(question)), show, ...assertion(question)]);
  const before = answerInFile(question);
  const inFile = before === null ? [] : [element('p', 'in-file', `in the file: ${before}`)];
  switch (question.kind) {
    case 'map':
      return [head, ...inFile, ...scatterlistContent(question.asked, actions)];
    case 'provider':
      return [head, ...inFile, ...providerContent(question.asked, actions)];
    case 'nvmet':
      return [head, ...inFile, ...nvmetContent(question.asked, actions)];
  }
}

/** null: the same. */
function answerInFile({ kind, asked }: Question): string | null {
  if (asked.inFile === null) return null;
  switch (kind) {
    case 'map':
      return mapAnswer(asked.inFile);
    case 'provider':
      return providerAnswer(asked.inFile);
    case 'nvmet':
      return nvmetAnswer(asked.inFile);
  }
}

function titleOf(question: Question): string {
  switch (question.kind) {
    case 'map':
      return `map ${mapTitle(question.asked)}`;
    case 'provider':
      return `provider for ${question.asked.answer.clients.join(', ')}`;
    case 'nvmet':
      return `nvmet ${question.asked.answer.name}`;
  }
}

/** What was asserted stands in words only where it does not hold. */
function assertion(question: Question): readonly Node[] {
  if (question.kind === 'nvmet') return [];
  const { answer, expected } = question.asked;
  if (expected === null || answer.holds === null) return [];
  const words = answer.holds === true ? 'as asserted' : `asserted: ${expected}`;
  return [element('span', 'assertion', [holdsSign(answer.holds), element('span', 'dim', words)])];
}
