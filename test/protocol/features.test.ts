// Protects: what an editor shows of a machine comes over the wire complete and at the right places, PeerMap's own
// requests answer as docs/protocol.md says, and the server starts and ends as the protocol asks.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, DocumentSymbol, Hover, InlayHint, Location, TextEdit } from 'vscode-languageserver/node';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type {
  AtResult,
  ExplainResult,
  KernelsResult,
  LocateResult,
  ReportResult,
} from '../../server/protocol/messages';
import { RIGHT, WRONG } from './example';
import type { Session } from './session';
import { PULLING, startSession } from './session';

const URI = 'file:///machine.p2p';
let session: Session;

beforeEach(async () => {
  session = await startSession(PULLING);
});

afterEach(async () => {
  await session.end();
});

function positionOf(text: string, word: string, plus = 0): { line: number; character: number } {
  const offset = text.indexOf(word) + plus;
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

function ask<Result>(method: string, params: object): Promise<Result> {
  return session.connection.sendRequest<Result>(method, { textDocument: { uri: URI }, ...params });
}

describe('an editor', () => {
  test('hovers over a pair: map type, distance, the ports that redirect', async () => {
    await session.open(URI, WRONG);
    const hover = await ask<Hover>('textDocument/hover', { position: positionOf(WRONG, 'pair nvme0 ->', 12) });
    const { value } = hover.contents as { value: string };
    expect(value).toContain('NOT_SUPPORTED');
    expect(value).toContain('02:00.0');
    expect(value).toContain('02:01.0');
  });

  test('shows the verdict after the pair, and assigned addresses where none is written', async () => {
    await session.open(URI, WRONG);
    const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const hints = await ask<InlayHint[]>('textDocument/inlayHint', { range: whole });
    const after = (line: number): unknown[] =>
      hints.filter(({ position }) => position.line === line).map(({ label }) => labelOf(label));
    expect(after(positionOf(WRONG, 'pair nvme0').line)).toEqual(['✗ NOT_SUPPORTED · 4']);
    expect(after(positionOf(WRONG, 'nic mlx0').line)).toEqual(['@ 0000:04:00.0']);
  });

  test('gets the fix for the redirect, and the file is right after it', async () => {
    await session.open(URI, WRONG);
    const diagnostics = await session.pull(URI);
    const range = diagnostics[0]?.range;
    const actions = await ask<CodeAction[]>('textDocument/codeAction', { range, context: { diagnostics } });
    const preferred = actions.find(({ isPreferred }) => isPreferred);
    expect(preferred?.diagnostics?.map(({ code }) => code)).toEqual(['pair-mismatch']);
    const fixed = apply(WRONG, preferred?.edit?.changes?.[URI] ?? []);
    expect(fixed).toContain('pci=disable_acs_redir=0000:02:00.0;0000:02:01.0');
    await session.change(URI, 2, fixed);
    expect(await session.pull(URI)).toEqual([]);
  });

  test('finds the outline and goes from a name to its declaration', async () => {
    await session.open(URI, WRONG);
    const [hostBridge] = await ask<DocumentSymbol[]>('textDocument/documentSymbol', {});
    expect(hostBridge).toMatchObject({ name: 'pci0' });
    const location = await ask<Location>('textDocument/definition', { position: positionOf(WRONG, 'pair nvme0', 6) });
    expect(location.range.start).toEqual(positionOf(WRONG, 'nvme0 @'));
  });

  test('asks about a document that the server does not know: null or an error that says so, and the server goes on', async () => {
    await session.open(URI, WRONG);
    const uri = 'file:///nowhere.p2p';
    const position = { line: 0, character: 0 };
    expect(await session.connection.sendRequest('peermap/at', { uri, position })).toBeNull();
    await expect(session.connection.sendRequest('peermap/report', { uri, pairs: 'asked' })).rejects.toThrow(
      'peermap/report failed: file:///nowhere.p2p is not open, and no such file can be read.',
    );
    expect(await session.pull(URI)).toHaveLength(1);
  });
});

describe("PeerMap's own requests", () => {
  test('report: the verdict as JSON, and the panel with the matrix of both devices', async () => {
    await session.open(URI, WRONG);
    const result = await session.connection.sendRequest<ReportResult>('peermap/report', {
      uri: URI,
      pairs: 'asked',
      panel: { scenario: null },
    });
    expect(result.report.schema).toBe('peermap-report-1');
    expect(result.report.pairs).toMatchObject([
      { provider: 'nvme0', client: 'mlx0', mapType: 'NOT_SUPPORTED', distance: 4 },
    ]);
    expect(result.panel?.stale).toBeNull();
    expect(result.panel?.evaluation.asked).toMatchObject([{ expected: 'BUS_ADDR', holds: false }]);
    expect(result.panel?.evaluation.matrix).toMatchObject({
      classes: [{ members: ['nvme0'] }, { members: ['mlx0'] }],
      mapTypes: '-NN-',
    });
  });

  test('report: text that cannot be read as a machine is marked with the line of the fault', async () => {
    await session.open(URI, WRONG.replace('nic mlx0', 'nik mlx0'));
    const { panel } = await session.connection.sendRequest<ReportResult>('peermap/report', {
      uri: URI,
      pairs: 'asked',
      panel: { scenario: null },
    });
    expect(panel?.stale?.line).toBe(positionOf(WRONG, 'nic mlx0').line);
    expect(panel?.stale?.message).toContain('nic');
  });

  test('explain: the way over both redirecting ports, the words of the kernel, the fix as edits', async () => {
    await session.open(URI, WRONG);
    const pair = { uri: URI, scenario: null, provider: 'nvme0', client: 'mlx0' };
    const proof = await session.connection.sendRequest<ExplainResult>('peermap/explain', pair);
    expect(proof?.hops.map(({ address }) => address)).toEqual([
      '0000:03:00.0',
      '0000:02:00.0',
      '0000:01:00.0',
      '0000:02:01.0',
      '0000:04:00.0',
    ]);
    expect(proof?.hops.filter(({ redirects }) => redirects).map(({ address }) => address)).toEqual([
      '0000:02:00.0',
      '0000:02:01.0',
    ]);
    expect(proof?.messages).toContain(
      '0000:04:00.0: to disable ACS redirect for this path, add the kernel parameter: pci=disable_acs_redir=0000:02:00.0;0000:02:01.0',
    );
    const edits = (proof?.fixes[0]?.edits ?? []).map(({ range, newText }) => ({ range, newText }));
    await session.change(URI, 2, apply(WRONG, edits));
    expect(await session.pull(URI)).toEqual([]);
    expect(await session.connection.sendRequest('peermap/explain', { ...pair, client: 'gone' })).toBeNull();
  });

  test('at and locate: from the text to the pair and back', async () => {
    await session.open(URI, WRONG);
    const at = (word: string, plus: number): Promise<AtResult> =>
      session.connection.sendRequest('peermap/at', { uri: URI, position: positionOf(WRONG, word, plus) });
    const pair = { kind: 'pair', scenario: null, provider: 'nvme0', client: 'mlx0' };
    expect(await at('pair nvme0', 12)).toEqual(pair);
    expect(await at('nic mlx0', 5)).toEqual({ kind: 'device', name: 'mlx0' });
    const locate = (params: object): Promise<LocateResult> =>
      session.connection.sendRequest('peermap/locate', { uri: URI, ...params });
    expect((await locate(pair))?.range.start).toEqual(positionOf(WRONG, 'pair nvme0'));
    expect((await locate({ kind: 'device', name: 'mlx0' }))?.range.start).toEqual(positionOf(WRONG, 'mlx0'));
    expect(await locate({ kind: 'device', name: 'gone' })).toBeNull();
  });

  test('kernels: from 4.20 to the newest, with what each changed', async () => {
    const { kernels } = await session.connection.sendRequest<KernelsResult>('peermap/kernels');
    expect(kernels[0]?.label).toBe('4.20');
    expect(kernels.map(({ label }) => label)).toContain('7.3');
    expect(kernels.find(({ label }) => label === '5.9')?.changes.join()).toContain('AMD');
  });
});

describe('files on disk', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'peermap-protocol-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('a file that another one includes shows what the including machine makes of it', async () => {
    const [tree = '', query = ''] = WRONG.split('\n\npair');
    writeFileSync(path.join(folder, 'tree.p2p'), tree);
    writeFileSync(path.join(folder, 'machine.p2p'), 'include "tree.p2p"\ninclude "queries.p2p"\n');
    const uri = pathToFileURL(path.join(folder, 'queries.p2p')).toString();
    const with_ = await startSession(PULLING, { folder: pathToFileURL(folder).toString() });
    try {
      await with_.open(uri, `pair${query}`);
      expect((await with_.pull(uri)).map(({ code }) => code)).toEqual(['pair-mismatch']);
    } finally {
      await with_.end();
    }
  });
});

