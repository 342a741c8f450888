// Diagnostics reach a client in one way only: pulled where the client can pull, else pushed. Never both, because doubled
// and stale diagnostics are what users of language servers hate most.

import type {
  Connection,
  Diagnostic,
  DocumentDiagnosticParams,
  DocumentDiagnosticReport,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
} from 'vscode-languageserver';
import { DocumentDiagnosticReportKind } from 'vscode-languageserver';
import type { Background, Boundary } from './boundary';

/** The diagnostics of one file, as the texts stand now. */
export type DiagnosticsOf = (uri: string) => Promise<Diagnostic[]>;

export interface DiagnosticsChannel {
  /** Some text changed. */
  readonly changed: () => void;
  /** What other files mean changed without an edit (files on disk, settings). */
  readonly refresh: () => void;
  readonly closed: (uri: string) => void;
}

export interface PullOptions {
  readonly refresh: boolean;
  /** Every file that a workspace pull answers for. */
  readonly allFiles: () => Promise<readonly string[]>;
}

export function pulledDiagnostics(
  connection: Connection,
  boundary: Boundary,
  background: Background,
  diagnosticsOf: DiagnosticsOf,
  options: PullOptions,
): DiagnosticsChannel {
  const results = new ResultIds();
  connection.languages.diagnostics.on(
    boundary('textDocument/diagnostic', async (params: DocumentDiagnosticParams): Promise<DocumentDiagnosticReport> => {
      const { uri } = params.textDocument;
      return results.answer(uri, await diagnosticsOf(uri), params.previousResultId);
    }) as Parameters<typeof connection.languages.diagnostics.on>[0],
  );
  connection.languages.diagnostics.onWorkspace(
    boundary('workspace/diagnostic', async (params: WorkspaceDiagnosticParams): Promise<WorkspaceDiagnosticReport> => {
      const previous = new Map(params.previousResultIds.map(({ uri, value }) => [uri, value]));
      const uris = new Set([...(await options.allFiles()), ...previous.keys()]);
      const items = [];
      for (const uri of uris) {
        items.push({ ...results.answer(uri, await diagnosticsOf(uri), previous.get(uri)), uri, version: null });
      }
      return { items };
    }) as Parameters<typeof connection.languages.diagnostics.onWorkspace>[0],
  );
  return {
    changed: () => {},
    refresh: () => {
      if (!options.refresh) return;
      const refreshed = connection.sendRequest('workspace/diagnostic/refresh');
      background('workspace/diagnostic/refresh', refreshed);
    },
    closed: (uri) => results.forget(uri),
  };
}

/** Publishes for every open file after a change; several changes in one turn of the event loop are published once. */
export function pushedDiagnostics(
  connection: Connection,
  background: Background,
  diagnosticsOf: DiagnosticsOf,
  openFiles: () => readonly string[],
): DiagnosticsChannel {
  let generation = 0;
  const publish = (): void => {
    generation += 1;
    const mine = generation;
    background(
      'textDocument/publishDiagnostics',
      publishAll(() => mine === generation),
    );
  };
  const publishAll = async (current: () => boolean): Promise<void> => {
    await Promise.resolve();
    for (const uri of openFiles()) {
      if (!current()) return;
      const diagnostics = await diagnosticsOf(uri);
      if (!current()) return;
      await connection.sendDiagnostics({ uri, diagnostics });
    }
  };
  return {
    changed: publish,
    refresh: publish,
    closed: (uri) => {
      background('textDocument/publishDiagnostics', connection.sendDiagnostics({ uri, diagnostics: [] }));
      publish();
    },
  };
}

/** Names each distinct answer for a file, so that an unchanged one is not sent again. */
class ResultIds {
  private readonly last = new Map<string, { id: string; content: string }>();
  private next = 0;

  answer(uri: string, items: Diagnostic[], previousResultId: string | undefined): DocumentDiagnosticReport {
    const content = JSON.stringify(items);
    const last = this.last.get(uri);
    if (last?.content === content) {
      return last.id === previousResultId
        ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: last.id }
        : { kind: DocumentDiagnosticReportKind.Full, resultId: last.id, items };
    }
    this.next += 1;
    const id = String(this.next);
    this.last.set(uri, { id, content });
    return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
  }

  forget(uri: string): void {
    this.last.delete(uri);
  }
}
