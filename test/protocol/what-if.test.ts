// Protects: other settings than the file's over the wire: what they give is asked for, written and refused with words that
// say what was expected, and the report stays that of the file.

import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import type { ExplainResult, ReportResult, WhatIfEditsResult } from '../../server/protocol/messages';
import { EXPLAIN, REPORT, WHAT_IF_EDITS } from '../../server/protocol/messages';
import type { Client } from './in-process';
import { startClient } from './in-process';

const URI = 'file:///machine/jbof.p2p';
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

test('peermap/report: the view is under the settings, the report is not', async () => {
  const { request } = await started();
  const params = { uri: URI, pairs: 'asked', panel: { scenario: null }, whatIf: { kernel: '5.17' } };
  const { report, panel } = await request<ReportResult>(REPORT, params);
  expect(panel?.evaluation.machine.kernel).toBe('5.17');
  // 8086:09a2, over which nvme2 reaches mlx0, is listed since 5.18.
  expect(panel?.evaluation.asked.map(({ mapType }) => mapType)).toEqual(['BUS_ADDR', 'BUS_ADDR', 'NOT_SUPPORTED']);
  expect(panel?.evaluation.asked.map(({ inFile }) => inFile?.mapType)).toEqual([
    undefined,
    undefined,
    'THRU_HOST_BRIDGE',
  ]);
  expect(report.machine.kernel).toBe('6.15');
});

test('peermap/explain: the proof is under the settings, says what set a control, and offers no fix', async () => {
  const { request } = await started();
  const pair = { uri: URI, scenario: 'stock', provider: 'nvme0', client: 'mlx0' };
  const inFile = await request<ExplainResult>(EXPLAIN, pair);
  expect(inFile).toMatchObject({ mapType: 'THRU_HOST_BRIDGE' });
  const cleared = await request<ExplainResult>(EXPLAIN, { ...pair, whatIf: { acs: 'cleared' } });
  expect(cleared).toMatchObject({ mapType: 'BUS_ADDR', fixes: [] });
  const notes = cleared?.hops.filter(({ kind }) => kind === 'port').map(({ note }) => note);
  expect(notes).toEqual(['cleared by the what-if', 'cleared by the what-if']);
});

test('peermap/whatIfEdits: what is written is where the file has it', async () => {
  const { request } = await started();
  const { edits, notWritten } = await request<WhatIfEditsResult>(WHAT_IF_EDITS, {
    uri: URI,
    scenario: null,
    whatIf: { kernel: '5.17', acs: 'as-in-file' },
  });
  const line = JBOF.split('\n').findIndex((each) => each.startsWith('kernel'));
  const range = { start: { line, character: 8 }, end: { line, character: 12 } };
  expect(edits).toEqual([{ uri: URI, range, newText: '5.17' }]);
  expect(notWritten).toBeNull();
});

test.each([
  [{ kernel: '9.5' }, /whatIf\.kernel: expected a kernel up to [0-9.]+, found "9\.5"/],
  [{ kernel: '4.19' }, /whatIf\.kernel: expected a kernel from 4\.20 on, found "4\.19"/],
  [{ kernel: '5.25' }, /whatIf\.kernel: expected a release of Linux \(the nearest is [0-9.]+\), found "5\.25"/],
  [{ kernel: 'newest' }, /whatIf\.kernel: expected a version/],
  [{ kernel: 6 }, /whatIf\.kernel: expected a version, found 6/],
  [{ iommu: 'strict' }, /whatIf\.iommu: expected off, passthrough, on, found "strict"/],
  [{ acs: 'gone' }, /whatIf\.acs: expected as-in-file, cleared, set, found "gone"/],
  [{ arch: 'arm64' }, /whatIf\.arch: expected kernel, iommu or acs/],
  ['5.17', /whatIf: expected an object/],
])('%j is refused', async (whatIf, words) => {
  const { request } = await started();
  const params = { uri: URI, pairs: 'asked', panel: { scenario: null }, whatIf };
  await expect(request(REPORT, params)).rejects.toThrow(words);
});
