// A host bridge whose bus addresses lie 1 GiB below the CPU's: whoever computes a bus address does it in 64 unsigned bits,
// as the kernel's dma_addr_t does, so none is negative.

import { expect, test } from 'vitest';
import { mapScatterlist } from '../../core/dma/map-scatterlist';
import { exportMmio } from '../../core/providers/mmio-export';
import { allocate, allocationBusAddress, createPool } from '../../core/providers/pool';
import type { Machine } from '../../core/machine';
import { buildTree, named, peer } from './tree';

/** near's BAR at 512 MiB; its registered memory begins 2 MiB into it, at 0x20200000. */
function machineOf(kernel: string): Machine {
  return buildTree({ kernel, busOffset: -0x4000_0000n, nearBar: { at: 0x2000_0000n } });
}

// 0x20200000 - 0x40000000 + 2^64.
const WRAPPED = 0xffff_ffff_e020_0000n;

test.each([
  // Subtracting the offset, as kernels before 5.16 do, adds 1 GiB.
  { kernel: '5.15', address: 0x6020_0000n },
  { kernel: '5.16', address: WRAPPED },
  { kernel: 'p2pdma_map_ops_v1', address: WRAPPED },
  { kernel: '6.0', address: WRAPPED },
  { kernel: '7.3', address: WRAPPED },
])('$kernel: a segment of a scatterlist', ({ kernel, address }) => {
  const machine = machineOf(kernel);
  const result = mapScatterlist(machine, [peer(machine, 'near', 4096n)], named(machine, 'client'));
  expect(result).toMatchObject({ outcome: 'mapped', segments: [{ kind: 'bus', address }] });
});

test('an allocation from the pool', () => {
  const machine = machineOf('7.3');
  const { pool, allocation } = allocate(createPool(machine, named(machine, 'near')), 4096n);
  expect(allocation === null ? null : allocationBusAddress(pool, allocation)).toBe(WRAPPED);
});

test('an exported piece', () => {
  const machine = machineOf('7.3');
  const request = { provider: named(machine, 'near'), bar: 4, pieces: [{ offset: 0x20_0000n, length: 4096n }] };
  expect(exportMmio(machine, request, named(machine, 'client'))).toMatchObject({
    outcome: 'mapped',
    segments: [{ kind: 'bus', address: WRAPPED }],
  });
});
