// Protects: what an editor shows of a text while somebody reads it: hovers, hints, lenses, proofs, colours, folds.

import type {
  CodeLens,
  FoldingRange,
  Hover,
  InlayHint,
  Range,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
} from 'vscode-languageserver/node';
import { expect, test } from 'vitest';
import { MACHINE, WRONG } from './example';
import { positionOf, startClient } from './in-process';
import type { Asked } from './situations';
import { QUESTION, testRows, URI, WHOLE } from './situations';

function labelOf({ label }: InlayHint): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

async function hintAfterQuestion({ ask, at }: Asked): Promise<InlayHint> {
  const hints = await ask<InlayHint[]>('textDocument/inlayHint', { range: WHOLE });
  const hint = hints.find(({ position }) => position.line === at(QUESTION).line);
  if (hint === undefined) throw new Error('there is no hint after the question');
  return hint;
}

async function lensesOverQuestion({ ask, at, client }: Asked): Promise<readonly CodeLens[]> {
  const lenses = await ask<CodeLens[]>('textDocument/codeLens');
  const over = lenses.filter(({ range }) => range.start.line === at(QUESTION).line);
  return Promise.all(over.map((lens) => client.request<CodeLens>('codeLens/resolve', lens)));
}

interface Token {
  readonly line: number;
  readonly character: number;
  readonly length: number;
}

function unpack({ data }: SemanticTokens): readonly Token[] {
  const tokens: Token[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0] = data.slice(at, at + 3);
    character = down === 0 ? character + right : right;
    line += down;
    tokens.push({ line, character, length });
  }
  return tokens;
}

/** The words of the question that are coloured, in order. */
function colouredIn({ text, at }: Asked, tokens: readonly Token[]): readonly string[] {
  const { line: wanted } = at(QUESTION);
  const source = text.split('\n')[wanted] ?? '';
  return tokens
    .filter(({ line }) => line === wanted)
    .map(({ character, length }) => source.slice(character, character + length))
    .filter((word) => /^\w+$/.test(word));
}

const explained = async ({ client, at }: Asked): Promise<string> =>
  client.request('workspace/executeCommand', {
    command: 'peermap.explainPair',
    arguments: [{ uri: URI, position: at('nvme0 ->') }],
  });

testRows([
  {
    method: 'textDocument/hover',
    answer: async ({ ask, at }) => {
      const { contents } = await ask<Hover>('textDocument/hover', { position: at('-> mlx0') });
      const { kind, value } = contents as { kind: string; value: string };
      return [kind, ...['NOT_SUPPORTED', '02:00.0', '02:01.0'].filter((word) => value.includes(word))];
    },
    expected: ['markdown', 'NOT_SUPPORTED', '02:00.0', '02:01.0'],
  },
  {
    method: 'textDocument/inlayHint',
    answer: async (asked) => [labelOf(await hintAfterQuestion(asked))],
    expected: ['✗ NOT_SUPPORTED · 4'],
  },
  {
    method: 'inlayHint/resolve',
    answer: async (asked) => {
      const hint = await asked.client.request<InlayHint>('inlayHint/resolve', await hintAfterQuestion(asked));
      const tooltip = hint.tooltip as { readonly kind: string; readonly value: string };
      return [tooltip.kind, String(tooltip.value.includes('0000:02:00.0'))];
    },
    expected: ['markdown', 'true'],
  },
  {
    method: 'textDocument/codeLens',
    answer: async ({ ask, at }) => {
      const lenses = await ask<CodeLens[]>('textDocument/codeLens');
      return [String(lenses.some(({ range }) => range.start.line === at(QUESTION).line))];
    },
    expected: ['true'],
  },
  {
    method: 'codeLens/resolve',
    answer: async (asked) => (await lensesOverQuestion(asked)).map(({ command }) => command?.command ?? ''),
    expected: ['peermap.explainPair', 'peermap.acceptActual'],
  },
  {
    method: 'workspace/executeCommand, workspace/applyEdit, window/showDocument',
    answer: async (asked) => {
      const text = await explained(asked);
      await asked.client.request('workspace/executeCommand', {
        command: 'peermap.acceptActual',
        arguments: [{ uri: URI, position: asked.at(QUESTION) }],
      });
      const [{ edit } = { edit: {} }] = asked.client.applied;
      const written = JSON.stringify(edit).includes('not_supported');
      const [{ uri } = { uri: '' }] = asked.client.shown;
      return [String(text.includes('0000:02:01.0')), uri.split(':')[0] ?? '', String(written)];
    },
    expected: ['true', 'peermap-explain', 'true'],
  },
  {
    method: 'workspace/textDocumentContent',
    answer: async (asked) => {
      const shown = await explained(asked);
      const [{ uri } = { uri: '' }] = asked.client.shown;
      const { text } = await asked.client.request<{ text: string }>('workspace/textDocumentContent', { uri });
      return [String(text === shown), String(text.includes('0000:02:00.0'))];
    },
    expected: ['true', 'true'],
  },
  {
    method: 'textDocument/foldingRange',
    extra: 'scenario other {\n  kernel 6.11\n}\n',
    answer: async ({ ask, at }) => {
      const folds = await ask<FoldingRange[]>('textDocument/foldingRange');
      const start = at('scenario other').line;
      return folds.filter(({ startLine }) => startLine === start).map(({ endLine }) => `${endLine - start}`);
    },
    expected: ['1'],
  },
  {
    method: 'textDocument/selectionRange',
    answer: async ({ ask, at, slice }) => {
      const [first] = await ask<SelectionRange[]>('textDocument/selectionRange', { positions: [at('mlx0 =', 1)] });
      const words: string[] = [];
      for (let at: SelectionRange | undefined = first; at !== undefined; at = at.parent) words.push(slice(at.range));
      return [words[0] ?? '', String(words.includes(QUESTION.trim())), String((words.at(-1)?.length ?? 0) > 60)];
    },
    expected: { ...same(['mlx0', 'true', 'true']), include: ['mlx0', 'true', 'false'] },
  },
  {
    method: 'textDocument/semanticTokens/full',
    answer: async (asked) => colouredIn(asked, unpack(await asked.ask('textDocument/semanticTokens/full'))),
    expected: ['pair', 'nvme0', 'mlx0', 'bus_addr'],
  },
  {
    method: 'textDocument/semanticTokens/full/delta',
    answer: async ({ ask, client }) => {
      const before = await ask<SemanticTokens>('textDocument/semanticTokens/full');
      const start = { line: 0, character: 0 };
      await client.edit(URI, { start, end: start }, '// new\n');
      const { resultId, edits = [] } = await ask<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
        previousResultId: before.resultId,
      });
      const now = await ask<SemanticTokens>('textDocument/semanticTokens/full');
      const data = [...before.data];
      for (const { start: at, deleteCount, data: put = [] } of edits) data.splice(at, deleteCount, ...put);
      return [String(resultId !== before.resultId), String(JSON.stringify(data) === JSON.stringify(now.data))];
    },
    expected: ['true', 'true'],
  },
  {
    method: 'textDocument/semanticTokens/range',
    answer: async (asked) => {
      const range: Range = { start: asked.at(QUESTION), end: asked.at(QUESTION, QUESTION.length - 1) };
      const tokens = unpack(await asked.ask('textDocument/semanticTokens/range', { range }));
      const elsewhere = tokens.filter(({ line }) => line !== range.start.line);
      return [...colouredIn(asked, tokens), String(elsewhere.length)];
    },
    expected: ['pair', 'nvme0', 'mlx0', 'bus_addr', '0'],
  },
]);

