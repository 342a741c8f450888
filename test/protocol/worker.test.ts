// Protects: the bundle for web workbenches is a whole server. It runs here in a worker whose global scope offers what a
// browser's worker offers and the server uses, and nothing of Node.

import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { WRONG } from './example';

const BUNDLE = fileURLToPath(new URL('../../dist/browser/server.js', import.meta.url));

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: unknown;
}

const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Loads the bundle and answers its requests; `ask` sends one and waits for the answer. */
function startWorker(answer: (method: string) => unknown): {
  ask: (method: string, params: object) => Promise<unknown>;
  tell: (method: string, params: object) => void;
} {
  const { port1: ours, port2: theirs } = new MessageChannel();
  open.push(() => ours.close());
  const self: Record<string, unknown> = {
    postMessage: (message: unknown) => theirs.postMessage(message),
    addEventListener: () => {},
    console,
    setTimeout,
    clearTimeout,
    queueMicrotask,
    TextDecoder,
    TextEncoder,
    MessageChannel,
  };
  self['self'] = self['globalThis'] = self;
  runInContext(readFileSync(BUNDLE, 'utf8'), createContext(self), { filename: path.basename(BUNDLE) });
  theirs.on('message', (data: unknown) => (self['onmessage'] as (event: { data: unknown }) => void)({ data }));
  const waiting = new Map<number, (result: unknown) => void>();
  ours.on('message', (message: Message) => {
    if (message.method !== undefined && message.id !== undefined) {
      ours.postMessage({ jsonrpc: '2.0', id: message.id, result: answer(message.method) });
    } else if (message.id !== undefined) {
      waiting.get(message.id)?.(message.result);
    }
  });
  let last = 0;
  return {
    ask: (method, params) =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        ours.postMessage({ jsonrpc: '2.0', id: last, method, params });
      }),
    tell: (method, params) => ours.postMessage({ jsonrpc: '2.0', method, params }),
  };
}

test('the worker answers with diagnostics, and reads included files through the client', async () => {
  const [tree = '', query = ''] = WRONG.split('\n\npair');
  const uri = 'vscode-vfs://github/owner/repository/machine.p2p';
  const asked: string[] = [];
  const worker = startWorker((method) => {
    asked.push(method);
    if (method === 'peermap/readFile') return tree;
    return method === 'peermap/listFiles' ? [] : null;
  });
  await worker.ask('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: 'vscode-vfs://github/owner/repository', name: 'repository' }],
    capabilities: { textDocument: { diagnostic: {} } },
    initializationOptions: { files: true },
  });
  worker.tell('initialized', {});
  worker.tell('textDocument/didOpen', {
    textDocument: { uri, languageId: 'p2p', version: 1, text: `include "tree.p2p"\npair${query}` },
  });
  const report = (await worker.ask('textDocument/diagnostic', { textDocument: { uri } })) as { items: Diagnostic[] };
  expect(report.items.map(({ code }) => code)).toEqual(['pair-mismatch']);
  expect(asked).toContain('peermap/readFile');
});
