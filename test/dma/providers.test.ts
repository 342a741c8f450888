// Registration, pool, choice and cache of providers: what an administrator meets before any byte is mapped. Each expected
// value is stated by the kernel's rules (order of the checks, words of the log), not taken from the program.

import { describe, expect, test } from 'vitest';
import { mapScatterlist } from '../../core/dma/map-scatterlist';
import { KERNEL_VERSIONS } from '../../core/kernel/resolve';
import { decidePair } from '../../core/p2pdma/decide';
import { distanceMany } from '../../core/providers/distance';
import { findMany } from '../../core/providers/find';
import {
  askDistance,
  cachedMapTypes,
  EMPTY_CACHE,
  forgetProvider,
  freshMapTypes,
} from '../../core/providers/map-types';
import { showChoice, storeChoice } from '../../core/providers/choice';
import { exportMmio } from '../../core/providers/mmio-export';
import { allocate, allocationBusAddress, createPool, poolSizes, release } from '../../core/providers/pool';
import type { AddResource } from '../../core/providers/register';
import { addResource, mapControllerMemoryBuffer, registrations } from '../../core/providers/register';
import { BUS_OFFSET, buildTree, named, peer } from './tree';

const MiB = 0x100000n;
const BAR = 0x3800_0000_0000n;

describe('pci_p2pdma_add_resource()', () => {
  const cases: readonly {
    readonly what: string;
    readonly request: AddResource;
    readonly kernel?: string;
    readonly expected: string;
  }[] = [
    { what: 'a BAR that is none', request: { bar: 0, size: 0n, offset: 0n }, expected: 'EINVAL not-a-memory-bar' },
    {
      what: 'an offset at the end',
      request: { bar: 4, size: 0n, offset: 8n * MiB },
      expected: 'EINVAL offset-beyond-bar',
    },
    {
      what: 'a size beyond the end',
      request: { bar: 4, size: 8n * MiB, offset: 2n * MiB },
      expected: 'EINVAL range-beyond-bar',
    },
    {
      what: 'size 0: the rest',
      request: { bar: 4, size: 0n, offset: 2n * MiB },
      expected: 'added peer-to-peer DMA memory 0x380000200000-0x3800007fffff',
    },
    {
      what: 'one byte beyond the end: its own check, before alignment',
      request: { bar: 4, size: 8n * MiB + 1n, offset: 0n },
      expected: 'EINVAL range-beyond-bar',
    },
    { what: 'half a subsection', request: { bar: 4, size: MiB, offset: 0n }, expected: 'EINVAL misaligned' },
    {
      what: 'a start within a subsection',
      request: { bar: 4, size: 2n * MiB, offset: MiB },
      expected: 'EINVAL misaligned',
    },
    {
      what: 'a beyond-bar range that is misaligned too: the first check wins',
      request: { bar: 4, size: 8n * MiB, offset: MiB },
      expected: 'EINVAL range-beyond-bar',
    },
    {
      what: 'BARs with gaps, 6.19',
      kernel: '6.19',
      request: { bar: 4, size: 0n, offset: 0n, nonMappableBars: true },
      expected: 'EOPNOTSUPP not-mappable-bars',
    },
    {
      what: 'BARs with gaps, 6.18: nobody asks',
      kernel: '6.18',
      request: { bar: 4, size: 0n, offset: 0n, nonMappableBars: true },
      expected: 'added peer-to-peer DMA memory 0x380000000000-0x3800007fffff',
    },
  ];
  test.each(cases)('$what', ({ request, kernel, expected }) => {
    const machine = buildTree({ kernel: kernel ?? '7.3' });
    const result = addResource(machine, named(machine, 'near'), request);
    const found =
      result.outcome === 'registered'
        ? result.message
        : result.outcome === 'error'
          ? `${result.errno} ${result.reason.reason}`
          : result.outcome;
    expect(found).toBe(expected);
  });

  test('32 bits: absent since 6.0 and in the posted series, there before', () => {
    const outcome = (kernel: string): string => {
      const machine = buildTree({ kernel, architecture: 'i386' });
      return registrations(machine, named(machine, 'near'))[0]?.outcome ?? 'none';
    };
    expect(['5.12', 'p2pdma_map_ops_v1', '5.19', '6.0', '7.3'].map(outcome)).toEqual([
      'registered',
      'error',
      'registered',
      'error',
      'error',
    ]);
  });
});

