// Single facts of the mapping, each with the number or word that the kernel's rules give: the worked example, IOVA
// allocation, masks, the traps (dma_map_page(), the old call, dma_map_sg() of the posted series), faults of a list.

import { describe, expect, test } from 'vitest';
import type { DmaClient } from '../../core/dma/client';
import { allocateIova } from '../../core/dma/iova';
import { mapPage } from '../../core/dma/map-page';
import { mapScatterlist } from '../../core/dma/map-scatterlist';
import type { MapResult } from '../../core/dma/mapping';
import { longestBounce } from '../../core/dma/swiotlb';
import { unmapScatterlist } from '../../core/dma/unmap';
import { dmaRulesOf } from '../../core/kernel/dma-changes';
import type { Machine } from '../../core/machine';
import type { Topology } from '../../core/pci/topology';
import { buildTree, kernelOf, named, peer, ram } from './tree';

const IOMMU = { iommu: 'on' } as const;

function shortly(result: MapResult): unknown {
  if (result.outcome !== 'mapped') return result;
  return result.segments.map(
    ({ kind, address, length }) => `${kind} ${(address ?? 0n).toString(16)} ${length.toString(16)}`,
  );
}

/** The near provider's BAR 4 moved so that its first registered byte has the given CPU address. */
function withNearAt(machine: Machine, physical: bigint): Machine {
  const near = named(machine, 'near');
  const functions = machine.topology.functions.map((device) =>
    device.index === near
      ? { ...device, bars: device.bars.map((bar) => ({ ...bar, physical: physical - 0x20_0000n })) }
      : device,
  );
  const topology: Topology = { ...machine.topology, functions };
  return { ...machine, topology };
}

describe('the worked example', () => {
  const machine = withNearAt(buildTree({ kernel: '6.15', busOffset: 0n, ...IOMMU }), 0x3800_0000_0000n);
  const list = [
    ram(0x100200n, 0xe00n),
    ram(0x200000n, 0x1000n),
    peer(machine, 'near', 0x1000n),
    ram(0x300000n, 0x800n),
    peer(machine, 'far', 0x1000n),
  ];
  const result = mapScatterlist(machine, list, named(machine, 'client'), { limits: { maxSegment: 0x10000n } });

  test('four segments from five entries, top-down from 4 GiB', () => {
    expect(shortly(result)).toEqual([
      'iova ffffc200 1e00',
      'bus 380000000000 1000',
      'iova ffffe000 800',
      'iova fffff000 1000',
    ]);
  });

  test('says of each entry why it is where it is', () => {
    if (result.outcome !== 'mapped') throw new Error(result.outcome);
    expect(result.entries.map(({ rule, start, segment, mapType }) => [rule, start, segment, mapType])).toEqual([
      ['memory', 'first', 0, null],
      ['memory', 'joined', 0, null],
      ['bus-address', 'bus-address', 1, 'BUS_ADDR'],
      ['memory', 'after-bus-address', 2, null],
      ['through-host-bridge', 'after-partial-granule', 3, 'THRU_HOST_BRIDGE'],
    ]);
    expect(result.iova).toEqual({ start: 0xffffc000n, length: 0x4000n });
    expect(unmapScatterlist(result, 4096n).iova).toEqual([{ start: 0xffffc000n, length: 0x4000n }]);
  });
});

