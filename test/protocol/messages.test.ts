// Protects: the session itself: what is registered, folders that come and go, requests that are given up, answers that
// would be of another text than they were asked about.

import type { Hover } from 'vscode-languageserver/node';
import { afterEach, expect, test } from 'vitest';
import { MACHINE, WRONG } from './example';
import type { Client } from './in-process';
import { itemsOf, positionOf, startClient } from './in-process';
import { QUESTION, TREE, URI } from './situations';

let client: Client | undefined;

afterEach(async () => {
  await client?.end();
  client = undefined;
});

test('initialized, client/registerCapability: settings and watched files are registered where the client can', async () => {
  client = await startClient({
    capabilities: {
      workspace: {
        didChangeConfiguration: { dynamicRegistration: true },
        didChangeWatchedFiles: { dynamicRegistration: true },
      },
    },
  });
  await client.settled();
  expect([...client.registered].sort()).toEqual([
    'workspace/didChangeConfiguration',
    'workspace/didChangeWatchedFiles',
  ]);
});

test('initialized, client/registerCapability: nothing is registered with a client that cannot', async () => {
  client = await startClient({ capabilities: {} });
  await client.settled();
  expect(client.registered).toEqual([]);
});

test('workspace/didChangeWorkspaceFolders, workspace/workspaceFolders: a new folder brings its machines', async () => {
  const files = new Map([
    ['file:///other/root.p2p', 'include "tree.p2p"\ninclude "queries.p2p"\n'],
    ['file:///other/tree.p2p', MACHINE],
  ]);
  client = await startClient({ files });
  await client.open('file:///other/queries.p2p', QUESTION);
  const codes = async (): Promise<readonly unknown[]> => {
    const diagnostics = itemsOf((await client?.pull('file:///other/queries.p2p')) ?? { kind: 'full', items: [] });
    return [...new Set(diagnostics.map(({ code }) => code))];
  };
  expect(await codes()).toEqual(['name-unknown']);
  client.folders.push('file:///other');
  await client.notify('workspace/didChangeWorkspaceFolders', {
    event: { added: [{ uri: 'file:///other', name: 'other' }], removed: [] },
  });
  await client.settled();
  expect(await codes()).toEqual(['pair-mismatch']);
});

test('$/cancelRequest: a request that was given up is answered as such, and the server goes on', async () => {
  client = await startClient({ files: new Map([[TREE, MACHINE]]) });
  await client.open(URI, WRONG);
  await expect(client.cancelled('workspace/diagnostic', { previousResultIds: [] })).rejects.toMatchObject({
    code: -32800,
  });
  expect(itemsOf(await client.pull(URI))).toHaveLength(1);
});

test('textDocument/didChange: a question that was asked of the text before is refused, or answered about that text', async () => {
  client = await startClient({ files: new Map([[TREE, MACHINE]]) });
  const text = `include "tree.p2p"\n${QUESTION}`;
  await client.open(URI, text);
  // The included file must be read first, and the edit arrives meanwhile.
  const asked = client
    .request<Hover>('textDocument/hover', { textDocument: { uri: URI }, position: positionOf(text, '-> mlx0') })
    .then((hover) => hover.range?.start.line)
    .catch((error: unknown) => (error as { code: number }).code);
  await client.change(URI, `// one\n// two\n${text}`);
  expect([1, -32801]).toContain(await asked);
});

test('window/logMessage: a failure is logged with the request that failed', async () => {
  client = await startClient();
  await expect(client.request('peermap/report', { uri: 'file:///none.p2p', pairs: 'asked' })).rejects.toThrow(
    'none.p2p',
  );
  await client.settled();
  expect(client.logged.some((line) => line.includes('peermap/report failed'))).toBe(true);
});
