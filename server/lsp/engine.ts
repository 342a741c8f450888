// What serves a client once it is initialized: the texts, the settings, every answer. It converts and never decides; every
// answer is a pure function of the texts that the workspace holds.

import type { Connection, InitializeParams } from 'vscode-languageserver';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  TextDocuments,
} from 'vscode-languageserver';
import type { PciNames } from '../features/pci-names';
import { backgroundOf } from './background';
import { answersOf } from './boundary';
import { capabilitiesOf } from './capabilities';
import { pulledDiagnostics, pushedDiagnostics } from './diagnostics-channel';
import type { OpenDocument } from './document';
import { changeDocument, openDocument } from './document';
import { chooseEncoding } from './encoding';
import { ExplainDocuments } from './explain-documents';
import { followFiles } from './file-changes';
import { ownOrOfClient } from './files';
import { answerLanguageRequests } from './language-requests';
import { LastGood } from './last-good';
import type { Options } from './options';
import { readOptions } from './options';
import { answerOwnRequests } from './own-requests';
import type { Platform, StartEngine } from './platform';
import { positionsIn } from './range';
import type { Session } from './session';
import { DEFAULT_SETTINGS, readSettings, settingFaults } from './settings';
import { updatesOf } from './updates';
import { Workspace } from './workspace';

export const startEngine: StartEngine = (connection, platform, params) => {
  const background = backgroundOf(connection);
  const documents = new TextDocuments<OpenDocument>({
    create: (uri, _language, version, text) => openDocument(uri, version, text),
    update: (document, changes, version) => changeDocument(document, changes, version, session.positions),
  });
  const session = openSession(connection, platform, params, (uri) => documents.get(uri));
  const answers = answersOf(connection, () => session);
  const explanations = new ExplainDocuments(connection);
  const channel = session.can.pullDiagnostics
    ? pulledDiagnostics(connection, answers, session)
    : pushedDiagnostics(connection, background, session);
  const updates = updatesOf(connection, background, session, channel, explanations);

  connection.onDidChangeConfiguration(({ settings }: { settings: unknown }) => {
    if (session.can.configuration) {
      background('workspace/configuration', pullSettings());
      return;
    }
    const section = (settings as { peermap?: unknown } | null)?.peermap;
    if (section !== undefined) applySettings(section);
  });

  documents.onDidChangeContent(({ document }) => {
    session.workspace.opened(document);
    updates.edited(document.uri);
  });
  documents.onDidSave(() => {
    if (session.can.watchFiles) return;
    session.workspace.forgetDisk();
    updates.changed('files');
  });
  documents.onDidClose(({ document: { uri } }) => {
    const { workspace, lastGood } = session;
    workspace.closed(uri);
    lastGood.keepOpen((each) => documents.get(each) !== undefined);
    tokens.closed(uri);
    channel.closed(uri);
    updates.changed('files');
  });
  followFiles(connection, background, session, () => updates.changed('files'));

  const { tokens } = answerLanguageRequests(connection, answers);
  answerOwnRequests(answers);
  explanations.answer(answers);
  documents.listen(connection);

  const initialized = (): void => {
    const { can } = session;
    if (can.registerConfiguration) {
      const registered = connection.client.register(DidChangeConfigurationNotification.type, { section: 'peermap' });
      background('client/registerCapability', registered);
    }
    if (can.watchFiles) {
      const options = { watchers: [{ globPattern: '**/*.p2p' }] };
      const registered = connection.client.register(DidChangeWatchedFilesNotification.type, options);
      background('client/registerCapability', registered);
    }
    if (can.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(() => background('workspace/workspaceFolders', reloadFolders()));
    }
    background('workspace/configuration', pullSettings());
  };
  return { initialized };

  async function pullSettings(): Promise<void> {
    if (session.can.configuration) applySettings(await connection.workspace.getConfiguration('peermap'));
  }

  function applySettings(section: unknown): void {
    session.settings = readSettings(section);
    for (const fault of settingFaults(section)) connection.console.warn(fault);
    updates.changed('settings');
  }

  async function reloadFolders(): Promise<void> {
    const folders = (await connection.workspace.getWorkspaceFolders()) ?? [];
    session.workspace.setFolders(folders.map(({ uri }) => uri));
    updates.changed('files');
  }
};

function openSession(
  connection: Connection,
  platform: Platform,
  params: InitializeParams,
  documentOf: Session['documentOf'],
): Session {
  const options = readOptions(params.initializationOptions);
  const workspace = new Workspace(options.files ? ownOrOfClient(platform.files, connection) : platform.files);
  workspace.setFolders(foldersOf(params));
  return {
    workspace,
    documentOf,
    settings: DEFAULT_SETTINGS,
    options,
    can: capabilitiesOf(params.capabilities),
    positions: positionsIn(chooseEncoding(params.capabilities.general?.positionEncodings)),
    lastGood: new LastGood(),
    names: namesOnce(connection, platform, options),
  };
}

function namesOnce(connection: Connection, { loadNames }: Platform, { pciNames }: Options): Session['names'] {
  let loaded: Promise<PciNames | null> | undefined;
  return () => (loaded ??= loadNames(pciNames, (message) => connection.console.warn(message)));
}

function foldersOf(params: InitializeParams): readonly string[] {
  const folders = params.workspaceFolders?.map(({ uri }) => uri);
  if (folders) return folders;
  // Clients older than workspace folders send one root.
  return params.rootUri ? [params.rootUri] : [];
}