describe('nvme-pci controller memory buffer', () => {
  const cases = [
    { kernel: '6.13', offset: 0n, size: 3n * MiB, expected: 'failed to register the CMB' },
    { kernel: '6.14', offset: 0n, size: 3n * MiB, expected: 'cmb-misaligned' },
    { kernel: '6.12.117', offset: 0n, size: 3n * MiB, expected: 'cmb-misaligned' },
    { kernel: '6.13', offset: 0n, size: 0n, expected: 'empty' },
    { kernel: '6.13', offset: 16n * MiB, size: 2n * MiB, expected: 'offset-beyond-bar' },
    // Larger than the BAR: cut, not refused.
    {
      kernel: '7.3',
      offset: 4n * MiB,
      size: 64n * MiB,
      expected: 'added peer-to-peer DMA memory 0x380000400000-0x3800007fffff',
    },
  ];
  test.each(cases)('$kernel, $size at $offset', ({ kernel, offset, size, expected }) => {
    const machine = buildTree({ kernel });
    const result = mapControllerMemoryBuffer(machine, named(machine, 'near'), { bar: 4, size, offset });
    expect(result.outcome === 'left-alone' ? result.reason.reason : result.message).toBe(expected);
  });
});

describe('the pool', () => {
  const machine = buildTree({ kernel: '7.3' });

  test('hands out whole pages, first fit, and takes them back', () => {
    let pool = createPool(machine, named(machine, 'near'));
    expect(poolSizes(pool)).toEqual({ size: 4n * MiB, available: 4n * MiB });
    const first = allocate(pool, 1n);
    const second = allocate(first.pool, 4097n);
    expect([first.allocation, second.allocation].map((one) => [one?.offset, one?.length])).toEqual([
      [0n, 4096n],
      [4096n, 8192n],
    ]);
    pool = second.pool;
    expect(poolSizes(pool).available).toBe(4n * MiB - 12288n);
    if (first.allocation === null || second.allocation === null) throw new Error('exhausted');
    pool = release(pool, first.allocation);
    expect(allocate(pool, 8192n).allocation?.offset).toBe(12288n);
    expect(allocate(pool, 4096n).allocation?.offset).toBe(0n);
    // BAR, 2 MiB into it, one page: as a bus address.
    expect(allocationBusAddress(pool, second.allocation)).toBe(BAR + BUS_OFFSET + 2n * MiB + 4096n);
  });

  test('has no second choice when it is exhausted', () => {
    const full = allocate(createPool(machine, named(machine, 'near')), 4n * MiB);
    expect(full.allocation?.length).toBe(4n * MiB);
    expect(allocate(full.pool, 1n).allocation).toBeNull();
    expect(allocate(createPool(machine, named(machine, 'client')), 1n).allocation).toBeNull();
  });
});

describe('configfs p2pmem', () => {
  const machine = buildTree({ kernel: '7.3', unpublished: ['near2'] });
  const address = (name: string): string => {
    const device = machine.topology.functions[named(machine, name)];
    return storeText(device);
  };
  const near = named(machine, 'near');
  const cases = [
    { text: '1', expected: { use: true, provider: null } },
    { text: 'yes\n', expected: { use: true, provider: null } },
    { text: 'on', expected: { use: true, provider: null } },
    { text: '0\n', expected: { use: false } },
    { text: 'No', expected: { use: false } },
    { text: 'off', expected: { use: false } },
    { text: address('near'), expected: { use: true, provider: near } },
    { text: `${address('near')}\n`, expected: { use: true, provider: near } },
    { text: address('near2'), expected: `PCI device has no peer-to-peer memory: ${address('near2')}` },
    { text: address('client'), expected: `PCI device has no peer-to-peer memory: ${address('client')}` },
    { text: 'auto', expected: 'pci-p2pdma: No such PCI device: auto' },
    // A mistyped address must not be read as "0".
    { text: '0000:7f:00.0', expected: 'pci-p2pdma: No such PCI device: 0000:7f:00.0' },
    { text: '03:00.0', expected: 'pci-p2pdma: No such PCI device: 03:00.0' },
    { text: '', expected: 'pci-p2pdma: No such PCI device: ' },
  ];
  test.each(cases)('$text', ({ text, expected }) => {
    const result = storeChoice(machine, text);
    expect(result.outcome === 'stored' ? result.choice : result.message).toEqual(expected);
  });

  test('shows what was stored', () => {
    const shown = [{ use: false }, { use: true, provider: null }, { use: true, provider: near }] as const;
    expect(shown.map((choice) => showChoice(machine, choice))).toEqual(['0', '1', address('near')]);
  });
});

