// The list of the questions beside `pair`, below the matrix: one line each, chosen like a cell.

import type { PanelEvaluation, PanelSelectedQuery } from '../../../server/protocol/panel';
import type { ReportHolds } from '../../../server/protocol/report-queries';
import { button, element } from '../dom';
import { hasFocusWithin } from '../focus';
import { questionLines, withoutSharedEnd } from '../model/questions';

export interface QuestionsPart {
  readonly root: HTMLElement;
  readonly update: (evaluation: PanelEvaluation, selected: PanelSelectedQuery | null) => void;
}

export function createQuestions(select: (at: PanelSelectedQuery) => void): QuestionsPart {
  const root = element('ul', 'questions');
  root.ariaLabel = 'Scatterlists, providers and NVMe-oF targets that the file asks about';
  let signature = '';
  return {
    root,
    update: ({ maps, providers, nvmet }, selected) => {
      const lines = questionLines({ maps, providers, nvmet });
      root.hidden = lines.length === 0;
      const next = JSON.stringify([lines, selected]);
      if (next === signature) return;
      signature = next;
      const focused = hasFocusWithin(root)
        ? [...root.children].findIndex((child) => child.contains(document.activeElement))
        : -1;
      const rows = lines.map(({ at, keyword, asked, answer, before, holds }) => {
        const words = [
          element('span', 'keyword', keyword),
          element('span', 'asked', asked),
          ...(before === null ? [element('span', 'answer', answer)] : changedAnswer(before, answer)),
          holdsSign(holds),
        ];
        const row = button('question', words, () => select(at));
        row.ariaPressed = String(selected?.query === at.query && selected.index === at.index);
        return element('li', '', [row]);
      });
      root.replaceChildren(...rows);
      if (focused >= 0) root.children[focused]?.querySelector('button')?.focus();
    },
  };
}

/** Old → new; where both have the same words, that they are not the same answer. */
export function changedAnswer(before: string, answer: string): readonly Node[] {
  if (before === answer) return [element('span', 'answer', `${answer}, but others than in the file`)];
  const was = element('span', 'was', withoutSharedEnd(before, answer));
  was.title = 'In the file';
  return [was, element('span', 'becomes', '→'), element('span', 'answer', answer)];
}

/** Whether an assertion holds, in a sign and, for those who do not see it, in words; empty: nothing is asserted. */
export function holdsSign(holds: ReportHolds): HTMLElement {
  if (holds === null) return element('span', 'sign');
  const made = element(
    'span',
    `sign ${holds === true ? 'holds' : 'fails'}`,
    holds === true ? '✓' : holds === false ? '✗' : '?',
  );
  made.title = holds === true ? 'as asserted' : holds === false ? 'not as asserted' : 'asserted, but not decided';
  made.role = 'img';
  made.ariaLabel = made.title;
  return made;
}