function same(expected: readonly string[]): Record<'clean' | 'broken' | 'include' | 'edit', readonly string[]> {
  return { clean: expected, broken: expected, include: expected, edit: expected };
}

test('a client that shows no Markdown gets the hover as plain text', async () => {
  const capabilities = { textDocument: { hover: { contentFormat: ['plaintext' as const] } } };
  const client = await startClient({ capabilities });
  await client.open(URI, WRONG);
  const { contents } = await client.request<Hover>('textDocument/hover', {
    textDocument: { uri: URI },
    position: positionOf(WRONG, 'nvme0 -> mlx0', 6),
  });
  const { kind, value } = contents as { kind: string; value: string };
  expect(kind).toBe('plaintext');
  expect(value).toContain('NOT_SUPPORTED');
  expect(value).not.toMatch(/\*\*|```|\| ---/);
  await client.end();
});

test('settings switch kinds of hints and the lenses off, and the editor is told to ask again', async () => {
  const client = await startClient();
  await client.open(URI, WRONG);
  const hints = (): Promise<InlayHint[]> =>
    client.request('textDocument/inlayHint', { textDocument: { uri: URI }, range: WHOLE });
  const lenses = (): Promise<CodeLens[]> => client.request('textDocument/codeLens', { textDocument: { uri: URI } });
  const verdict = (all: readonly InlayHint[]): boolean => all.some((hint) => labelOf(hint).includes('NOT_SUPPORTED'));
  expect(verdict(await hints())).toBe(true);
  expect((await lenses()).length).toBeGreaterThan(0);
  await client.settled();
  client.heard.length = 0;
  Object.assign(client.settings, { inlayHints: { verdicts: false }, codeLens: false });
  await client.notify('workspace/didChangeConfiguration', { settings: null });
  await client.settled();
  expect(client.heard).toContain('workspace/inlayHint/refresh');
  expect(client.heard).toContain('workspace/codeLens/refresh');
  expect(verdict(await hints())).toBe(false);
  expect((await hints()).some((hint) => labelOf(hint).startsWith('@ 0000:04'))).toBe(true);
  expect(await lenses()).toEqual([]);
  await client.end();
});

test('the lens that opens the map is offered only to a client that can open it', async () => {
  const commandsFor = async (commands: readonly string[]): Promise<readonly string[]> => {
    const client = await startClient({ initializationOptions: { commands } });
    await client.open(URI, MACHINE + QUESTION);
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: URI } });
    const resolved = await Promise.all(lenses.map((lens) => client.request<CodeLens>('codeLens/resolve', lens)));
    await client.end();
    return resolved.map(({ command }) => command?.command ?? '');
  };
  expect(await commandsFor(['peermap.openMap'])).toContain('peermap.openMap');
  expect(await commandsFor([])).not.toContain('peermap.openMap');
});
