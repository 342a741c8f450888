// Protects: what an editor offers while somebody writes: completion, the form of a query, the formatter, new names, and
// the fixes of what is wrong.

import type {
  CodeAction,
  CompletionItem,
  CompletionList,
  SignatureHelp,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { expect, test } from 'vitest';
import { MACHINE } from './example';
import { FOLDER, itemsOf, positionOf, startClient } from './in-process';
import type { Asked } from './situations';
import { QUESTION, testRows, TREE, URI } from './situations';

/** `machine.p2p nvme0 → drive0`, in the order of the edit. */
function editWords({ documentChanges = [] }: WorkspaceEdit, { words }: Asked): readonly string[] {
  return (documentChanges as TextDocumentEdit[]).flatMap(({ textDocument: { uri }, edits }) =>
    (edits as TextEdit[]).map(({ range, newText }) => `${words({ uri, range })} → ${newText}`),
  );
}

const messy = 'pair nvme0   ->   mlx0\n';

/** The line of the text with every edit that touches it. */
function formatted({ text, at }: Asked, edits: readonly TextEdit[] | null): readonly string[] {
  const { line } = at('pair nvme0   ->');
  const mine = (edits ?? []).filter(({ range }) => range.start.line === line && range.end.line === line);
  const before = text.split('\n')[line] ?? '';
  return [
    [...mine]
      .sort((one, other) => other.range.start.character - one.range.start.character)
      .reduce(
        (all, { range, newText }) => all.slice(0, range.start.character) + newText + all.slice(range.end.character),
        before,
      ),
  ];
}

const options = { tabSize: 2, insertSpaces: true };

testRows([
  {
    method: 'textDocument/completion',
    answer: async ({ ask, at }) => {
      const { items } = await ask<CompletionList>('textDocument/completion', { position: at('mlx0 =', 2) });
      const item = items.find(({ label }) => label === 'mlx0');
      const { newText } = item?.textEdit as TextEdit;
      return [newText];
    },
    expected: ['mlx0'],
  },
  {
    method: 'completionItem/resolve',
    answer: async ({ ask, at, client }) => {
      const { items } = await ask<CompletionList>('textDocument/completion', { position: at('mlx0 =', 2) });
      const item = items.find(({ label }) => label === 'mlx0');
      const { documentation } = await client.request<CompletionItem>('completionItem/resolve', item ?? {});
      return [String(typeof documentation === 'object' && documentation.value.includes('mlx0'))];
    },
    expected: ['true'],
  },
  {
    method: 'textDocument/signatureHelp',
    answer: async ({ ask, at }) => {
      const help = await ask<SignatureHelp>('textDocument/signatureHelp', { position: at('mlx0 =', 2) });
      const [form] = help.signatures;
      return [form?.label.slice(0, 5) ?? ''];
    },
    expected: ['pair '],
  },
  {
    method: 'textDocument/formatting',
    extra: messy,
    answer: async (asked) => formatted(asked, await asked.ask('textDocument/formatting', { options })),
    expected: ['pair nvme0 -> mlx0'],
  },
  {
    method: 'textDocument/rangeFormatting',
    extra: messy,
    answer: async (asked) => {
      const range = { start: asked.at(messy), end: asked.at(messy, messy.length) };
      return formatted(asked, await asked.ask('textDocument/rangeFormatting', { range, options }));
    },
    expected: ['pair nvme0 -> mlx0'],
  },
  {
    method: 'textDocument/rangesFormatting',
    extra: messy,
    answer: async (asked) => {
      const start = { line: 0, character: 0 };
      const ranges = [
        { start, end: start },
        { start: asked.at(messy), end: asked.at(messy, messy.length) },
      ];
      return formatted(asked, await asked.ask('textDocument/rangesFormatting', { ranges, options }));
    },
    expected: ['pair nvme0 -> mlx0'],
  },
  {
    method: 'textDocument/onTypeFormatting',
    extra: 'host_bridge pci9 {\n        }\n',
    answer: async ({ ask, at }) => {
      const position = at('        }', 9);
      const edits = await ask<TextEdit[]>('textDocument/onTypeFormatting', { position, ch: '}', options });
      return edits.map(({ range, newText }) => `${range.end.character - range.start.character} → ${newText.length}`);
    },
    expected: ['8 → 0'],
  },
  {
    method: 'textDocument/prepareRename',
    answer: async ({ ask, at, slice }) => {
      const found = await ask<{ range: TextEdit['range']; placeholder: string }>('textDocument/prepareRename', {
        position: at('mlx0 ='),
      });
      return [slice(found.range), found.placeholder];
    },
    expected: ['mlx0', 'mlx0'],
  },
  {
    method: 'textDocument/rename',
    answer: async (asked) => {
      const params = { position: asked.at('mlx0 ='), newName: 'card' };
      return [...editWords(await asked.ask('textDocument/rename', params), asked)].sort();
    },
    expected: {
      clean: ['machine.p2p mlx0 → card', 'machine.p2p mlx0 → card'],
      broken: ['machine.p2p mlx0 → card', 'machine.p2p mlx0 → card'],
      include: ['machine.p2p mlx0 → card', 'tree.p2p mlx0 → card'],
      edit: ['machine.p2p mlx0 → card', 'machine.p2p mlx0 → card'],
    },
  },
  {
    method: 'workspace/willRenameFiles',
    extra: 'include "more.p2p"\n',
    answer: async (asked) => {
      const files = [{ oldUri: `${FOLDER}/more.p2p`, newUri: `${FOLDER}/lists/more.p2p` }];
      const edit = await asked.client.request<WorkspaceEdit>('workspace/willRenameFiles', { files });
      return editWords(edit, asked).map((words) => words.replaceAll('"', ''));
    },
    expected: ['machine.p2p more.p2p → lists/more.p2p'],
  },
  {
    method: 'textDocument/codeAction',
    answer: async (asked) => {
      const diagnostics = itemsOf(await asked.client.pull(URI)).filter(({ code }) => code === 'pair-mismatch');
      const actions = await asked.ask<CodeAction[]>('textDocument/codeAction', {
        range: diagnostics[0]?.range,
        context: { diagnostics, only: ['quickfix'] },
      });
      const preferred = actions.find(({ isPreferred }) => isPreferred);
      const [edit = ''] = editWords(preferred?.edit ?? {}, asked);
      return [preferred?.diagnostics?.[0]?.code as string, /disable_acs_redir=[^"]*/.exec(edit)?.[0] ?? edit];
    },
    expected: ['pair-mismatch', 'disable_acs_redir=0000:02:00.0;0000:02:01.0'],
  },
]);

test('source.fixAll.peermap is answered only to a client that asks for it, and with edits that fix', async () => {
  const client = await startClient();
  const text = MACHINE.replace('kernel 6.15', 'kernel 6.15.0-91-generic');
  await client.open(URI, text);
  const ask = (only?: readonly string[]): Promise<CodeAction[]> =>
    client.request('textDocument/codeAction', {
      textDocument: { uri: URI },
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      context: { diagnostics: [], ...(only && { only }) },
    });
  expect((await ask()).map(({ kind }) => kind)).not.toContain('source.fixAll.peermap');
  const [all, ...others] = await ask(['source.fixAll']);
  expect(others).toEqual([]);
  expect(all?.kind).toBe('source.fixAll.peermap');
  expect(await ask(['source.organizeImports'])).toEqual([]);
  await client.end();
});

test('a refused name is an error that says why, and changes nothing', async () => {
  const client = await startClient({ files: new Map([[TREE, MACHINE]]) });
  const text = `include "tree.p2p"\n${QUESTION}`;
  await client.open(URI, text);
  const position = positionOf(text, 'nvme0');
  await expect(
    client.request('textDocument/rename', { textDocument: { uri: URI }, position, newName: 'mlx0' }),
  ).rejects.toThrow('mlx0');
  await client.end();
});

test('a client without snippets and without later questions gets plain text and the documentation at once', async () => {
  const client = await startClient({ capabilities: {} });
  await client.open(URI, `${MACHINE}\n`);
  const end = { line: MACHINE.split('\n').length, character: 0 };
  const { items } = await client.request<CompletionList>('textDocument/completion', {
    textDocument: { uri: URI },
    position: end,
  });
  expect(items.length).toBeGreaterThan(0);
  expect(items.filter(({ insertTextFormat }) => insertTextFormat === 2)).toEqual([]);
  expect(items.filter(({ textEdit }) => (textEdit as TextEdit).newText.includes('${'))).toEqual([]);
  expect(items.some(({ documentation }) => documentation !== undefined)).toBe(true);
  await client.end();
});
