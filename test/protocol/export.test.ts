// Protects: the map as a text over the wire: the formats that there are, under other settings too, what an unknown format
// is told, and that a file with an error says so beside its text.

import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { ExportResult } from '../../server/protocol/messages';
import { EXPORT } from '../../server/protocol/messages';
import type { Client } from './in-process';
import { startClient } from './in-process';

const URI = 'file:///machine/jbof%20a.p2p';
const JBOF = readFileSync(new URL('../../examples/jbof.p2p', import.meta.url), 'utf8');

let client: Client | undefined;

afterEach(async () => {
  await client?.end();
  client = undefined;
});

async function started(text = JBOF): Promise<Client> {
  client = await startClient({});
  await client.open(URI, text);
  return client;
}

test.each([
  ['csv', /^provider,client,map_type,.*\r\nnvme0,mlx0,BUS_ADDR,4,/],
  ['markdown', /^# jbof a\.p2p\n/],
  ['dot', /^digraph "jbof a\.p2p" \{\n/],
])('peermap/export: %s', async (format, begin) => {
  const { request } = await started();
  const result = await request<ExportResult>(EXPORT, { uri: URI, scenario: null, format });
  expect(result.text).toMatch(begin);
  expect(result.stale).toBeNull();
});

test('peermap/export: under other settings, of a scenario, with the selected pair', async () => {
  const { request } = await started();
  const { text } = await request<ExportResult>(EXPORT, {
    uri: URI,
    scenario: 'stock',
    whatIf: { kernel: '5.17' },
    format: 'dot',
    pair: { provider: 'nvme0', client: 'mlx0' },
  });
  expect(text).toContain('jbof a.p2p, scenario stock');
  expect(text).toContain('kernel 5.17');
  expect(text).toContain('nvme0 → mlx0: NOT_SUPPORTED');
});

test('peermap/export: an error in the file is told beside the text', async () => {
  const { request } = await started(`${JBOF}cpu {\n`);
  const { stale } = await request<ExportResult>(EXPORT, { uri: URI, scenario: null, format: 'csv' });
  expect(stale?.line).toBe(JBOF.split('\n').length - 1);
});

test('peermap/export: another format is refused, with those that there are', async () => {
  const { request } = await started();
  await expect(request(EXPORT, { uri: URI, scenario: null, format: 'pdf' })).rejects.toThrow(
    /format: expected csv, markdown, dot, found "pdf"/,
  );
});
