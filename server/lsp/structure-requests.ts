// The shape of a text: what can be folded, and what a selection grows to.

import type { FoldingRange, SelectionRange } from 'vscode-languageserver';
import { FoldingRangeRequest, SelectionRangeRequest } from 'vscode-languageserver';
import type { FoldingRange as Fold } from '../features/navigation/folding';
import { foldingRanges } from '../features/navigation/folding';
import { selectionRanges } from '../features/navigation/selection';
import type { ParsedFile } from '../language/parser';
import type { Answers } from './boundary';
import { open } from './opened';
import type { Session } from './session';

export function answerStructure(answers: Answers): void {
  answers.on(FoldingRangeRequest.type, async (session, { textDocument }) => {
    const { file } = await open(session, textDocument.uri);
    const folds = foldingRanges(file).map((fold) => toFold(session, file, fold));
    return session.can.foldingLimit === null ? folds : folds.slice(0, session.can.foldingLimit);
  });
  answers.on(SelectionRangeRequest.type, async (session, { textDocument, positions }) => {
    const { file } = await open(session, textDocument.uri);
    return positions.map((position) => {
      const offset = session.positions.toOffset(file, position);
      const outermostFirst = [...selectionRanges(file, offset)].reverse();
      return (
        outermostFirst.reduce<SelectionRange | undefined>(
          (parent, range) => ({ range: session.positions.toRange(file, range), ...(parent && { parent }) }),
          undefined,
        ) ?? { range: { start: position, end: position } }
      );
    });
  });
}

function toFold({ can, positions }: Session, file: ParsedFile, { range, kind, collapsedText }: Fold): FoldingRange {
  const { start, end } = positions.toRange(file, range);
  return {
    startLine: start.line,
    endLine: end.line,
    ...(!can.lineFoldingOnly && { startCharacter: start.character, endCharacter: end.character }),
    kind,
    ...(can.foldingText && collapsedText !== null && { collapsedText }),
  };
}