function storeText(
  device: { readonly address: { domain: number; bus: number; device: number; function: number } } | undefined,
): string {
  if (device === undefined) throw new Error('no device');
  const { domain, bus, device: slot, function: number } = device.address;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${String(number)}`;
}

describe('pci_p2pdma_distance_many()', () => {
  const machine = buildTree({ kernel: '6.1' });
  const at = (name: string): number => named(machine, name);
  const cases = [
    { what: 'nobody', clients: [], expected: -1, refusal: 'no-clients' },
    // near, port, switch, port, client.
    { what: 'one', clients: ['client'], expected: 4, refusal: undefined },
    { what: 'the sum', clients: ['client', 'drive'], expected: 8, refusal: undefined },
    { what: 'the same twice', clients: ['client', 'client'], expected: 8, refusal: undefined },
    { what: 'itself', clients: ['near'], expected: 0, refusal: undefined },
    { what: 'one that is refused', clients: ['client', 'foreign'], expected: -1, refusal: 'not-supported' },
  ];
  test.each(cases)('$what', ({ clients, expected, refusal }) => {
    const many = distanceMany(machine, at('near'), clients.map(at));
    expect([many.distance, many.refusal?.refusal]).toEqual([expected, refusal]);
  });

  test('a device that is no PCI device ends it; a child of one counts as that one', () => {
    const plain = distanceMany(machine, at('near'), [{ childOf: null }, at('client')]);
    expect([plain.distance, plain.messages.map(({ text }) => text)]).toEqual([
      -1,
      ['cannot be used for peer-to-peer DMA as it is not a PCI device'],
    ]);
    expect(distanceMany(machine, at('near'), [{ childOf: at('client') }]).distance).toBe(4);
  });

  test('software RDMA: unasked, refused by name from 5.3 to 5.10, then no PCI device', () => {
    const found = ['5.2', '5.3', '5.10', '5.11', '6.1'].map((kernel) => {
      const tree = buildTree({ kernel, dma: { ops: 'virt' } });
      return distanceMany(tree, named(tree, 'near'), [named(tree, 'client')]).refusal?.refusal ?? 'none';
    });
    expect(found).toEqual(['none', 'virtual-dma', 'virtual-dma', 'not-a-pci-device', 'not-a-pci-device']);
  });

  test.each(KERNEL_VERSIONS.map(({ label }) => label))(
    '%s: software RDMA gets one answer, by pair and by query',
    (kernel) => {
      const tree = buildTree({ kernel, dma: { ops: 'virt' } });
      const many = distanceMany(tree, named(tree, 'near'), [named(tree, 'client')]);
      const verdict = decidePair(tree, named(tree, 'near'), named(tree, 'client'));
      expect([many.refusal !== null, many.messages]).toEqual([verdict.mapType === 'NOT_SUPPORTED', verdict.messages]);
    },
  );
});

describe('pci_p2pmem_find_many()', () => {
  const names = (
    kernel: string,
    clients: readonly string[],
    unpublished: readonly string[] = [],
  ): readonly string[] => {
    const machine = buildTree({ kernel, unpublished });
    const { chosen } = findMany(
      machine,
      clients.map((name) => named(machine, name)),
    );
    return chosen.map((index) => machine.topology.functions[index]?.name ?? '');
  };

  test('takes the nearest, all of them', () => {
    expect(names('6.1', ['client'])).toEqual(['near', 'near2']);
    expect(names('6.1', ['near'])).toEqual(['near']);
    expect(names('6.1', ['client'], ['near'])).toEqual(['near2']);
  });

  test('finds nobody where every provider is refused or unpublished', () => {
    expect(names('6.1', ['client', 'foreign'])).toEqual([]);
    expect(names('6.1', ['client'], ['near', 'near2', 'far', 'foreign'])).toEqual([]);
  });

  test('does not punish the way through the host bridge: only hops count', () => {
    expect(names('6.1', ['client'], ['near', 'near2'])).toEqual(['far']);
    // Before 5.4 nothing goes through this host bridge.
    expect(names('5.3', ['client'], ['near', 'near2'])).toEqual([]);
  });

  test('says of every candidate what became of it', () => {
    const machine = buildTree({ kernel: '6.1', unpublished: ['near2'] });
    const { candidates, distance } = findMany(machine, [named(machine, 'client')]);
    expect(distance).toBe(4);
    expect(candidates.map(({ provider, outcome }) => [machine.topology.functions[provider]?.name, outcome])).toEqual([
      ['near', 'chosen'],
      ['near2', 'not-published'],
      ['far', 'farther'],
      ['foreign', 'refused'],
    ]);
  });
});

describe('the cache of map types', () => {
  const REDIRECT = 0x1d;
  const before = buildTree({ kernel: '6.1' });
  const after = buildTree({ kernel: '6.1', portControl: REDIRECT });
  const client = named(before, 'client');
  const near = named(before, 'near');
  const list = [peer(before, 'near', 4096n)];

  test('a running machine maps by the old answer after setpci, until somebody asks again', () => {
    const { cache } = askDistance(before, EMPTY_CACHE, near, client);
    const stale = mapScatterlist(after, list, client, { mapTypes: cachedMapTypes(after, cache) });
    expect(stale).toMatchObject({ outcome: 'mapped', segments: [{ kind: 'bus' }] });
    expect(mapScatterlist(after, list, client)).toMatchObject({ outcome: 'mapped', segments: [{ kind: 'physical' }] });
    const asked = askDistance(after, cache, near, client).cache;
    expect(cachedMapTypes(after, asked)(near, client)).toEqual({ answer: 'decided', mapType: 'THRU_HOST_BRIDGE' });
    const forgotten = forgetProvider(cache, near);
    expect(cachedMapTypes(after, forgotten)(near, client)).toEqual(freshMapTypes(after)(near, client));
  });

  test('a type that nobody asked for: refused by the old call, computed by the posted series (patch 3) and since 6.0', () => {
    const outcome = (kernel: string): string => {
      const machine = buildTree({ kernel });
      const mapTypes = cachedMapTypes(machine, EMPTY_CACHE);
      const result = mapScatterlist(machine, [peer(machine, 'near', 4096n)], named(machine, 'client'), { mapTypes });
      return result.outcome === 'error' ? result.reason.reason : result.outcome;
    };
    expect(['5.12', '5.19', 'p2pdma_map_ops_v1', '6.0'].map(outcome)).toEqual([
      'type-not-cached',
      'type-not-cached',
      'mapped',
      'mapped',
    ]);
  });
});

describe('MMIO providers (6.19)', () => {
  const pieces = [
    { offset: 0n, length: 4096n },
    { offset: 0x4000n, length: 8192n },
  ];
  const exported = (kernel: string, provider: string, iommu: 'on' | 'off', commandLine = ''): unknown => {
    const machine = buildTree({ kernel, iommu, commandLine });
    const result = exportMmio(
      machine,
      { provider: named(machine, provider), bar: 4, pieces },
      named(machine, 'client'),
    );
    if (result.outcome !== 'mapped') {
      return result.outcome === 'error' ? `${result.step} ${String(result.errno)}` : result.outcome;
    }
    return result.segments.map(
      ({ kind, address, length }) => `${kind} ${(address ?? 0n).toString(16)} ${length.toString(16)}`,
    );
  };

  test('bus addresses, one IOVA range, physical addresses, or -EINVAL; before 6.19 nothing of it', () => {
    expect(exported('6.18', 'near', 'on')).toBe('no-such-api');
    expect(exported('6.19', 'near', 'on')).toEqual(['bus 381000000000 1000', 'bus 381000004000 2000']);
    // 3 granules, rounded up to 4, top-down from 4 GiB.
    expect(exported('6.19', 'far', 'on')).toEqual(['iova ffffc000 1000', 'iova ffffd000 2000']);
    expect(exported('7.3', 'far', 'off')).toEqual(['physical 380020000000 1000', 'physical 380020004000 2000']);
    expect(exported('7.3', 'foreign', 'on')).toBe('map EINVAL');
  });

  test('a piece that begins and ends within granules takes all that it touches, and none overlap', () => {
    const machine = buildTree({ kernel: '7.3', iommu: 'on' });
    const unaligned = [
      // 0x800 bytes in each of two granules, then one byte in each of two, then a whole one.
      { offset: 0x800n, length: 0x1000n },
      { offset: 0x4fffn, length: 2n },
      { offset: 0x8000n, length: 0x1000n },
    ];
    const request = { provider: named(machine, 'far'), bar: 4, pieces: unaligned };
    const result = exportMmio(machine, request, named(machine, 'client'));
    if (result.outcome !== 'mapped') throw new Error(result.outcome);
    // Five granules, rounded up to eight, top-down from 4 GiB.
    expect(result.segments.map(({ address, length }) => [address, length])).toEqual([
      [0xffff_8800n, 0x1000n],
      [0xffff_afffn, 2n],
      [0xffff_c000n, 0x1000n],
    ]);
  });

  test('swiotlb never bounces MMIO', () => {
    expect(exported('7.3', 'far', 'off', 'swiotlb=force')).toBe('map EIO');
  });
});
