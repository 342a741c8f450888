// Protects a file that two machines include: what is wrong in it is shown once, what is wrong under one of them is shown, and
// a comment that one of them needs is not called useless by the other.

import { expect, test } from 'vitest';
import { analyse } from '../../server/language/analyse';
import type { Analysis } from '../../server/language/analysis';
import { rules } from '../../server/language/rules';
import { findingsOfFile } from '../../server/language/several-machines';

const SHARED = 'file:///machines/shared.p2p';

const TREE = 'host_bridge pci0 [8086:4c43] { root_port { nvme nvme0 } root_port { nic mlx0 } }\n';

function machines(shared: string, ...roots: readonly string[]): readonly Analysis[] {
  return roots.map((text, index) => {
    const root = `file:///machines/${String(index)}.p2p`;
    const files = new Map([
      [root, `${text}\ninclude "shared.p2p"\n`],
      [SHARED, shared],
    ]);
    return analyse(root, { folder: null, read: (uri) => files.get(uri) ?? null }, rules);
  });
}

function told(shared: string, ...roots: readonly string[]): readonly string[] {
  return findingsOfFile(machines(shared, ...roots), SHARED).map(({ finding }) => finding.code);
}

test('what both machines find is told once', () => {
  expect(told(`${TREE}pair nvme0 -> mlx0 = bus_addr\n`, 'kernel 6.1', 'kernel 6.1')).toEqual(['pair-mismatch']);
});

test('what they find in other words is told twice, what one finds once', () => {
  const shared = `${TREE}pair nvme0 -> mlx0 = thru_host_bridge\n`;
  expect(told(shared, 'cpu intel', 'kernel 6.1')).toEqual(['pair-mismatch', 'pair-mismatch']);
  expect(told(shared, 'cpu amd family 0x19', 'kernel 6.1')).toEqual(['pair-mismatch']);
});

const IGNORED = `${TREE}// p2p-ignore pair-mismatch: of the one board\npair nvme0 -> mlx0 = thru_host_bridge\n`;

test('a comment that one machine needs is no comment in vain', () => {
  expect(told(IGNORED, 'cpu amd family 0x19', 'cpu intel')).toEqual([]);
  expect(told(IGNORED, 'cpu intel', 'cpu amd family 0x19')).toEqual([]);
});

test('one that none needs is', () => {
  expect(told(IGNORED, 'cpu amd family 0x19', 'cpu amd family 0x17')).toEqual(['ignore-unused']);
});