describe('segments', () => {
  const machine = buildTree({ kernel: '7.3', ...IOMMU });
  const page = (count: bigint, at = 0n): ReturnType<typeof ram> => ram(0x1000000n + at, count * 4096n);
  const client = named(machine, 'client');

  test('a list of bus addresses alone takes no IOVA', () => {
    const result = mapScatterlist(machine, [peer(machine, 'near', 4096n), peer(machine, 'near2', 4096n)], client);
    expect(result).toMatchObject({ outcome: 'mapped', iova: null });
  });

  test('an entry longer than the maximum makes the rest fit: the difference wraps in 32 bits', () => {
    const limits = { maxSegment: 8192n };
    const two = mapScatterlist(machine, [page(2n), page(1n, 0x100000n)], client, { limits });
    const wrapped = mapScatterlist(machine, [page(3n), page(1n, 0x100000n)], client, { limits });
    expect([two, wrapped].map((result) => (result.outcome === 'mapped' ? result.entries[1]?.start : null))).toEqual([
      'max-segment',
      'joined',
    ]);
  });

  test('an entry that would cross the boundary is moved behind it, and the gap is named', () => {
    const result = mapScatterlist(machine, [page(3n), page(3n, 0x100000n)], client, { limits: { boundary: 0x3fffn } });
    if (result.outcome !== 'mapped') throw new Error(result.outcome);
    expect(result.entries.map(({ padding, start }) => [padding, start])).toEqual([
      [0x1000n, 'first'],
      [0n, 'after-partial-granule'],
    ]);
    expect(result.iova?.length).toBe(0x7000n);
  });

  test('neighbours that meet at the boundary stay apart', () => {
    const result = mapScatterlist(machine, [page(4n), page(4n, 0x100000n)], client, { limits: { boundary: 0x3fffn } });
    expect(result.outcome === 'mapped' ? result.entries[1]?.start : null).toBe('boundary');
  });

  test('physical neighbours are one run of the page tables', () => {
    const result = mapScatterlist(machine, [page(1n), page(1n, 4096n), page(1n, 0x100000n)], client);
    expect(result.outcome === 'mapped' ? result.segments[0]?.runs : null).toEqual([
      { start: 0x1000000n, length: 8192n },
      { start: 0x1100000n, length: 4096n },
    ]);
  });

  test('a length that no longer fits 32 bits when it is rounded: refused from 6.6, undefined before', () => {
    const outcome = (kernel: string): unknown => {
      const tree = buildTree({ kernel, ...IOMMU });
      const result = mapScatterlist(tree, [ram(0x100000n, 0xffff_ffffn)], named(tree, 'client'));
      return result.outcome === 'error' ? [result.errno, result.reason.reason] : result.outcome;
    };
    expect([outcome('6.5'), outcome('6.6')]).toEqual(['undecided', ['EINVAL', 'length-overflow']]);
  });
});

describe('the IOVA allocator', () => {
  const fresh: Pick<DmaClient, 'mask' | 'apertureEnd' | 'granule' | 'reservedIova' | 'forceDac'> = {
    mask: 0xffff_ffff_ffff_ffffn,
    apertureEnd: 0xffff_ffff_ffffn,
    granule: 4096n,
    reservedIova: [{ first: 0xfee0_0000n, last: 0xfeef_ffffn }],
    forceDac: false,
  };
  const cases = [
    { what: 'one page', pages: 1n, start: 0xffff_f000n, length: 0x1000n },
    { what: 'three pages: a block of four', pages: 3n, start: 0xffff_c000n, length: 0x4000n },
    { what: '33 pages: not rounded, aligned to 64', pages: 33n, start: 0xfffc_0000n, length: 0x21000n },
    // The topmost 32 MiB hold the MSI window: below it, aligned to 32 MiB.
    { what: '32 MiB: around the MSI window', pages: 8192n, start: 0xfc00_0000n, length: 0x200_0000n },
  ];
  test.each(cases)('$what', ({ pages, start, length }) => {
    expect(allocateIova(fresh, pages * 4096n)).toEqual({ start, length });
  });

  test('the next one lies below; forcedac begins at the top; a mask is a limit; nothing left is null', () => {
    const first = allocateIova(fresh, 4096n);
    if (first === null) throw new Error('no IOVA');
    expect(allocateIova(fresh, 4096n, [first])?.start).toBe(0xffff_e000n);
    expect(allocateIova({ ...fresh, forceDac: true }, 4096n)?.start).toBe(0xffff_ffff_f000n);
    expect(allocateIova({ ...fresh, forceDac: true, mask: 0xff_ffff_ffffn }, 4096n)?.start).toBe(0xff_ffff_f000n);
    expect(allocateIova({ ...fresh, mask: 0xffffffn }, 4096n)?.start).toBe(0xfff000n);
    expect(allocateIova({ ...fresh, mask: 0xfffn }, 4096n)).toBeNull();
  });

  test('what does not fit below 4 GiB goes above', () => {
    expect(allocateIova(fresh, 0x1_0000_0000n)?.start).toBe(0xffff_0000_0000n);
  });

  // The aperture of x86's IOMMUs ends at 48 bits.
  const AT_ONCE = 'iova fffffffff000 1000';
  const BELOW_4_GIB = 'iova fffff000 1000';
  test.each([
    { commandLine: 'iommu.forcedac=1', expected: AT_ONCE },
    { commandLine: 'iommu.forcedac=ON', expected: AT_ONCE },
    { commandLine: 'iommu.forcedac=0', expected: BELOW_4_GIB },
    { commandLine: 'iommu.forcedac', expected: BELOW_4_GIB },
    // The last one holds; one that is no boolean changes nothing.
    { commandLine: 'iommu.forcedac=1 iommu.forcedac=0', expected: BELOW_4_GIB },
    { commandLine: 'iommu.forcedac=0 iommu.forcedac=y', expected: AT_ONCE },
    { commandLine: 'iommu.forcedac=1 iommu.forcedac=maybe', expected: AT_ONCE },
  ])('$commandLine', ({ commandLine, expected }) => {
    const machine = buildTree({ kernel: '7.3', commandLine, ...IOMMU });
    expect(shortly(mapScatterlist(machine, [ram(0x100000n, 4096n)], named(machine, 'client')))).toEqual([expected]);
  });
});

