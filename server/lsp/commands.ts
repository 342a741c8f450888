// The commands that the server carries out, for every client: explain the question at a place, and write what the kernel
// does into the assertion there.

import type { ApplyWorkspaceEditResult, Connection, Position } from 'vscode-languageserver';
import { ExecuteCommandRequest, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import { codeLenses, resolveCodeLens } from '../features/code-lens';
import type { TextEdit } from '../features/edit';
import { explainRequestAt, explainUri } from '../features/explain/explain-document';
import type { TextRange } from '../language/diagnostic';
import { lineAt } from '../language/position';
import type { Answers } from './boundary';
import { refuse } from './boundary';
import { ACCEPT_ACTUAL, EXPLAIN_PAIR } from './offers';
import { explainText } from './explain-documents';
import type { OpenedAt } from './opened';
import { openAt } from './opened';
import { fileOf } from './range';
import type { Session } from './session';
import { toWorkspaceEdit } from './workspace-edit';

const NO_QUESTION = 'PeerMap: there is no question here; put the cursor on a pair, map, provider or nvmet.';
const NOTHING_TO_ACCEPT = 'PeerMap: no assertion here differs from what the kernel does.';

export function answerCommands(connection: Connection, answers: Answers): void {
  answers.on(ExecuteCommandRequest.type, async (session, { command, arguments: given }) => {
    const argument: unknown = given?.[0];
    if (command === EXPLAIN_PAIR) return explain(connection, session, argument);
    if (command === ACCEPT_ACTUAL) return accept(connection, session, argument);
    return refuse(`There is no command ${command}.`);
  });
}

/** What a user asked for and cannot have is no failure: it is said as a message, and the answer is empty. */
async function tell(connection: Connection, message: string): Promise<null> {
  await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
  return null;
}

/** The Markdown text; shown too, where the client can open the document. */
async function explain(connection: Connection, session: Session, argument: unknown): Promise<string | null> {
  const uri = await explainUriOf(session, argument);
  const text = uri === null ? null : await explainText(session, uri);
  if (uri === null || text === null) return tell(connection, NO_QUESTION);
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
): Promise<ApplyWorkspaceEditResult | null> {
  const opened = await openArgument(session, argument);
  const edits = opened === null ? null : acceptedEdits(opened, writtenIn(argument));
  if (opened === null || edits === null) return tell(connection, NOTHING_TO_ACCEPT);
  if (!session.can.applyEdit) return tell(connection, 'This editor takes no edits from a language server.');
  const edit = toWorkspaceEdit(session, edits, (uri) => fileOf(opened.analysis, uri));
  return connection.workspace.applyEdit({ label: 'Accept the actual result', edit });
}

/**
 * What the lens over the assertion offers. `written`: the assertion as it stood when the lens was made, for the text may
 * have moved since; of several equal ones the nearest is meant. Without it, the assertion on the line.
 */
function acceptedEdits({ analysis, file, offset }: OpenedAt, written: string | null): readonly TextEdit[] | null {
  const line = lineAt(file.lineStarts, offset);
  const distanceOf = ({ start, end }: TextRange): number =>
    Math.max(lineAt(file.lineStarts, start) - line, line - lineAt(file.lineStarts, end), 0);
  const isMeant = (range: TextRange): boolean =>
    written === null ? distanceOf(range) === 0 : file.text.slice(range.start, range.end) === written;
  const meant = codeLenses(analysis, file.uri)
    .filter(({ range }) => isMeant(range))
    .sort((one, other) => distanceOf(one.range) - distanceOf(other.range));
  for (const { key } of meant) {
    const action = resolveCodeLens(analysis, file.uri, key)?.action;
    if (action?.kind === 'accept') return action.edits;
  }
  return null;
}

function writtenIn(argument: unknown): string | null {
  return isRecord(argument) && typeof argument['written'] === 'string' ? argument['written'] : null;
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
