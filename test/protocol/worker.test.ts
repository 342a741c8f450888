// Protects: the bundle for web workbenches is a whole server. It runs here in a worker whose global scope offers what a
// browser's worker offers and the server uses, and nothing of Node. What it cannot read, the client reads for it.

import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { MessageChannel } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { Diagnostic, Hover, LogMessageParams } from 'vscode-languageserver/node';
import { MACHINE, WRONG } from './example';

const BUNDLE = fileURLToPath(new URL('../../dist/browser/server.js', import.meta.url));

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** Loads the bundle, answers its requests and keeps its log; `ask` sends a request and waits for the answer. */
function startWorker(
  answer: (method: string, params: unknown) => unknown,
  logged: string[] = [],
): {
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
      ours.postMessage({ jsonrpc: '2.0', id: message.id, result: answer(message.method, message.params) });
    } else if (message.id !== undefined) {
      waiting.get(message.id)?.(message.result);
    } else if (message.method === 'window/logMessage') {
      logged.push((message.params as LogMessageParams).message);
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

describe('the names of PCI devices', () => {
  const uri = 'vscode-vfs://github/owner/repository/machine.p2p';
  const list = 'https://cdn.example/extension/dist/pci.ids.gz';
  const packed = readFileSync(new URL('../../data/pci.ids.gz', import.meta.url));
  const position = { line: 4, character: MACHINE.split('\n')[4]?.indexOf('pci0') };

  /** What a hover on a host bridge says, the files that were read before it and for it, and what was written to the log. */
  async function hoverWith(pciNames: string | undefined, text: string | null): Promise<Heard> {
    const read: unknown[] = [];
    const logged: string[] = [];
    const worker = startWorker((method, params) => {
      if (method === 'peermap/readFile') read.push((params as { uri: string }).uri);
      return method === 'peermap/readFile' ? text : null;
    }, logged);
    await worker.ask('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      initializationOptions: { files: true, pciNames },
    });
    worker.tell('initialized', {});
    worker.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'p2p', version: 1, text: MACHINE } });
    await worker.ask('textDocument/documentSymbol', { textDocument: { uri } });
    const before = [...read];
    const ask = (): Promise<unknown> => worker.ask('textDocument/hover', { textDocument: { uri }, position });
    await ask();
    const hover = (await ask()) as Hover;
    return { hover: JSON.stringify(hover.contents), before, read, logged };
  }

  test('are asked of the client once, at the first hover', async () => {
    const { hover, before, read } = await hoverWith(list, gunzipSync(packed).toString('utf8'));
    expect(hover).toContain('Intel Corporation');
    expect(before).toEqual([]);
    expect(read).toEqual([list]);
  });

  test('are left out where the client cannot read them, and the log says so once', async () => {
    const { hover, read, logged } = await hoverWith(list, null);
    expect(hover).toContain('host bridge');
    expect(hover).not.toContain('Intel');
    expect(read).toEqual([list]);
    expect(logged).toEqual([`PCI names are not shown, ${list} cannot be read: the client answered with no text`]);
  });

  test('are not asked for where the client names no list', async () => {
    const { hover, read, logged } = await hoverWith(undefined, null);
    expect(hover).toContain('host bridge');
    expect([read, logged]).toEqual([[], []]);
  });
});

interface Heard {
  readonly hover: string;
  readonly before: readonly unknown[];
  readonly read: readonly unknown[];
  readonly logged: readonly string[];
}
