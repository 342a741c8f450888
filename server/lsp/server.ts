// The language server: what it can do, and which feature answers which request. It converts and never decides; every
// answer is a pure function of the texts that the workspace holds.

import type { Connection, FileEvent, InitializeParams, InitializeResult } from 'vscode-languageserver';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  TextDocuments,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { backgroundOf, boundaryOf } from './boundary';
import { toDiagnostics } from './convert-diagnostics';
import type { DiagnosticsChannel } from './diagnostics-channel';
import { pulledDiagnostics, pushedDiagnostics } from './diagnostics-channel';
import type { FileSystem } from './files';
import { filesOfClient } from './files';
import { answerLanguageRequests } from './language-requests';
import { answerOwnRequests } from './own-requests';
import type { Session } from './session';
import { DEFAULT_SETTINGS, readSettings } from './settings';
import { Workspace } from './workspace';

const NO_CHANNEL: DiagnosticsChannel = { changed: () => {}, refresh: () => {}, closed: () => {} };

/** Serves one client until the connection closes. `files`: how this process reads files, if it can. */
export function serve(connection: Connection, files: FileSystem): void {
  const documents = new TextDocuments(TextDocument);
  const boundary = boundaryOf(connection);
  const background = backgroundOf(connection);
  let session: Session | undefined;
  let channel = NO_CHANNEL;

  connection.onInitialize((params) => {
    const options = initializationOptions(params);
    session = {
      workspace: new Workspace(options.files ? filesOfClient(connection) : files),
      settings: DEFAULT_SETTINGS,
      rulePages: options.rulePages,
      can: capabilitiesOf(params),
    };
    session.workspace.setFolders(foldersOf(params));
    channel = openChannel(session);
    return initializeResult(session.can.pullDiagnostics);
  });

  connection.onInitialized(() => {
    if (!session) return;
    if (session.can.registerConfiguration) {
      const registered = connection.client.register(DidChangeConfigurationNotification.type, { section: 'peermap' });
      background('client/registerCapability', registered);
    }
    if (session.can.watchFiles) watchFiles();
    if (session.can.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(() => background('workspace/workspaceFolders', reloadFolders()));
    }
    background('workspace/configuration', pullSettings());
  });

  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    if (session?.can.configuration) {
      background('workspace/configuration', pullSettings());
      return;
    }
    const section = (settings as { peermap?: unknown } | null)?.peermap;
    if (section !== undefined) applySettings(section);
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    background('workspace/didChangeWatchedFiles', readAgain(changes));
  });

  documents.onDidOpen(({ document }) => session?.workspace.opened(document));
  documents.onDidSave(() => {
    if (session?.can.watchFiles !== false) return;
    session.workspace.forgetDisk();
    channel.refresh();
  });
  documents.onDidChangeContent(() => channel.changed());
  documents.onDidClose(({ document }) => {
    session?.workspace.closed(document.uri);
    channel.closed(document.uri);
  });

  const current = (): Session => {
    if (!session) throw new Error('The server is not initialized yet.');
    return session;
  };
  answerLanguageRequests(connection, boundary, current);
  answerOwnRequests(connection, boundary, current);
  documents.listen(connection);
  connection.listen();

  function openChannel(opened: Session): DiagnosticsChannel {
    const diagnosticsOf = (uri: string) => toDiagnostics(opened, uri);
    if (!opened.can.pullDiagnostics) {
      return pushedDiagnostics(connection, background, diagnosticsOf, () => opened.workspace.openUris());
    }
    return pulledDiagnostics(connection, boundary, background, diagnosticsOf, {
      refresh: opened.can.refreshDiagnostics,
      allFiles: () => opened.workspace.allFiles(),
    });
  }

  function watchFiles(): void {
    const options = { watchers: [{ globPattern: '**/*.p2p' }] };
    const registered = connection.client.register(DidChangeWatchedFilesNotification.type, options);
    background('client/registerCapability', registered);
  }

  async function readAgain(changes: readonly FileEvent[]): Promise<void> {
    for (const { uri, type } of changes) {
      await session?.workspace.changedOnDisk(uri, type !== FileChangeType.Deleted);
    }
    channel.refresh();
  }

  async function pullSettings(): Promise<void> {
    if (session?.can.configuration) applySettings(await connection.workspace.getConfiguration('peermap'));
  }

  function applySettings(section: unknown): void {
    if (!session) return;
    session.settings = readSettings(section);
    channel.refresh();
    if (session.can.refreshInlayHints) {
      background('workspace/inlayHint/refresh', connection.languages.inlayHint.refresh());
    }
  }

  async function reloadFolders(): Promise<void> {
    const folders = (await connection.workspace.getWorkspaceFolders()) ?? [];
    session?.workspace.setFolders(folders.map(({ uri }) => uri));
    channel.refresh();
  }
}

function initializeResult(pullDiagnostics: boolean): InitializeResult {
  return {
    serverInfo: { name: 'peermap' },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      ...(pullDiagnostics && {
        diagnosticProvider: { identifier: 'peermap', interFileDependencies: true, workspaceDiagnostics: true },
      }),
      hoverProvider: true,
      inlayHintProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix'] },
      documentSymbolProvider: true,
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
    },
  };
}

function initializationOptions(params: InitializeParams): { files: boolean; rulePages: string | null } {
  const options = params.initializationOptions as { files?: unknown; rulePages?: unknown } | null | undefined;
  return {
    files: options?.files === true,
    rulePages: typeof options?.rulePages === 'string' ? options.rulePages : null,
  };
}

function foldersOf(params: InitializeParams): readonly string[] {
  const folders = params.workspaceFolders?.map(({ uri }) => uri);
  if (folders) return folders;
  // Clients older than workspace folders send one root.
  return params.rootUri ? [params.rootUri] : [];
}

function capabilitiesOf({ capabilities }: InitializeParams): Session['can'] {
  const { textDocument, workspace } = capabilities;
  return {
    pullDiagnostics: textDocument?.diagnostic !== undefined,
    refreshDiagnostics: workspace?.diagnostics?.refreshSupport === true,
    refreshInlayHints: workspace?.inlayHint?.refreshSupport === true,
    relatedInformation:
      textDocument?.diagnostic?.relatedInformation === true ||
      textDocument?.publishDiagnostics?.relatedInformation === true,
    configuration: workspace?.configuration === true,
    registerConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    watchFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
  };
}
