// Protects: a bus address shown in a hover is the one that the kernel computes, in 64 unsigned bits: an offset that leads
// below zero wraps around.

import { expect, it } from 'vitest';
import { hover } from '../../server/features/hover/hover';
import { analyseText, offsetOf, URI } from './fixture';

// 0x10000000 - 0x40000000 is -0x30000000, which is 0xffffffffd0000000 in 64 bits.
const TEXT = `host_bridge pci0 {
  bus_offset -1GiB
  nvme nvme0 { bar 0 2MiB at 0x10000000 p2pmem }
}
sgl list { p2pmem nvme0 4KiB }
`;

function hoverOn(piece: string): string {
  return hover(analyseText(TEXT), URI, offsetOf(TEXT, piece, 0, 1))?.markdown ?? '';
}

it('of a device', () => {
  expect(hoverOn('nvme0 {')).toContain('bus address `0xffffffffd0000000`');
});

it('of an entry of a scatterlist', () => {
  expect(hoverOn('p2pmem nvme0')).toContain('bus `0xffffffffd0000000`');
});