test('textDocument/didSave: a client that does not watch files gets the new text of an included file', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'peermap-protocol-'));
  const [tree = '', query = ''] = WRONG.split('\n\npair');
  writeFileSync(path.join(folder, 'tree.p2p'), tree.replace('nic mlx0', 'nic mlx1'));
  const uri = pathToFileURL(path.join(folder, 'machine.p2p')).toString();
  const own = await startSession(PULLING, { folder: pathToFileURL(folder).toString() });
  try {
    await own.open(uri, `include "tree.p2p"\npair${query}`);
    expect((await own.pull(uri)).map(({ code }) => code)).toEqual(['name-unknown']);
    writeFileSync(path.join(folder, 'tree.p2p'), tree);
    await own.connection.sendNotification('textDocument/didSave', { textDocument: { uri } });
    expect((await own.pull(uri)).map(({ code }) => code)).toEqual(['pair-mismatch']);
  } finally {
    await own.end();
    rmSync(folder, { recursive: true });
  }
});

test('shutdown, exit: the server ends with status 0 when the client asks it to', async () => {
  const own = await startSession(PULLING);
  await own.open(URI, RIGHT);
  expect(await own.end()).toBe(0);
});

function labelOf(label: InlayHint['label']): string {
  return typeof label === 'string' ? label : label.map(({ value }) => value).join('');
}

function apply(text: string, edits: readonly TextEdit[]): string {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const at = ({ line, character }: { line: number; character: number }): number =>
    (starts[line] ?? text.length) + character;
  return [...edits]
    .sort((a, b) => at(b.range.start) - at(a.range.start))
    .reduce(
      (result, { range, newText }) => result.slice(0, at(range.start)) + newText + result.slice(at(range.end)),
      text,
    );
}
