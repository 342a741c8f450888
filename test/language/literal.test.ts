// Values are exact up to 64 bits, and words that are nearly values are none.

import { describe, expect, test } from 'vitest';
import { readAddress, readBus, readId, readNumber, readRef, readSize } from '../../server/language/literal';

test.each([
  ['0', 0n],
  ['1_000', 1000n],
  ['0xFF_ff', 0xffffn],
  ['18446744073709551615', 0xffffffffffffffffn],
  ['0xffffffffffffffff', 0xffffffffffffffffn],
  ['9007199254740993', 9007199254740993n],
  ['18446744073709551616', null],
  ['0x10000000000000000', null],
  ['1_', null],
  ['_1', null],
  ['1__0', null],
  ['0x', null],
  ['0x_1', null],
  ['1.5', null],
  ['ff', null],
])('number %s', (word, value) => {
  expect(readNumber(word)).toBe(value);
});

test.each([
  ['1B', 1n],
  ['4KiB', 4096n],
  ['4K', 4096n],
  ['512MiB', 536870912n],
  ['1G', 1073741824n],
  ['2TiB', 2199023255552n],
  ['0x1e00', 0x1e00n],
  ['16777215TiB', 16777215n << 40n],
  ['16777216TiB', null],
  ['4096', null],
  ['4KB', null],
  ['4kib', null],
  ['1.5GiB', null],
  ['0x10KiB', null],
  ['KiB', null],
  ['1_000B', 1000n],
  ['4constructor', null],
  ['4toString', null],
])('size %s', (word, value) => {
  expect(readSize(word)).toBe(value);
});

describe('PCI addresses', () => {
  test.each([
    ['0000:03:00.0', { domain: 0, bus: 3, device: 0, function: 0 }],
    ['10000:e1:1f.7', { domain: 0x10000, bus: 0xe1, device: 31, function: 7 }],
    ['C1:1D.0', { domain: null, bus: 0xc1, device: 29, function: 0 }],
    ['00.1', { domain: null, bus: null, device: 0, function: 1 }],
    ['7fffffff:00:00.0', { domain: 0x7fffffff, bus: 0, device: 0, function: 0 }],
    ['80000000:00:00.0', null],
    ['5:00.0', null],
    ['00:20.0', { domain: null, bus: 0, device: 32, function: 0 }],
    ['00:00.8', { domain: null, bus: 0, device: 0, function: 8 }],
    ['0.0', null],
    ['000:00:00.0', null],
    ['00:00', null],
  ])('%s', (word, address) => {
    expect(readAddress(word)).toEqual(address);
  });

  test('a bus has a domain, an id two times four digits', () => {
    expect(readBus('0000:40')).toEqual({ domain: 0, bus: 0x40 });
    expect(readBus('40')).toBeNull();
    expect(readId('15B3:101d')).toEqual({ vendor: 0x15b3, device: 0x101d });
    expect(readId('15b3:101')).toBeNull();
  });
});

test.each([
  ['nvme0', { name: 'nvme0', virtualFunction: null }],
  ['nvme0.vf3', { name: 'nvme0', virtualFunction: 3 }],
  ['nvme0.vf*', { name: 'nvme0', virtualFunction: '*' }],
  ['nvme0.vf', null],
  ['nvme0.vfx', null],
  ['0nvme', null],
  ['nvme0.vf9999999999', null],
  ['a.b', null],
])('reference %s', (word, ref) => {
  expect(readRef(word)).toEqual(ref);
});
