// The word after `kernel`: which versions exist, which stable versions carry later changes, and what is wrong otherwise.

import { describe, expect, test } from 'vitest';
import { KERNEL_HISTORY, lastChange } from '../../core/kernel/history';
import { KERNEL_RELEASES, KERNEL_VERSIONS, NEWEST_KERNEL, resolveKernel } from '../../core/kernel/resolve';
import { kernel } from './build';

test('every release from 4.20 to 7.3, and the newest one is the default', () => {
  const labels = KERNEL_RELEASES.map(({ label }) => label);
  // 4.20, 5.0 to 5.19, 6.0 to 6.19, 7.0 to 7.3
  expect(labels.length).toBe(1 + 20 + 20 + 4);
  expect([labels[0], labels[1], labels[20], labels[21], labels[40], labels[41], NEWEST_KERNEL.label]).toEqual([
    '4.20',
    '5.0',
    '5.19',
    '6.0',
    '6.19',
    '7.0',
    '7.3',
  ]);
});

test('the posted series stands between 5.12 and 5.13, the queue behind everything', () => {
  const labels = KERNEL_VERSIONS.map(({ label }) => label);
  expect(labels.slice(labels.indexOf('5.12'), labels.indexOf('5.13') + 1)).toEqual([
    '5.12',
    'p2pdma_map_ops_v1',
    '5.13',
  ]);
  expect(labels.at(-1)).toBe('pci_p2pdma_next');
  expect(kernel('7.3.4').order).toBeLessThan(kernel('pci_p2pdma_next').order);
});

test.each([
  ['5.25', { problem: 'no-such-release', nearest: '5.19' }],
  ['6.20', { problem: 'no-such-release', nearest: '6.19' }],
  ['4.21', { problem: 'no-such-release', nearest: '4.20' }],
  ['5.25.1', { problem: 'no-such-release', nearest: '5.19' }],
  ['4.19', { problem: 'too-old', oldest: '4.20' }],
  ['4.19.300', { problem: 'too-old', oldest: '4.20' }],
  ['2.6', { problem: 'too-old', oldest: '4.20' }],
  ['3.10.0-1160.el7.x86_64', { problem: 'too-old', oldest: '4.20' }],
  ['six', { problem: 'malformed' }],
  ['6', { problem: 'malformed' }],
  ['6.', { problem: 'malformed' }],
  ['6.1.2.3', { problem: 'suffix', meant: '6.1.2' }],
  ['', { problem: 'malformed' }],
  ['6.1 ', { problem: 'malformed' }],
  ['6.123456789', { problem: 'malformed' }],
  ['7.4', { problem: 'newer-than-known', newest: '7.3' }],
  ['8.0.1', { problem: 'newer-than-known', newest: '7.3' }],
  ['7.5.0-arch1-1', { problem: 'newer-than-known', newest: '7.3' }],
  ['7.3.4+deb13-amd64', { problem: 'suffix', meant: '7.3.4' }],
  ['6.8.0-45-generic', { problem: 'suffix', meant: '6.8' }],
  ['5.10.262-p2poracle', { problem: 'suffix', meant: '5.10.262' }],
  ['6.9-rc3', { problem: 'suffix', meant: '6.9' }],
  ['constructor', { problem: 'malformed' }],
])('%s', (text, problem) => {
  expect(resolveKernel(text).problem).toMatchObject(problem);
});

test.each(['4.20', '6.1', '6.12.25', '7.3.99', 'p2pdma_map_ops_v1', 'pci_p2pdma_next'])('%s is fine', (text) => {
  expect(resolveKernel(text)).toMatchObject({ problem: null, kernel: { label: text } });
});

describe('stable versions with changes of later releases', () => {
  test.each([
    ['5.10.69', 'function-at-00.0'],
    ['5.10.70', 'first-if-00.0'],
    ['5.4.150', 'first-if-00.0'],
    ['5.11.22', 'function-at-00.0'],
    ['5.19', 'first-if-00.0-or-root-port'],
  ])('%s: who stands for the host bridge', (text, wanted) => {
    expect(kernel(text).p2pdma.representative).toBe(wanted);
  });

  test.each([
    ['6.10.14', 'default', 'none'],
    ['6.12.24', 'broken', 'broken'],
    ['6.12.25', 'firmware', 'list'],
    ['6.13.12', 'broken', 'broken'],
    ['6.14.11', 'broken', 'broken'],
    ['6.15', 'firmware', 'list'],
  ])('%s: the command line', (text, disableAcsRedir, configAcs) => {
    expect(kernel(text).acs).toMatchObject({ disableAcsRedir, configAcs });
  });

  test('X.Y.0 is X.Y', () => {
    expect(kernel('6.1.0')).toBe(kernel('6.1'));
  });
});

test('every entry of the history names a version that exists, in order, and every version has a last change', () => {
  const orders = KERNEL_HISTORY.map(({ version }) => kernel(version).order);
  expect([...orders].sort((left, right) => left - right)).toEqual(orders);
  expect(lastChange(kernel('6.13').order)?.version).toBe('6.11');
  expect(KERNEL_RELEASES.every(({ order }) => lastChange(order) !== null)).toBe(true);
});
