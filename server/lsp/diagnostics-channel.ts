// Diagnostics reach a client in one way only: pulled where the client can pull, else pushed. Never both, because doubled
// and stale diagnostics are what users of language servers hate most.

import type {
  CancellationToken,
  Connection,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import {
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  WorkspaceDiagnosticRequest,
} from 'vscode-languageserver';
import type { Background } from './background';
import type { Answers } from './boundary';
import type { DiagnosticAnswer } from './diagnostic-answers';
import { DiagnosticAnswers } from './diagnostic-answers';
import type { Session } from './session';
import { nextTurn } from './turn';

export interface DiagnosticsChannel {
  /** After changes. `edited`: documents whose text the client changed; null: anything else may have changed too. */
  readonly update: (edited: ReadonlySet<string> | null) => Promise<void>;
  readonly closed: (uri: string) => void;
}

/** After so many files a workspace pull sends what it has, and hears whether it is still wanted. */
const FILES_AT_ONCE = 20;

export function pulledDiagnostics(connection: Connection, answers: Answers, session: Session): DiagnosticsChannel {
  const told = new DiagnosticAnswers(session);
  answers.on(DocumentDiagnosticRequest.type, async (_session, { textDocument, previousResultId }) =>
    toReport(await told.answer(textDocument.uri, previousResultId)),
  );
  answers.on(WorkspaceDiagnosticRequest.type, (_session, params, token) =>
    pullAll(connection, session, told, params, token),
  );
  return {
    update: async (edited) => {
      if (!session.can.refresh.diagnostics) return;
      if (await told.hasOutdated(edited)) await connection.languages.diagnostics.refresh();
    },
    closed: (uri) => told.forget(uri),
  };
}

async function pullAll(
  connection: Connection,
  session: Session,
  told: DiagnosticAnswers,
  params: WorkspaceDiagnosticParams,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  const previous = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
  const uris = [...new Set([...(await session.workspace.allFiles()), ...previous.keys()])];
  let items: WorkspaceDocumentDiagnosticReport[] = [];
  for (const [index, uri] of uris.entries()) {
    const version = session.documentOf(uri)?.version ?? null;
    items.push({ ...toReport(await told.answer(uri, previous.get(uri))), uri, version });
    if ((index + 1) % FILES_AT_ONCE !== 0) continue;
    await nextTurn();
    if (token.isCancellationRequested) break;
    if (params.partialResultToken === undefined) continue;
    await connection.sendProgress(WorkspaceDiagnosticRequest.partialResult, params.partialResultToken, { items });
    items = [];
  }
  return { items };
}

function toReport({ id, items }: DiagnosticAnswer): DocumentDiagnosticReport {
  if (items === null) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id };
  return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
}

/** Every open file is published when it was edited, and when what it means became something else. */
export function pushedDiagnostics(
  connection: Connection,
  background: Background,
  session: Session,
): DiagnosticsChannel {
  const told = new DiagnosticAnswers(session);
  const published = new Map<string, string>();
  const publish = async (uri: string, edited: ReadonlySet<string> | null): Promise<void> => {
    const document = session.documentOf(uri);
    if (document === undefined) return;
    const { id, items } = await told.answer(uri, edited?.has(uri) ? undefined : published.get(uri));
    // The next update, which is under way, knows a newer text.
    if (items === null || session.documentOf(uri) !== document) return;
    published.set(uri, id);
    await connection.sendDiagnostics({ uri, version: document.version, diagnostics: items });
  };
  return {
    update: async (edited) => {
      for (const uri of session.workspace.openUris()) await publish(uri, edited);
    },
    closed: (uri) => {
      told.forget(uri);
      published.delete(uri);
      background('textDocument/publishDiagnostics', connection.sendDiagnostics({ uri, diagnostics: [] }));
    },
  };
}
