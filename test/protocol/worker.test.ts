// Protects: the bundle for web workbenches is, with the engine that it loads, a whole server. It runs here in a worker whose
// global scope offers what a browser's worker offers and the server uses, and nothing of Node. What it cannot read, the
// client reads for it; an engine that it cannot load, it names.

import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { MessageChannel } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { Diagnostic, Hover, LogMessageParams } from 'vscode-languageserver/node';
import { MACHINE, WRONG } from './example';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));
/** Where the extension lies for a workbench in a browser. */
const PLACE = 'https://cdn.example/extension/dist/';
const ENGINE = `${PLACE}engine.js`;
/** Can be loaded, and holds nothing. */
const OTHER_SCRIPT = 'https://cdn.example/other.js';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

const open: (() => void)[] = [];

afterEach(() => {
  for (const close of open.splice(0)) close();
});

/**
 * Loads the bundle, answers its requests and keeps its log; `ask` sends a request and waits for the answer. The script's own
 * URL is one that nothing lies beside, as in VS Code, unless it is told another.
 */
function startWorker(
  answer: (method: string, params: unknown) => unknown,
  logged: string[] = [],
  href = 'blob:https://cdn.example/3f1c',
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
    URL,
    location: { href },
    importScripts: (url: string) => {
      if (url === OTHER_SCRIPT) return;
      if (!url.startsWith(PLACE)) throw new Error(`The script at '${url}' failed to load.`);
      run(url.slice(PLACE.length));
    },
  };
  self['self'] = self['globalThis'] = self;
  const context = createContext(self);
  const run = (file: string): unknown => runInContext(readFileSync(path.join(DIST, file), 'utf8'), context, file);
  run('browser/server.js');
  theirs.on('message', (data: unknown) => (self['onmessage'] as (event: { data: unknown }) => void)({ data }));
  const waiting = new Map<number, (message: Message) => void>();
  ours.on('message', (message: Message) => {
    if (message.method !== undefined && message.id !== undefined) {
      ours.postMessage({ jsonrpc: '2.0', id: message.id, result: answer(message.method, message.params) });
    } else if (message.id !== undefined) {
      waiting.get(message.id)?.(message);
    } else if (message.method === 'window/logMessage') {
      logged.push((message.params as LogMessageParams).message);
    }
  });
  let last = 0;
  return {
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
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
    initializationOptions: { files: true, engine: ENGINE },
  });
  worker.tell('initialized', {});
  worker.tell('textDocument/didOpen', {
    textDocument: { uri, languageId: 'p2p', version: 1, text: `include "tree.p2p"\npair${query}` },
  });
  const report = (await worker.ask('textDocument/diagnostic', { textDocument: { uri } })) as { items: Diagnostic[] };
  expect(report.items.map(({ code }) => code)).toEqual(['pair-mismatch']);
  expect(asked).toContain('peermap/readFile');
});

describe('the engine', () => {
  const start = (engine: string | undefined, href?: string): Promise<unknown> => {
    const options = { processId: null, rootUri: null, capabilities: {}, initializationOptions: { engine } };
    return startWorker(() => null, [], href).ask('initialize', options);
  };

  test('is the one above the worker where the client names none', async () => {
    await expect(start(undefined, `${PLACE}browser/server.js`)).resolves.toHaveProperty('capabilities');
  });

  test('has to be named where nothing lies beside the worker', async () => {
    await expect(start(undefined)).rejects.toThrow(/expected the URL of dist\/engine\.js as 'engine'/);
  });

  test('that cannot be loaded is named, and so is the reason', async () => {
    const lost = 'https://lost.example/engine.js';
    await expect(start(lost)).rejects.toThrow(
      /https:\/\/lost\.example\/engine\.js, cannot be loaded: .* failed to load/,
    );
  });

  test('that is another script is refused', async () => {
    await expect(start(OTHER_SCRIPT)).rejects.toThrow(`${OTHER_SCRIPT} is not the engine of this server`);
  });

  test('leaves no name in the scope of the worker but those of a module', () => {
    const scope = createContext({ module: { exports: {} }, exports: {}, require: () => ({}) });
    runInContext(readFileSync(path.join(DIST, 'engine.js'), 'utf8'), scope);
    expect(Object.keys(scope)).toEqual(['module', 'exports', 'require']);
  });
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
      initializationOptions: { files: true, pciNames, engine: ENGINE },
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
