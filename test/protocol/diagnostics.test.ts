// Protects: diagnostics arrive by exactly one channel, complete, linked to their rule's page, with their proof; only what
// changed is sent again, and an editor is told to ask again exactly when another file's answer became another one. Doubled
// or left-over diagnostics are what users of language servers hate most.

import type { Diagnostic, WorkspaceDiagnosticReport } from 'vscode-languageserver/node';
import { afterEach, describe, expect, test } from 'vitest';
import { MACHINE, RIGHT, WRONG } from './example';
import type { Client, StartOptions } from './in-process';
import { FOLDER, itemsOf, PUSHED, startClient } from './in-process';
import { QUESTION, testRows, TREE, URI } from './situations';

const clients: Client[] = [];

async function start(options: StartOptions = {}): Promise<Client> {
  const client = await startClient(options);
  clients.push(client);
  return client;
}

afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
});

const codes = (diagnostics: readonly Diagnostic[]): readonly string[] => diagnostics.map(({ code }) => String(code));
const wrong = ['pair-mismatch'];
const perSituation = { clean: wrong, broken: ['pair-mismatch', 'syntax'], include: wrong, edit: wrong };

function pullAll(client: Client, previous: Readonly<Record<string, string>> = {}): Promise<WorkspaceDiagnosticReport> {
  const previousResultIds = Object.entries(previous).map(([uri, value]) => ({ uri, value }));
  return client.request('workspace/diagnostic', { previousResultIds });
}

testRows([
  {
    method: 'textDocument/diagnostic',
    answer: async ({ client }) => [...new Set(codes(itemsOf(await client.pull(URI))))].sort(),
    expected: perSituation,
  },
  {
    method: 'workspace/diagnostic',
    answer: async ({ client }) => {
      const { items } = await pullAll(client);
      const mine = items.find(({ uri }) => uri === URI);
      return mine?.kind === 'full' ? [...new Set(codes(mine.items))].sort() : [];
    },
    expected: perSituation,
  },
  {
    method: 'textDocument/publishDiagnostics',
    options: { capabilities: PUSHED },
    answer: async ({ client }) => {
      await client.settled();
      const { diagnostics = [] } = client.published.at(-1) ?? {};
      return [...new Set(codes(diagnostics))].sort();
    },
    expected: perSituation,
  },
]);

