// Protects: what the Test view, the status item and the kernel picker of an editor ask the server, in a file, across an
// include and after an edit.

import { afterEach, expect, test } from 'vitest';
import type { AssertionsResult, KernelsResult, SetKernelResult } from '../../server/protocol/messages';
import { MACHINE, WRONG } from './example';
import type { Client } from './in-process';
import { positionOf, startClient } from './in-process';
import { QUESTION, TREE, URI } from './situations';

let client: Client | undefined;

afterEach(async () => {
  await client?.end();
  client = undefined;
});

async function assertionsOf(uri: string): Promise<AssertionsResult> {
  if (client === undefined) throw new Error('no client was started');
  return client.request('peermap/assertions', { uri });
}

test('assertions: of an open file, with their places, and after an edit', async () => {
  client = await startClient();
  await client.open(URI, WRONG);
  const { kernel, assertions } = await assertionsOf(URI);
  expect(kernel).toBe('6.15');
  expect(assertions).toMatchObject([
    { label: 'pair nvme0 -> mlx0', scenario: null, expected: 'bus_addr', actual: 'not_supported', holds: false },
  ]);
  expect(assertions[0]?.range.start).toEqual(positionOf(WRONG, 'pair nvme0'));
  await client.change(URI, `// 😀\n${WRONG.replace('= bus_addr', '= not_supported')}`);
  const after = await assertionsOf(URI);
  expect(after.assertions.map(({ id, holds }) => [id, holds])).toEqual([[assertions[0]?.id, true]]);
  expect(after.assertions[0]?.range.start.line).toBe(positionOf(WRONG, 'pair nvme0').line + 1);
});

test('assertions: of a file that is not open, across an include; a file that is not there is refused', async () => {
  const asked = TREE.replace('tree', 'asked');
  client = await startClient({
    files: new Map([
      [TREE, MACHINE],
      [asked, QUESTION],
      [URI, 'include "tree.p2p"\ninclude "asked.p2p"\n'],
    ]),
  });
  expect((await assertionsOf(asked)).assertions.map(({ holds }) => holds)).toEqual([false]);
  expect((await assertionsOf(URI)).assertions).toEqual([]);
  await expect(assertionsOf('file:///none.p2p')).rejects.toThrow('none.p2p');
});

test('kernels, setKernel: what holds at a place, what another kernel would change, and the edit', async () => {
  client = await startClient();
  await client.open(URI, WRONG);
  const at = { uri: URI, position: positionOf(WRONG, 'host_bridge') };
  const { kernels, here } = await client.request<KernelsResult>('peermap/kernels', at);
  expect(here).toEqual({ scenario: null, kernel: '6.15' });
  expect(kernels.find(({ label }) => label === '6.15')?.changedVerdicts).toBe(0);
  const edits = await client.request<SetKernelResult>('peermap/setKernel', { ...at, kernel: '5.18' });
  const start = positionOf(WRONG, '6.15');
  const end = { line: start.line, character: start.character + '6.15'.length };
  expect(edits).toEqual([{ uri: URI, range: { start, end }, newText: '5.18' }]);
});
