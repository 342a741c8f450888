// A language client and a server in one process, over two queues instead of streams, with files in memory. Every message
// goes through JSON as it would on a wire. What the server asks of the client is answered and recorded.

import type {
  ApplyWorkspaceEditParams,
  ClientCapabilities,
  Diagnostic,
  DocumentDiagnosticReport,
  InitializeResult,
  LogMessageParams,
  Message,
  MessageReader,
  MessageWriter,
  Position,
  PublishDiagnosticsParams,
  Range,
  RegistrationParams,
  ShowDocumentParams,
} from 'vscode-languageserver/node';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  createConnection,
  CancellationTokenSource,
  createProtocolConnection,
  ProgressType,
  ProposedFeatures,
} from 'vscode-languageserver/node';
import { startEngine } from '../../server/lsp/engine';
import { serve } from '../../server/lsp/server';

export interface Client {
  readonly initialized: InitializeResult;
  readonly request: <Result>(method: string, params: object) => Promise<Result>;
  readonly notify: (method: string, params: object) => Promise<void>;
  readonly open: (uri: string, text: string) => Promise<void>;
  /** Replaces the whole text. */
  readonly change: (uri: string, text: string) => Promise<void>;
  /** Replaces a range, in the units that were agreed. */
  readonly edit: (uri: string, range: Range, text: string) => Promise<void>;
  readonly close: (uri: string) => Promise<void>;
  /** Of the files in memory; the client tells of it, as it watches them. null: deleted. */
  readonly write: (uri: string, text: string | null) => Promise<void>;
  /** The same without telling. */
  readonly put: (uri: string, text: string | null) => void;
  readonly onProgress: (token: string, hear: (part: unknown) => void) => void;
  readonly pull: (uri: string, previousResultId?: string) => Promise<DocumentDiagnosticReport>;
  /** After this the server has done everything that the messages so far led to. */
  readonly settled: () => Promise<void>;
  /** Requests of the server, in order: refreshes by their method. */
  readonly heard: string[];
  readonly published: PublishDiagnosticsParams[];
  readonly applied: ApplyWorkspaceEditParams[];
  readonly shown: ShowDocumentParams[];
  readonly registered: string[];
  readonly logged: string[];
  /** Messages for the user. */
  readonly told: string[];
  /** The folders that the server hears of when it asks. */
  readonly folders: string[];
  /** A request whose answer nobody waits for any more. */
  readonly cancelled: (method: string, params: object) => Promise<unknown>;
  /** What the server asks for; empty: it is told its defaults. */
  readonly settings: Record<string, unknown>;
  readonly end: () => Promise<void>;
}

export interface StartOptions {
  readonly capabilities?: ClientCapabilities;
  readonly files?: ReadonlyMap<string, string>;
  readonly folders?: readonly string[];
  readonly initializationOptions?: object;
}

export const FOLDER = 'file:///home';

const REFRESHES = ['diagnostic', 'inlayHint', 'codeLens', 'semanticTokens', 'textDocumentContent'];