describe('a client that pulls', () => {
  test('is offered pull diagnostics and gets the wrong assertion with page and proof', async () => {
    const client = await start({ initializationOptions: { rulePages: 'file:///extension/docs/rules' } });
    expect(client.initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
    await client.open(URI, WRONG);
    const [found, ...others] = itemsOf(await client.pull(URI));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ code: 'pair-mismatch', severity: 1, source: 'peermap' });
    expect(found?.codeDescription?.href).toBe('file:///extension/docs/rules/pair-mismatch.md');
    expect(WRONG.split('\n')[found?.range.start.line ?? -1]).toContain('pair nvme0 -> mlx0');
    const proof = found?.relatedInformation?.map(({ message }) => message).join('\n') ?? '';
    expect(proof).toContain('0000:02:00.0');
    expect(proof).toContain('0000:02:01.0');
    expect(proof).toContain('8086:4c43');
  });

  test('is never sent a publication', async () => {
    const client = await start();
    await client.open(URI, WRONG);
    await client.pull(URI);
    await client.change(URI, RIGHT);
    await client.close(URI);
    await client.settled();
    expect(client.published).toEqual([]);
  });

  test('gets "unchanged" for an edit that changes no diagnostic, and the new ones for one that does', async () => {
    const client = await start();
    await client.open(URI, WRONG);
    const first = await client.pull(URI);
    await client.change(URI, `${WRONG}// a comment at the end moves nothing\n`);
    const second = await client.pull(URI, first.resultId);
    expect(second).toEqual({ kind: 'unchanged', resultId: first.resultId });
    await client.change(URI, RIGHT);
    expect(await client.pull(URI, second.resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  test('gets every file of the workspace, later only those that are affected, and an empty list for one that is gone', async () => {
    const other = `${FOLDER}/other.p2p`;
    const client = await start({
      files: new Map([
        [TREE, MACHINE],
        [other, WRONG],
      ]),
    });
    await client.open(URI, `include "tree.p2p"\n${QUESTION}`);
    const { items } = await pullAll(client);
    expect(new Map(items.map((item) => [item.uri, item.kind === 'full' ? codes(item.items) : null]))).toEqual(
      new Map([
        [URI, wrong],
        [TREE, []],
        [other, wrong],
      ]),
    );
    const ids = Object.fromEntries(items.map(({ uri, resultId }) => [uri, resultId ?? '']));
    await client.change(URI, 'include "tree.p2p"\n');
    await client.write(other, null);
    const again = await pullAll(client, ids);
    expect(new Map(again.items.map((item) => [item.uri, item.kind === 'full' ? codes(item.items) : null]))).toEqual(
      new Map([
        [URI, []],
        [TREE, null],
        [other, []],
      ]),
    );
  });

  test('$/progress: a workspace comes in parts where the client takes them', async () => {
    const files = new Map(Array.from({ length: 45 }, (_, index) => [`${FOLDER}/m${index}.p2p`, MACHINE] as const));
    const client = await start({ files });
    const parts: number[] = [];
    client.onProgress('all', (part) => parts.push((part as WorkspaceDiagnosticReport).items.length));
    const last = await client.request<WorkspaceDiagnosticReport>('workspace/diagnostic', {
      previousResultIds: [],
      partialResultToken: 'all',
    });
    expect([...parts, last.items.length]).toEqual([20, 20, 5]);
  });
});

describe('a refresh', () => {
  const BROKEN_TREE = MACHINE.replace('nic mlx0', 'nic mlx9');

  async function twoOpenFiles(): Promise<Client> {
    const client = await start();
    await client.open(TREE, MACHINE);
    await client.open(URI, `include "tree.p2p"\n${QUESTION}`);
    await client.open(`${FOLDER}/alone.p2p`, WRONG);
    for (const uri of [TREE, URI, `${FOLDER}/alone.p2p`]) await client.pull(uri);
    await client.settled();
    client.heard.length = 0;
    return client;
  }

  const refreshes = (client: Client): number =>
    client.heard.filter((method) => method === 'workspace/diagnostic/refresh').length;

  test('workspace/diagnostic/refresh: asked for once when an edit gives another file other diagnostics', async () => {
    const client = await twoOpenFiles();
    await client.change(TREE, BROKEN_TREE);
    await client.pull(TREE);
    await client.settled();
    expect(refreshes(client)).toBe(1);
    expect(codes(itemsOf(await client.pull(URI)))).toEqual(['name-unknown']);
  });

  test('workspace/diagnostic/refresh: not asked for when only the edited file changes, nor when nothing does', async () => {
    const client = await twoOpenFiles();
    await client.change(URI, `include "tree.p2p"\n`);
    await client.change(`${FOLDER}/alone.p2p`, RIGHT);
    await client.change(TREE, `${MACHINE}// nothing new\n`);
    await client.settled();
    expect(refreshes(client)).toBe(0);
  });

  test('workspace/didChangeWatchedFiles: a change on disk brings a refresh, a file that nobody includes does not', async () => {
    const client = await start({ files: new Map([[TREE, MACHINE]]) });
    await client.open(URI, `include "tree.p2p"\n${QUESTION}`);
    await client.pull(URI);
    await client.settled();
    client.heard.length = 0;
    await client.write(`${FOLDER}/new.p2p`, WRONG);
    await client.settled();
    expect(refreshes(client)).toBe(0);
    await client.write(TREE, BROKEN_TREE);
    await client.settled();
    expect(refreshes(client)).toBe(1);
    expect(codes(itemsOf(await client.pull(URI)))).toEqual(['name-unknown']);
    await client.write(TREE, null);
    await client.settled();
    expect(codes(itemsOf(await client.pull(URI)))).toContain('include-missing');
  });

  test('workspace/inlayHint/refresh, workspace/codeLens/refresh, workspace/semanticTokens/refresh: for another open file of the machine only', async () => {
    const client = await twoOpenFiles();
    await client.change(`${FOLDER}/alone.p2p`, RIGHT);
    await client.settled();
    expect(client.heard).toEqual([]);
    await client.change(TREE, `kernel 6.11\n${MACHINE.replace('kernel 6.15', '')}`);
    await client.settled();
    expect([...client.heard].sort()).toEqual([
      'workspace/codeLens/refresh',
      // The message names the kernel.
      'workspace/diagnostic/refresh',
      'workspace/inlayHint/refresh',
      'workspace/semanticTokens/refresh',
    ]);
  });

  test('workspace/textDocumentContent/refresh: when an edit changes what a proof says', async () => {
    const client = await start();
    await client.open(URI, WRONG);
    await client.request('workspace/executeCommand', {
      command: 'peermap.explainPair',
      arguments: [{ uri: URI, position: { line: WRONG.split('\n').length - 2, character: 6 } }],
    });
    const [{ uri } = { uri: '' }] = client.shown;
    await client.request('workspace/textDocumentContent', { uri });
    await client.change(URI, RIGHT);
    await client.settled();
    expect(client.heard).toContain('workspace/textDocumentContent/refresh');
  });
});

describe('files', () => {
  test('workspace/didChangeWatchedFiles: a closed file that includes an open one is found after it changed on disk', async () => {
    const queries = `${FOLDER}/queries.p2p`;
    const client = await start({ files: new Map([[TREE, MACHINE]]) });
    await client.open(queries, QUESTION);
    expect(codes(itemsOf(await client.pull(queries)))).toContain('name-unknown');
    await client.write(`${FOLDER}/root.p2p`, 'include "tree.p2p"\ninclude "queries.p2p"\n');
    expect(codes(itemsOf(await client.pull(queries)))).toEqual(wrong);
  });

  test('an equal diagnostic of two machines stands once, a different one of each', async () => {
    const queries = `${FOLDER}/queries.p2p`;
    const root = (tree: string): string => `include "${tree}"\ninclude "queries.p2p"\n`;
    const client = await start({
      files: new Map([
        [TREE, MACHINE],
        [`${FOLDER}/one.p2p`, root('tree.p2p')],
        [`${FOLDER}/two.p2p`, root('tree.p2p')],
        [`${FOLDER}/three.p2p`, root('none.p2p')],
      ]),
    });
    await client.open(queries, QUESTION);
    expect(codes(itemsOf(await client.pull(queries))).filter((code) => code === 'pair-mismatch')).toHaveLength(1);
  });

  for (const [what, operation] of [
    ['didCreateFiles', { files: [{ uri: TREE }] }],
    ['didRenameFiles', { files: [{ oldUri: `${FOLDER}/old.p2p`, newUri: TREE }] }],
    ['didDeleteFiles', { files: [{ uri: TREE }] }],
  ] as const) {
    test(`workspace/${what}: the file is read again`, async () => {
      const disk = new Map(what === 'didDeleteFiles' ? [[TREE, MACHINE]] : []);
      const client = await start({ files: disk });
      await client.open(URI, `include "tree.p2p"\n${QUESTION}`);
      const before = codes(itemsOf(await client.pull(URI)));
      client.put(TREE, what === 'didDeleteFiles' ? null : MACHINE);
      await client.notify(`workspace/${what}`, operation);
      const after = codes(itemsOf(await client.pull(URI)));
      const [there, gone] = what === 'didDeleteFiles' ? [before, after] : [after, before];
      expect(there).toEqual(wrong);
      expect(gone).toContain('include-missing');
    });
  }
});

describe('a client that cannot pull', () => {
  test('textDocument/publishDiagnostics, textDocument/didClose: each version is sent once, an empty list when the file is closed', async () => {
    const client = await start({ capabilities: PUSHED });
    expect(client.initialized.capabilities.diagnosticProvider).toBeUndefined();
    await client.open(URI, WRONG);
    await client.settled();
    await client.change(URI, RIGHT);
    await client.settled();
    await client.close(URI);
    await client.settled();
    expect(client.published.map(({ version, diagnostics }) => [version, codes(diagnostics)])).toEqual([
      [1, wrong],
      [2, []],
      [undefined, []],
    ]);
  });

  test('is sent the other open files only when their diagnostics become others', async () => {
    const client = await start({ capabilities: PUSHED });
    await client.open(TREE, MACHINE);
    await client.open(URI, `include "tree.p2p"\n${QUESTION}`);
    await client.settled();
    client.published.length = 0;
    await client.change(TREE, `${MACHINE}// nothing new\n`);
    await client.settled();
    expect(client.published.map(({ uri }) => uri)).toEqual([TREE]);
    await client.change(TREE, MACHINE.replace('nic mlx0', 'nic mlx9'));
    await client.settled();
    expect(client.published.map(({ uri }) => uri)).toEqual([TREE, TREE, URI]);
  });
});

describe('settings', () => {
  test('workspace/configuration, workspace/didChangeConfiguration: a rule that is switched off is silent, and comes back', async () => {
    const client = await start();
    await client.open(URI, WRONG);
    const configure = async (rules: Record<string, string>): Promise<readonly Diagnostic[]> => {
      Object.assign(client.settings, { rules });
      await client.notify('workspace/didChangeConfiguration', { settings: null });
      await client.settled();
      return itemsOf(await client.pull(URI));
    };
    expect(await configure({ 'pair-mismatch': 'off' })).toEqual([]);
    expect((await configure({ 'pair-mismatch': 'warning' })).map(({ severity }) => severity)).toEqual([2]);
  });
});
