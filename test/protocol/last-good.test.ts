// Protects: hints and lenses do not jump while somebody types. A brace typed or deleted in the middle of a file breaks the
// text; whatever is not on the lines that changed stays as it was, at its place, and is fresh once the text is whole.

import type { CodeLens, InlayHint } from 'vscode-languageserver/node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MACHINE, RIGHT, WRONG } from './example';
import type { Client } from './in-process';
import { FOLDER, positionOf, startClient } from './in-process';
import { QUESTION, TREE, URI, WHOLE } from './situations';

let client: Client;

beforeEach(async () => {
  client = await startClient();
});

afterEach(() => client.end());

/** `12: @ 0000:04:00.0`, in the order of the text. */
async function hintsOf(uri: string): Promise<readonly string[]> {
  const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri }, range: WHOLE });
  return hints.map(({ position, label }) => {
    const text = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
    return `${position.line}: ${text}`;
  });
}

async function lensesOf(uri: string): Promise<readonly string[]> {
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
  const resolved = await Promise.all(lenses.map((lens) => client.request<CodeLens>('codeLens/resolve', lens)));
  return resolved.map(({ range, command }) => `${range.start.line}: ${command?.title ?? ''}`);
}

const movedDown = (lines: readonly string[], from: number): readonly string[] =>
  lines.map((each) => {
    const [line = '', ...rest] = each.split(':');
    return [Number(line) >= from ? Number(line) + 1 : Number(line), ...rest].join(':');
  });

test('a brace that is typed on a line of its own leaves every hint and lens in place', async () => {
  await client.open(URI, WRONG);
  const [hints, lenses] = [await hintsOf(URI), await lensesOf(URI)];
  expect(hints.length).toBeGreaterThan(2);
  expect(lenses.length).toBeGreaterThan(0);
  const at = positionOf(WRONG, '    switch sw0');
  await client.edit(URI, { start: at, end: at }, '{\n');
  expect(await hintsOf(URI)).toEqual(movedDown(hints, at.line));
  // The summary alone speaks of the machine as a whole, so it says of when it is.
  const [summary = '', ...ofAssertions] = movedDown(lenses, at.line);
  expect(await lensesOf(URI)).toEqual([summary.replace('0: ', '0: before the error: '), ...ofAssertions]);
  await client.edit(URI, { start: at, end: { line: at.line + 1, character: 0 } }, '');
  expect(await hintsOf(URI)).toEqual(hints);
  expect(await lensesOf(URI)).toEqual(lenses);
});

test('a brace that is deleted takes the hints of its own line only', async () => {
  await client.open(URI, WRONG);
  const hints = await hintsOf(URI);
  const at = positionOf(WRONG, '{ nic mlx0 }');
  await client.edit(URI, { start: at, end: { ...at, character: at.character + 1 } }, '');
  const now = await hintsOf(URI);
  expect(now).toEqual(hints.filter((hint) => !hint.startsWith(`${at.line}:`)));
  expect(now.length).toBeLessThan(hints.length);
});

test('after the repair the hints are those of the new text', async () => {
  await client.open(URI, WRONG);
  const before = await hintsOf(URI);
  await client.change(URI, `${WRONG}pair nvme0 -> {\n`);
  expect(await hintsOf(URI)).toEqual(before);
  await client.change(URI, RIGHT);
  const now = await hintsOf(URI);
  expect(now.some((hint) => hint.includes('✓ BUS_ADDR'))).toBe(true);
  expect(now.some((hint) => hint.includes('NOT_SUPPORTED'))).toBe(false);
});

test('a file that is whole keeps its hints while another file of the machine is broken', async () => {
  await client.open(TREE, MACHINE);
  await client.open(URI, `include "tree.p2p"\n${QUESTION}`);
  const hints = await hintsOf(URI);
  expect(hints.some((hint) => hint.includes('NOT_SUPPORTED'))).toBe(true);
  await client.change(TREE, MACHINE.replace('nic mlx0', 'nic mlx0 {'));
  expect(await hintsOf(URI)).toEqual(hints);
});