export async function startClient(options: StartOptions = {}): Promise<Client> {
  const disk = new Map(options.files);
  const [toServer, toClient] = [new Queue(), new Queue()];
  const server = createConnection(ProposedFeatures.all, toServer.reader, toClient.writer);
  serve(server, {
    files: {
      reaches: () => true,
      read: (uri) => Promise.resolve(disk.get(uri) ?? null),
      list: (folder) => Promise.resolve([...disk.keys()].filter((uri) => uri.startsWith(`${folder}/`))),
    },
    loadNames: () => Promise.resolve(null),
    engineFor: () => () => startEngine,
  });
  const client = createProtocolConnection(toClient.reader, toServer.writer);
  const heard: string[] = [];
  const published: PublishDiagnosticsParams[] = [];
  const applied: ApplyWorkspaceEditParams[] = [];
  const shown: ShowDocumentParams[] = [];
  const settings: Record<string, unknown> = {};
  for (const what of REFRESHES) {
    client.onRequest(`workspace/${what}/refresh`, () => {
      heard.push(`workspace/${what}/refresh`);
      return null;
    });
  }
  const registered: string[] = [];
  const logged: string[] = [];
  const told: string[] = [];
  const folders = [...(options.folders ?? [FOLDER])];
  client.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    registered.push(...registrations.map(({ method }) => method));
    return null;
  });
  client.onRequest('workspace/workspaceFolders', () => folders.map((uri) => ({ uri, name: uri })));
  client.onNotification('window/logMessage', ({ message }: LogMessageParams) => {
    logged.push(message);
  });
  client.onNotification('window/showMessage', ({ message }: LogMessageParams) => {
    told.push(message);
  });
  client.onRequest('workspace/configuration', () => [settings]);
  client.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
    applied.push(params);
    return { applied: true };
  });
  client.onRequest('window/showDocument', (params: ShowDocumentParams) => {
    shown.push(params);
    return { success: true };
  });
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.push(params);
  });
  client.listen();
  const initialized = await client.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: folders.map((uri) => ({ uri, name: uri })),
    capabilities: options.capabilities ?? PULLING,
    initializationOptions: options.initializationOptions,
  });
  await client.sendNotification('initialized', {});
  const versions = new Map<string, number>();
  const next = (uri: string): number => {
    const version = (versions.get(uri) ?? 0) + 1;
    versions.set(uri, version);
    return version;
  };
  const change = (uri: string, contentChanges: readonly object[]): Promise<void> =>
    client.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: next(uri) },
      contentChanges,
    });
  const watched = (uri: string, type: number): Promise<void> =>
    client.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri, type }] });
  const put = (uri: string, text: string | null): void => {
    if (text === null) disk.delete(uri);
    else disk.set(uri, text);
  };
  const settled = async (): Promise<void> => {
    // Work is put off by one turn at most, and what it leads to by one more.
    for (let turn = 0; turn < 4; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      await client.sendRequest('peermap/kernels');
    }
  };
  return {
    initialized,
    request: (method, params) => client.sendRequest(method, params),
    notify: (method, params) => client.sendNotification(method, params),
    open: (uri, text) =>
      client.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'p2p', version: next(uri), text },
      }),
    change: (uri, text) => change(uri, [{ text }]),
    edit: (uri, range, text) => change(uri, [{ range, text }]),
    close: (uri) => client.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    write: (uri, text) => {
      const type = text === null ? 3 : disk.has(uri) ? 2 : 1;
      put(uri, text);
      return watched(uri, type);
    },
    put,
    onProgress: (token, hear) => {
      client.onProgress(new ProgressType<unknown>(), token, hear);
    },
    pull: (uri, previousResultId) =>
      client.sendRequest('textDocument/diagnostic', {
        textDocument: { uri },
        ...(previousResultId !== undefined && { previousResultId }),
      }),
    settled,
    heard,
    published,
    applied,
    shown,
    registered,
    logged,
    told,
    folders,
    cancelled: (method, params) => {
      const source = new CancellationTokenSource();
      const answer = client.sendRequest(method, params, source.token);
      source.cancel();
      return answer;
    },
    settings,
    end: async () => {
      await settled();
      await client.sendRequest('shutdown');
      client.dispose();
      server.dispose();
    },
  };
}

/** As a client of today, except for what a test is about. */
export const PULLING: ClientCapabilities = {
  textDocument: {
    diagnostic: { relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
    rename: { prepareSupport: true },
    inlayHint: { resolveSupport: { properties: ['tooltip'] } },
    completion: { completionItem: { snippetSupport: true, resolveSupport: { properties: ['documentation'] } } },
  },
  workspace: {
    applyEdit: true,
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    semanticTokens: { refreshSupport: true },
    textDocumentContent: {},
  },
  window: { showDocument: { support: true } },
};

/** The same without pulling diagnostics. */
export const PUSHED: ClientCapabilities = {
  ...PULLING,
  textDocument: {
    rename: { prepareSupport: true },
    publishDiagnostics: { versionSupport: true, relatedInformation: true, tagSupport: { valueSet: [1, 2] } },
  },
};

export function itemsOf(report: DocumentDiagnosticReport): readonly Diagnostic[] {
  if (report.kind !== 'full') throw new Error('expected a full report, found an unchanged one');
  return report.items;
}

/** Of the `plus`th character of the first `word`; the word must be there. */
export function positionOf(text: string, word: string, plus = 0): Position {
  const offset = text.indexOf(word);
  if (offset < 0) throw new Error(`there is no ${word} in the text`);
  const before = text.slice(0, offset + plus).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** One direction of the wire. */
class Queue {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;

  constructor() {
    const reader = new QueueReader();
    this.reader = reader;
    this.writer = new QueueWriter(reader);
  }
}

class QueueReader extends AbstractMessageReader {
  private callback: ((message: Message) => void) | undefined;
  private readonly early: Message[] = [];

  listen(callback: (message: Message) => void): { dispose: () => void } {
    this.callback = callback;
    for (const message of this.early.splice(0)) callback(message);
    return { dispose: () => (this.callback = undefined) };
  }

  receive(message: Message): void {
    if (this.callback) this.callback(message);
    else this.early.push(message);
  }
}

class QueueWriter extends AbstractMessageWriter {
  constructor(private readonly to: QueueReader) {
    super();
  }

  write(message: Message): Promise<void> {
    this.to.receive(JSON.parse(JSON.stringify(message)) as Message);
    return Promise.resolve();
  }

  end(): void {}
}
