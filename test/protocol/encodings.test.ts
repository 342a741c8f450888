// Protects: a whole session is right in each encoding: what the client edits, asks about and is shown, on lines with
// characters of one to four bytes.

import type { Hover, InlayHint, Location, Position, TextDocumentEdit, TextEdit } from 'vscode-languageserver/node';
import { describe, expect, test } from 'vitest';
import type { LocateResult } from '../../server/protocol/messages';
import { MACHINE } from './example';
import { itemsOf, PULLING, positionOf, startClient } from './in-process';
import { URI, WHOLE } from './situations';

const LINE = 'cmdline "😀é中" pair nvme0 -> mlx0 = bus_addr';
const TEXT = `${MACHINE}${LINE}\n`;
const LINE_NUMBER = MACHINE.split('\n').length - 1;

// Before the question stand 9 plain characters, the three of the string, and 2 plain ones.
const BEFORE = { 'utf-8': 9 + 4 + 2 + 3 + 2, 'utf-16': 9 + 2 + 1 + 1 + 2, 'utf-32': 9 + 1 + 1 + 1 + 2 };

describe.each(['utf-8', 'utf-16', 'utf-32'] as const)('in %s', (encoding) => {
  const capabilities = { ...PULLING, general: { positionEncodings: [encoding, 'utf-16'] } };
  const at = (plus: number): Position => ({ line: LINE_NUMBER, character: BEFORE[encoding] + plus });

  test('initialize, textDocument/didOpen, textDocument/didChange: what is asked, shown and edited stands where the client means it', async () => {
    const client = await startClient({ capabilities });
    expect(client.initialized.capabilities.positionEncoding).toBe(encoding);
    await client.open(URI, TEXT.replace('mlx0 =', 'nobody ='));
    await client.edit(URI, { start: at(14), end: at(20) }, 'mlx0');
    const found = itemsOf(await client.pull(URI)).find(({ code }) => code === 'pair-mismatch');
    expect(found?.range.start.line).toBe(LINE_NUMBER);
    expect(found?.range.start.character).toBeGreaterThanOrEqual(BEFORE[encoding]);
    expect(found?.range.end).toEqual(at('pair nvme0 -> mlx0 = bus_addr'.length));

    const document = { textDocument: { uri: URI } };
    const hover = await client.request<Hover>('textDocument/hover', { ...document, position: at(11) });
    expect(hover.range?.start).toEqual(at(0));
    const declared = await client.request<Location>('textDocument/definition', { ...document, position: at(14) });
    expect(declared.range.start).toEqual(positionOf(TEXT, 'mlx0'));
    const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { ...document, range: WHOLE });
    expect(hints.at(-1)?.position).toEqual(at('pair nvme0 -> mlx0 = bus_addr'.length));
    const edit = await client.request<{ documentChanges: TextDocumentEdit[] }>('textDocument/rename', {
      ...document,
      position: at(14),
      newName: 'card',
    });
    const ranges = (edit.documentChanges[0]?.edits as TextEdit[]).map(({ range }) => range);
    expect(ranges).toContainEqual({ start: at(14), end: at(18) });

    const pair = { uri: URI, kind: 'pair', scenario: null, provider: 'nvme0', client: 'mlx0' };
    const located = await client.request<LocateResult>('peermap/locate', pair);
    expect(located?.range.start).toEqual(at(0));
    await client.end();
  });
});