test('a file that was never whole shows what there is, and a hint that is gone is left as it is', async () => {
  await client.open(URI, `${WRONG}pair nvme0 -> {\n`);
  expect((await hintsOf(URI)).length).toBeGreaterThan(0);
  const range = WHOLE;
  const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: URI }, range });
  const ofQuestion = hints.at(-1);
  await client.change(URI, MACHINE);
  expect(await client.request('inlayHint/resolve', ofQuestion ?? {})).toEqual(ofQuestion);
});

test('a closed machine is forgotten: opened again while broken, it shows what there is', async () => {
  await client.open(URI, WRONG);
  await hintsOf(URI);
  await client.close(URI);
  await client.open(URI, `${WRONG.replace('nvme nvme0', 'nvme drive')}pair drive -> {\n`);
  const hints = await hintsOf(URI);
  expect(hints.some((hint) => hint.includes('NOT_SUPPORTED'))).toBe(false);
  await client.open(`${FOLDER}/other.p2p`, MACHINE);
});

test('a kernel version that is half written leaves every hint elsewhere in place', async () => {
  const text = `kernel 6.15\n${WRONG}`;
  await client.open(URI, text);
  const hints = await hintsOf(URI);
  expect(hints.length).toBeGreaterThan(2);
  const digits = { start: { line: 0, character: 8 }, end: { line: 0, character: 11 } };
  await client.edit(URI, digits, '');
  expect(await hintsOf(URI)).toEqual(hints);
});

test('the lens of an assertion that has moved meanwhile still accepts that assertion', async () => {
  await client.open(URI, WRONG);
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: URI } });
  const resolved = await Promise.all(lenses.map((lens) => client.request<CodeLens>('codeLens/resolve', lens)));
  const accept = resolved.map(({ command }) => command).find((command) => command?.command === 'peermap.acceptActual');
  await client.change(URI, `// a note\n// another\n${WRONG}`);
  await client.request('workspace/executeCommand', { command: accept?.command ?? '', arguments: accept?.arguments });
  expect(JSON.stringify(client.applied)).toContain('not_supported');
});

test('window/showMessage: a command that has nothing to do says so and is no failure', async () => {
  await client.open(URI, WRONG);
  const position = { line: 0, character: 0 };
  for (const command of ['peermap.explainPair', 'peermap.acceptActual']) {
    const answer = client.request('workspace/executeCommand', { command, arguments: [{ uri: URI, position }] });
    expect(await answer).toBeNull();
  }
  expect(client.told).toEqual([
    'PeerMap: there is no question here; put the cursor on a pair, map, provider or nvmet.',
    'PeerMap: no assertion here differs from what the kernel does.',
  ]);
});

test('a lens and a hint that were asked for before other files were read are resolved all the same', async () => {
  await client.open(URI, WRONG);
  const [lenses, hints] = [
    await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: URI } }),
    await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri: URI }, range: WHOLE }),
  ];
  await client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [] } });
  await client.settled();
  const asked = lenses.map(({ range, data }) => client.request<CodeLens>('codeLens/resolve', { range, data }));
  const resolved = await Promise.all(asked);
  expect(resolved.filter(({ command }) => command === undefined)).toEqual([]);
  const told = await Promise.all(hints.map((hint) => client.request<InlayHint>('inlayHint/resolve', hint)));
  expect(told.filter(({ tooltip }) => tooltip === undefined)).toEqual([]);
});

test('a lens whose assertion is another one now is not resolved', async () => {
  await client.open(URI, `${WRONG}pair mlx0 -> nvme0 = bus_addr\n`);
  const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: URI } });
  const { range, data } = lenses.at(-1) ?? {};
  await client.change(URI, WRONG.replace('pair nvme0', '// a note\npair mlx0 -> nvme0 = bus_addr\npair nvme0'));
  expect((await client.request<CodeLens>('codeLens/resolve', { range, data })).command).toBeUndefined();
});

test('the lenses of an ordinary file come with their titles, those of a file with very many are asked for', async () => {
  const titled = async (text: string): Promise<ReadonlySet<boolean>> => {
    await client.change(URI, text);
    const lenses = await client.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: URI } });
    return new Set(lenses.map(({ command }) => command !== undefined));
  };
  await client.open(URI, WRONG);
  expect(await titled(WRONG)).toEqual(new Set([true]));
  expect(await titled(`${WRONG}${'pair mlx0 -> nvme0 = not_supported\n'.repeat(100)}`)).toEqual(new Set([false]));
});
