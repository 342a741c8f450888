// The commands that the server carries out, for every client: explain the question at a place, and write what the kernel
// does into the assertion there.

import type { ApplyWorkspaceEditResult, Connection, Position } from 'vscode-languageserver';
import { ExecuteCommandRequest } from 'vscode-languageserver';
import { codeLenses, resolveCodeLens } from '../features/code-lens';
import type { TextEdit } from '../features/edit';
import { explainRequestAt, explainUri } from '../features/explain-document';
import { lineAt } from '../language/position';
import type { Answers, Refused } from './boundary';
import { refuse } from './boundary';
import { ACCEPT_ACTUAL, EXPLAIN_PAIR } from './offers';
import { explainText } from './explain-documents';
import type { OpenedAt } from './opened';
import { openAt } from './opened';
import { fileOf } from './range';
import type { Session } from './session';
import { toWorkspaceEdit } from './workspace-edit';

const NO_QUESTION = 'There is no question here. Put the cursor on a `pair`, `map`, `provider for` or `nvmet`.';

export function answerCommands(connection: Connection, answers: Answers): void {
  answers.on(ExecuteCommandRequest.type, async (session, { command, arguments: given }) => {
    const argument: unknown = given?.[0];
    if (command === EXPLAIN_PAIR) return explain(connection, session, argument);
    if (command === ACCEPT_ACTUAL) return accept(connection, session, argument);
    return refuse(`There is no command ${command}.`);
  });
}

/** The Markdown text; shown too, where the client can open the document. */
async function explain(connection: Connection, session: Session, argument: unknown): Promise<string | Refused> {
  const uri = await explainUriOf(session, argument);
  const text = uri === null ? null : await explainText(session, uri);
  if (uri === null || text === null) return refuse(NO_QUESTION);
  if (session.can.showDocument && session.can.textDocumentContent) {
    await connection.window.showDocument({ uri, takeFocus: true });
  }
  return text;
}

async function explainUriOf(session: Session, argument: unknown): Promise<string | null> {
  if (isRecord(argument) && typeof argument['explain'] === 'string') return argument['explain'];
  const opened = await openArgument(session, argument);
  if (opened === null) return null;
  const request = explainRequestAt(opened.analysis, opened.file.uri, opened.offset);
  return request === null ? null : explainUri(request);
}

async function accept(
  connection: Connection,
  session: Session,
  argument: unknown,
): Promise<ApplyWorkspaceEditResult | Refused> {
  const opened = await openArgument(session, argument);
  const edits = opened === null ? null : acceptedEdits(opened);
  if (opened === null || edits === null) {
    return refuse('There is no assertion here that differs from what the kernel does.');
  }
  if (!session.can.applyEdit) return refuse('This editor takes no edits from a language server.');
  const edit = toWorkspaceEdit(session, edits, (uri) => fileOf(opened.analysis, uri));
  return connection.workspace.applyEdit({ label: 'Accept the actual result', edit });
}

/** What the lens over the assertion on this line offers. */
function acceptedEdits({ analysis, file, offset }: OpenedAt): readonly TextEdit[] | null {
  const line = lineAt(file.lineStarts, offset);
  for (const { range, key } of codeLenses(analysis, file.uri)) {
    if (lineAt(file.lineStarts, range.start) > line || lineAt(file.lineStarts, range.end) < line) continue;
    const action = resolveCodeLens(analysis, file.uri, key)?.action;
    if (action?.kind === 'accept') return action.edits;
  }
  return null;
}

async function openArgument(session: Session, argument: unknown): Promise<OpenedAt | null> {
  if (!isRecord(argument) || typeof argument['uri'] !== 'string' || !isPosition(argument['position'])) return null;
  if (!(await session.workspace.has(argument['uri']))) return null;
  return openAt(session, { textDocument: { uri: argument['uri'] }, position: argument['position'] });
}

function isPosition(value: unknown): value is Position {
  return isRecord(value) && typeof value['line'] === 'number' && typeof value['character'] === 'number';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
