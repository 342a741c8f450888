// A language client that takes the time of its requests: the built server in a process of its own, over standard input
// and output, as an editor would start it.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Diagnostic, ProtocolConnection } from 'vscode-languageserver/node';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { findLineStarts, positionAt } from '../../server/language/position';

export const URI = 'file:///bench/machine.p2p';

export interface Answer<T> {
  readonly result: T;
  /** Milliseconds from the first byte sent to the answer, decoded. */
  readonly time: number;
}

export interface Client {
  readonly open: (text: string) => Promise<void>;
  readonly text: () => string;
  /** Replaces characters of the open document as a keystroke would, then pulls its diagnostics. */
  readonly edit: (edit: Edit) => Promise<Answer<readonly Diagnostic[]>>;
  readonly pull: () => Promise<Answer<readonly Diagnostic[]>>;
  readonly request: (method: string, params: object) => Promise<Answer<unknown>>;
  /** Megabytes that the server's process holds; null: this system does not say. */
  readonly memory: () => number | null;
  readonly end: () => Promise<void>;
}

export interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly insert: string;
}

/** `server`: the path of dist/peermap.js. */
export async function startClient(server: string): Promise<Client> {
  const child = spawn(process.execPath, [server, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: null,
    capabilities: { textDocument: { diagnostic: { relatedInformation: true } } },
  });
  await connection.sendNotification('initialized', {});
  let text = '';
  let version = 0;
  const request = (method: string, params: object): Promise<Answer<unknown>> => ask(connection, method, params);
  const pull = async (): Promise<Answer<readonly Diagnostic[]>> => diagnosticsOf(await request(PULL, DOCUMENT));
  return {
    open: async (opened) => {
      text = opened;
      const textDocument = { uri: URI, languageId: 'p2p', version, text };
      await connection.sendNotification('textDocument/didOpen', { textDocument });
    },
    text: () => text,
    edit: async ({ offset, length, insert }) => {
      const lineStarts = findLineStarts(text);
      const range = { start: positionAt(lineStarts, offset), end: positionAt(lineStarts, offset + length) };
      text = text.slice(0, offset) + insert + text.slice(offset + length);
      version += 1;
      const begin = performance.now();
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri: URI, version },
        contentChanges: [{ range, text: insert }],
      });
      const { result } = await pull();
      return { result, time: performance.now() - begin };
    },
    pull,
    request,
    memory: () => residentMemory(child.pid ?? 0),
    end: async () => {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await exited;
      connection.dispose();
    },
  };
}

const PULL = 'textDocument/diagnostic';
const DOCUMENT = { textDocument: { uri: URI } };

async function ask(connection: ProtocolConnection, method: string, params: object): Promise<Answer<unknown>> {
  const begin = performance.now();
  const result: unknown = await connection.sendRequest(method, params);
  return { result, time: performance.now() - begin };
}

function diagnosticsOf({ result, time }: Answer<unknown>): Answer<readonly Diagnostic[]> {
  return { result: (result as { items?: readonly Diagnostic[] }).items ?? [], time };
}

/** Linux tells it of every process; elsewhere the row says that it was not measured. */
function residentMemory(pid: number): number | null {
  if (process.platform !== 'linux') return null;
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  const kibibytes = /^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1];
  return kibibytes === undefined ? null : (Number(kibibytes) * 1024) / 1e6;
}