describe('dma_mask', () => {
  test('is not asked for bus addresses, and is for what goes through the host bridge', () => {
    const map = (kernel: string, name: string): MapResult => {
      const machine = buildTree({ kernel });
      return mapScatterlist(machine, [peer(machine, name, 4096n)], named(machine, 'client'), {
        limits: { mask: 0xffff_ffffn },
      });
    };
    expect(map('6.1', 'near')).toMatchObject({ outcome: 'mapped' });
    expect(map('6.1', 'far')).toMatchObject({
      errno: 'EIO',
      reason: { reason: 'peer-memory-not-bounced', because: 'not-dma-capable' },
    });
    // Since 6.18 it is bounced like RAM.
    expect(map('7.3', 'far')).toMatchObject({ outcome: 'mapped', segments: [{ kind: 'physical', bounced: true }] });
  });

  test('RAM out of reach without a buffer: the words of the overflow', () => {
    const machine = buildTree({ kernel: '7.3', commandLine: 'swiotlb=noforce' });
    const result = mapScatterlist(machine, [ram(0x1_0000_0000n, 4096n)], named(machine, 'client'), {
      limits: { mask: 0xffff_ffffn },
    });
    expect(result).toMatchObject({
      errno: 'EIO',
      messages: ['DMA addr 0x0000000100000000+4096 overflow (mask ffffffff, bus limit 0).'],
    });
  });

  test('a bounce buffer that the device does not reach either: -EIO', () => {
    const map = (kernel: string, mask: bigint, commandLine = ''): unknown => {
      const machine = buildTree({ kernel, commandLine });
      const list = [ram(0x1_0000_0000n, 4096n)];
      const result = mapScatterlist(machine, list, named(machine, 'client'), { limits: { mask } });
      return result.outcome === 'error' ? [result.errno, result.reason.reason] : result.outcome;
    };
    // 24 bits, as ISA devices have them: no kernel has its buffer down there.
    expect([map('6.1', 0xff_ffffn), map('7.3', 0xff_ffffn)]).toEqual([
      ['EIO', 'bounce-out-of-reach'],
      ['EIO', 'bounce-out-of-reach'],
    ]);
    expect(map('7.3', 0xff_ffffn, 'swiotlb=force')).toEqual(['EIO', 'bounce-out-of-reach']);
    expect(map('7.3', 0xffff_ffffn)).toBe('mapped');
  });

  test('none at all: 0; success without segments through dma_map_sgtable(); -ENOMEM in the posted series', () => {
    const map = (kernel: string, call?: 'dma_map_sg'): unknown => {
      const machine = buildTree({ kernel });
      const options = { limits: { mask: 0n }, ...(call === undefined ? {} : { call }) };
      const result = mapScatterlist(machine, [ram(0x100000n, 4096n)], named(machine, 'client'), options);
      return result.outcome === 'error'
        ? result.errno
        : result.outcome === 'mapped'
          ? result.segments.length
          : result.outcome;
    };
    expect([map('6.1', 'dma_map_sg'), map('6.1'), map('p2pdma_map_ops_v1')]).toEqual([null, 0, 'ENOMEM']);
  });
});

