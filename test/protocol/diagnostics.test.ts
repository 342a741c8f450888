// Protects: diagnostics arrive by exactly one channel, complete, linked to their rule's page, with their proof, and never
// stale. Doubled or left-over diagnostics are what users of language servers hate most.

import * as fc from 'fast-check';
import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { afterEach, describe, expect, test } from 'vitest';
import { MACHINE, RIGHT, WRONG } from './example';
import type { Session } from './session';
import { PULLING, PUSHED, startSession } from './session';

const URI = 'file:///machine.p2p';
const sessions: Session[] = [];

async function start(...parameters: Parameters<typeof startSession>): Promise<Session> {
  const session = await startSession(...parameters);
  sessions.push(session);
  return session;
}

afterEach(async () => {
  for (const session of sessions.splice(0)) await session.end();
});

describe('a client that pulls', () => {
  test('is offered pull diagnostics and gets the wrong assertion with page and proof', async () => {
    const session = await start(PULLING, { initializationOptions: { rulePages: 'file:///extension/docs/rules' } });
    expect(session.initialized.capabilities.diagnosticProvider).toMatchObject({ interFileDependencies: true });
    await session.open(URI, WRONG);
    const [found, ...others] = await session.pull(URI);
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
    const session = await start(PULLING);
    await session.open(URI, WRONG);
    await session.pull(URI);
    await session.change(URI, 2, RIGHT);
    await session.pull(URI);
    expect(session.published).toEqual([]);
  });

  test('gets "unchanged" for an edit that changes no diagnostic, and the new ones for one that does', async () => {
    const session = await start(PULLING);
    await session.open(URI, WRONG);
    const ask = (previousResultId?: string): Promise<DocumentDiagnosticReport> =>
      session.connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri: URI },
        ...(previousResultId !== undefined && { previousResultId }),
      });
    const first = await ask();
    await session.change(URI, 2, `${WRONG}// a comment at the end moves nothing\n`);
    const second = await ask(first.resultId);
    expect(second).toMatchObject({ kind: 'unchanged', resultId: first.resultId });
    await session.change(URI, 3, RIGHT);
    expect(await ask(second.resultId)).toMatchObject({ kind: 'full', items: [] });
  });

  test('gets every file of the workspace by a workspace pull', async () => {
    const session = await start(PULLING);
    await session.open(URI, WRONG);
    await session.open('file:///other.p2p', MACHINE);
    const { items } = await session.connection.sendRequest<{
      items: { uri: string; items: readonly Diagnostic[] }[];
    }>('workspace/diagnostic', { previousResultIds: [] });
    const codes = items.map(({ uri, items: found }) => [uri, found.map(({ code }) => code)]);
    expect(new Map(codes as [string, string[]][])).toEqual(
      new Map([
        [URI, ['pair-mismatch']],
        ['file:///other.p2p', []],
      ]),
    );
  });
});

describe('a client that cannot pull', () => {
  test('is offered no pull, is sent the diagnostics, and an empty list when the file is closed', async () => {
    const session = await start(PUSHED);
    expect(session.initialized.capabilities.diagnosticProvider).toBeUndefined();
    await session.open(URI, WRONG);
    const first = await session.publishedWhere(({ diagnostics }) => diagnostics.length > 0);
    expect(first.diagnostics.map(({ code }) => code)).toEqual(['pair-mismatch']);
    const before = session.published.length;
    await session.connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } });
    await session.publishedWhere((params) => session.published.indexOf(params) >= before);
    expect(session.published.at(-1)).toMatchObject({ uri: URI, diagnostics: [] });
  });
});

describe('settings', () => {
  test('a rule that is switched off is silent, and comes back', async () => {
    const session = await start(PULLING);
    await session.open(URI, WRONG);
    const configure = (rules: Record<string, string>): Promise<void> =>
      session.connection.sendNotification('workspace/didChangeConfiguration', { settings: { peermap: { rules } } });
    await configure({ 'pair-mismatch': 'off' });
    expect(await session.pull(URI)).toEqual([]);
    await configure({ 'pair-mismatch': 'warning' });
    expect((await session.pull(URI)).map(({ severity }) => severity)).toEqual([2]);
  });
});

describe('random edits', () => {
  const lines = WRONG.split('\n');
  const edit = fc.record({
    line: fc.nat(lines.length - 1),
    take: fc.nat(3),
    put: fc.constantFrom('', '}', '{', 'acs SV', 'pair nvme0 -> mlx0', '"'),
  });

  test('leave a server with the diagnostics that a fresh one gives for the same text', async () => {
    const lived = await start(PULLING);
    await lived.open(URI, WRONG);
    let version = 1;
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 5 }), async (edits) => {
        const text = [...lines];
        for (const { line, take, put } of edits) text.splice(line, take, put);
        version += 1;
        await lived.change(URI, version, text.join('\n'));
        const fresh = `file:///fresh-${version}.p2p`;
        const seen = await lived.pull(URI);
        await lived.open(fresh, text.join('\n'));
        expect(withoutUris(seen, URI)).toEqual(withoutUris(await lived.pull(fresh), fresh));
        await lived.connection.sendNotification('textDocument/didClose', { textDocument: { uri: fresh } });
      }),
      { numRuns: 60 },
    );
  });
});

function withoutUris(diagnostics: readonly Diagnostic[], uri: string): unknown {
  return JSON.parse(JSON.stringify(diagnostics).replaceAll(uri, 'URI'));
}
