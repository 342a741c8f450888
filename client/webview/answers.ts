// Gets the answer to a question from the script that shows them, which is loaded with the first machine that asks one.

import type { Question } from './model/selection';
import { element } from './dom';
import { loadScript } from './later-script';
import type { QuestionActions } from './parts/question-actions';
import type * as Script from './questions';

declare global {
  /** Set by dist/questions.js. */
  var peermapQuestions: typeof Script | undefined;
}

let loading: Promise<void> | null = null;
let problem = '';

/** Once, whoever asks; the promise never rejects. */
export function loadAnswers(): Promise<void> {
  loading ??= loadScript('questions.js').catch((error: unknown) => {
    problem = `The answer cannot be shown: ${error instanceof Error ? error.message : String(error)}. Close the map and open it again.`;
  });
  return loading;
}

/** Empty while the script is on its way; `arrived` is called then. */
export function answerContent(question: Question, actions: QuestionActions, arrived: () => void): readonly Node[] {
  const script = globalThis.peermapQuestions;
  if (script !== undefined) return script.questionContent(question, actions);
  if (problem !== '') return [element('p', 'hint', problem)];
  void loadAnswers().then(arrived);
  return [];
}