describe('traps', () => {
  test('dma_map_page() asks nobody: NOT_SUPPORTED memory gets an address', () => {
    const page = (kernel: string, iommu: 'on' | 'off', commandLine = ''): unknown => {
      const machine = buildTree({ kernel, iommu, commandLine });
      const [piece] = [peer(machine, 'foreign', 4096n)];
      const result = mapPage(machine, piece, named(machine, 'client'));
      return result.outcome === 'mapped' ? [result.kind, result.trap, result.bounced] : result.outcome;
    };
    expect(page('6.1', 'off')).toEqual(['physical', true, false]);
    expect(page('7.3', 'on')).toEqual(['iova', true, false]);
    expect(page('6.1', 'off', 'swiotlb=force')).toBe('error');
    expect(page('7.3', 'off', 'swiotlb=force')).toEqual(['physical', true, true]);
  });

  test('dma_map_sg() of the posted series warns about such pages, and has no way to say that one is out of reach', () => {
    const machine = buildTree({ kernel: 'p2pdma_map_ops_v1' });
    const map = (name: string): MapResult =>
      mapScatterlist(machine, [peer(machine, name, 4096n)], named(machine, 'client'), { call: 'dma_map_sg' });
    expect(map('near')).toMatchObject({
      outcome: 'mapped',
      messages: ['PCI P2PDMA pages were mapped with dma_map_sg!'],
    });
    expect(map('foreign')).toMatchObject({ errno: null, reason: { reason: 'kernel-bug', errno: 'EREMOTEIO' } });
  });

  test('a call that this kernel does not have', () => {
    const machine = buildTree({ kernel: '6.1' });
    const list = [peer(machine, 'near', 4096n)];
    const calls = ['pci_p2pdma_map_sg', 'dma_map_sg_p2pdma'] as const;
    for (const call of calls) {
      expect(mapScatterlist(machine, list, named(machine, 'client'), { call })).toEqual({
        outcome: 'invalid',
        faults: [{ fault: 'no-such-call', call }],
      });
    }
  });

  test('the old call hands the whole list on through the host bridge when its first page goes there', () => {
    const machine = buildTree({ kernel: '5.10', ...IOMMU });
    const result = mapScatterlist(
      machine,
      [peer(machine, 'far', 4096n), peer(machine, 'foreign', 4096n)],
      named(machine, 'client'),
    );
    expect(result).toMatchObject({ outcome: 'mapped', call: 'pci_p2pdma_map_sg', path: 'dma-iommu' });
    expect(result.outcome === 'mapped' ? result.entries.map(({ rule, mapType }) => [rule, mapType]) : null).toEqual([
      ['through-host-bridge', 'THRU_HOST_BRIDGE'],
      ['first-page', null],
    ]);
  });
});

