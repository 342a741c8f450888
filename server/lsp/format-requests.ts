// The formatter. Text that it will not touch stays as it is; why goes to the log, because formatting on save must not
// interrupt anybody.

import type { Connection, TextEdit } from 'vscode-languageserver';
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  DocumentRangesFormattingRequest,
} from 'vscode-languageserver';
import type { FormatAnswer } from '../features/formatting';
import { formatDocument, formatOnType, formatRanges } from '../features/formatting';
import type { ParsedFile } from '../language/parser';
import type { Answers } from './boundary';
import { open, openAt } from './opened';
import type { Session } from './session';
import { toTextEdit } from './workspace-edit';

export function answerFormatting(connection: Connection, answers: Answers): void {
  const toEdits = (session: Session, file: ParsedFile, answer: FormatAnswer): TextEdit[] | null => {
    if (answer.kind === 'edits') return answer.edits.map((edit) => toTextEdit(session, file, edit));
    connection.console.info(`${file.uri} was not formatted: ${answer.reason}`);
    return null;
  };
  answers.on(DocumentFormattingRequest.type, async (session, { textDocument }) => {
    const { file } = await open(session, textDocument.uri);
    return toEdits(session, file, formatDocument(file));
  });
  answers.on(DocumentRangeFormattingRequest.type, async (session, { textDocument, range }) => {
    const { file } = await open(session, textDocument.uri);
    return toEdits(session, file, formatRanges(file, [session.positions.toOffsets(file, range)]));
  });
  answers.on(DocumentRangesFormattingRequest.type, async (session, { textDocument, ranges }) => {
    const { file } = await open(session, textDocument.uri);
    const offsets = ranges.map((range) => session.positions.toOffsets(file, range));
    return toEdits(session, file, formatRanges(file, offsets));
  });
  answers.on(DocumentOnTypeFormattingRequest.type, async (session, params) => {
    const { file, offset } = await openAt(session, params);
    return formatOnType(file, offset, params.ch).map((edit) => toTextEdit(session, file, edit));
  });
}