describe('lists that cannot be', () => {
  const machine = buildTree({ kernel: '7.3' });
  const faults = (list: Parameters<typeof mapScatterlist>[1], tree = machine): unknown => {
    const result = mapScatterlist(tree, list, named(tree, 'client'));
    return result.outcome === 'invalid' ? result.faults.map(({ fault }) => fault) : result.outcome;
  };

  test('name their fault', () => {
    expect(faults([])).toEqual([]);
    expect(mapScatterlist(machine, [ram(0n, 1n)], 999)).toEqual({ outcome: 'invalid', faults: [] });
    expect(faults([ram(0n, 0n)])).toEqual(['empty']);
    expect(faults([ram(0n, 0x1_0000_0000n)])).toEqual(['longer-than-32-bits']);
    expect(faults([peer(machine, 'client', 4096n)])).toEqual(['no-peer-memory']);
    expect(faults([peer(machine, 'near', 4096n, 4n << 20n), ram(0x1000n, 1n)])).toEqual(['beyond-peer-memory']);
    expect(faults([peer(machine, 'near', 4096n, -1n)])).toEqual(['beyond-peer-memory']);
  });

  test('no peer-to-peer memory on 32 bits since 6.0; before, it maps', () => {
    const on = (kernel: string): unknown => {
      const tree = buildTree({ kernel, architecture: 'i386' });
      return faults([peer(tree, 'near', 4096n)], tree);
    };
    expect([on('5.19'), on('p2pdma_map_ops_v1'), on('6.0')]).toEqual(['mapped', ['no-p2pdma'], ['no-p2pdma']]);
  });
});

describe('what is not known', () => {
  test('an undecided map type leaves the mapping undecided, with what it hinges on', () => {
    const known = buildTree({ kernel: '6.1' });
    const hostBridges = known.topology.hostBridges.map((bridge) => ({
      ...bridge,
      unwritten: { kind: 'unknown' } as const,
    }));
    const machine: Machine = { ...known, topology: { ...known.topology, hostBridges } };
    const result = mapScatterlist(machine, [ram(0x1000n, 16n), peer(machine, 'far', 4096n)], named(machine, 'client'));
    expect(result).toMatchObject({
      outcome: 'undecided',
      entry: 1,
      because: { because: 'map-type', possible: ['NOT_SUPPORTED', 'THRU_HOST_BRIDGE'] },
    });
  });
});

describe('swiotlb', () => {
  test('256 KiB at most, and never across the segment boundary', () => {
    expect([longestBounce(0xffff_ffffn), longestBounce(0x3fffn)]).toEqual([0x40000n, 0x4000n]);
  });
});

describe('the rules by version', () => {
  test('one row a change, in the words of the history', () => {
    const at = (kernel: string): readonly unknown[] => {
      const rules = dmaRulesOf(kernelOf(kernel));
      return [rules.specialCall, rules.busOffset, rules.driverCall, rules.peerPagesInSwiotlb];
    };
    expect(at('5.3')).toEqual(['always-bus-address', 'subtracted', 'first-page', 'as-memory']);
    expect(at('5.15')).toEqual(['first-page-asked', 'subtracted', 'first-page', 'as-memory']);
    expect(at('5.16')).toEqual(['first-page-asked', 'added', 'first-page', 'as-memory']);
    expect(at('p2pdma_map_ops_v1')).toEqual(['none', 'added', 'dma_map_sg_p2pdma', 'as-memory']);
    expect(at('6.0')).toEqual(['none', 'added', 'dma_map_sgtable', 'refused']);
    expect(at('6.17')).toEqual(['none', 'added', 'dma_map_sgtable', 'refused']);
    expect(at('6.18')).toEqual(['none', 'added', 'dma_map_sgtable', 'as-memory']);
  });

  test('stable versions and what is queued keep to their place in the history', () => {
    expect(dmaRulesOf(kernelOf('6.12.117')).cmbAlignmentChecked).toBe(true);
    expect(dmaRulesOf(kernelOf('6.12.1')).cmbAlignmentChecked).toBe(false);
    expect(dmaRulesOf(kernelOf('pci_p2pdma_next'))).toEqual(dmaRulesOf(kernelOf('7.3')));
    expect(dmaRulesOf(kernelOf('5.13')).driverCall).toBe('first-page');
  });
});
