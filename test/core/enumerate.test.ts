// Addresses and BARs as the language promises them: what is said stands where it is legal, the rest is assigned as a
// scan would find it, and every way it can go wrong is one typed fault at the declaration that is wrong.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAddress, formatBus } from '../../core/pci/address';
import type { BarDescription, FunctionDescription, HostBridgeDescription } from '../../core/pci/description';
import type { EnumerationFault } from '../../core/pci/enumeration-fault';
import { enumerate } from '../../core/pci/enumerate';
import { device, hostBridge, node, port, rootPort, upstream } from './build';

function addresses(...hostBridges: readonly HostBridgeDescription[]): readonly string[] {
  const { topology, faults } = enumerate({ hostBridges });
  expect(faults).toEqual([]);
  return topology.functions.map(({ address }) => formatAddress(address));
}

function faults(...hostBridges: readonly HostBridgeDescription[]): readonly EnumerationFault[] {
  return enumerate({ hostBridges }).faults;
}

function kinds(...hostBridges: readonly HostBridgeDescription[]): readonly string[] {
  return faults(...hostBridges).map(({ fault }) => fault);
}

let barOrigin = 1_000_000;

function bar(size: bigint, at: bigint | null = null, p2pmem: BarDescription['p2pmem'] = null): BarDescription {
  return { origin: barOrigin++, number: 0, size, at, p2pmem };
}

describe('assigned addresses', () => {
  test('buses depth first; root bus from 01.0; below ports functions; on a switch devices', () => {
    const tree = hostBridge(
      'none',
      rootPort({}, upstream({}, port({}, device('a'), device('b')), port({}, device('c')))),
      rootPort({}, node('pci_bridge', {}, device('d'), device('e'))),
      device('f'),
    );
    expect(addresses(tree)).toEqual([
      '0000:00:01.0',
      '0000:00:02.0',
      '0000:00:03.0',
      '0000:01:00.0',
      '0000:02:00.0',
      '0000:02:01.0',
      '0000:03:00.0',
      '0000:03:00.1',
      '0000:04:00.0',
      '0000:05:00.0',
      '0000:06:00.0',
      '0000:06:01.0',
    ]);
  });

  test('the first host bridge is 0000:00, a later one the next free domain', () => {
    const bridges = [
      hostBridge('none'),
      hostBridge({ bus: '0001:40' }),
      hostBridge('none'),
      hostBridge({ bus: '10000:e0' }),
    ];
    const { topology } = enumerate({ hostBridges: bridges });
    expect(topology.hostBridges.map(({ domain, bus }) => formatBus(domain, bus))).toEqual([
      '0000:00',
      '0001:40',
      '0002:00',
      '10000:e0',
    ]);
  });

  test('what is said stands, bridges without a bus fill the gaps before it', () => {
    const tree = hostBridge(
      'none',
      rootPort({ at: '02.0' }, device('a', { at: '05:00.0' })),
      rootPort({}, device('b')),
      rootPort({ at: '03.0' }, device('c', { at: '03:00.0' })),
    );
    const { topology, faults: found } = enumerate({ hostBridges: [tree] });
    expect(found).toEqual([]);
    const named = Object.fromEntries(topology.functions.map(({ name, address }) => [name, formatAddress(address)]));
    expect(named).toMatchObject({ a: '0000:05:00.0', b: '0000:01:00.0', c: '0000:03:00.0' });
  });

  test('a bus said deep in the tree leaves room for the bridges above it', () => {
    const tree = hostBridge(
      'none',
      rootPort({}, upstream({}, port({ at: '09:00.0' }, device('a')))),
      rootPort({}, device('b')),
    );
    const { topology, faults: found } = enumerate({ hostBridges: [tree] });
    expect(found).toEqual([]);
    expect(topology.functions.map(({ secondaryBus }) => secondaryBus).filter((bus) => bus !== null)).toEqual([
      1, 11, 9, 10,
    ]);
  });

  test('virtual functions: address by offset and stride, upstream bridge of the physical one, buses reserved', () => {
    const nic = device('nic', { vfs: { count: 300, offset: 16, stride: 2 } });
    const { topology, faults: found } = enumerate({
      hostBridges: [hostBridge('none', rootPort({}, nic), rootPort({}, device('x')))],
    });
    expect(found).toEqual([]);
    const byName = new Map(topology.functions.map((one) => [one.name, one]));
    // 16 + 2 * 119 = 254 is the last even number of bus 1; the next one is 0 of bus 2; 16 + 2 * 299 = 614 = 2 * 256 + 102.
    expect(
      ['nic.vf0', 'nic.vf119', 'nic.vf120', 'nic.vf299', 'x'].map((name) =>
        formatAddress(byName.get(name)?.address ?? { domain: 9, bus: 9, device: 9, function: 9 }),
      ),
    ).toEqual(['0000:01:02.0', '0000:01:1f.6', '0000:02:00.0', '0000:03:0c.6', '0000:04:00.0']);
    expect(byName.get('nic.vf120')).toMatchObject({
      upstreamBridge: byName.get('nic')?.upstreamBridge,
      physicalFunction: byName.get('nic')?.index,
      virtualIndex: 120,
    });
  });
});

describe('faults', () => {
  const two = (first: string, second: string): HostBridgeDescription =>
    hostBridge('none', rootPort({}, device('a', { at: first }), device('b', { at: second })));

  test.each<[string, readonly HostBridgeDescription[], readonly string[]]>([
    [
      'two host bridges on one bus',
      [hostBridge({ bus: '0000:00' }), hostBridge({ bus: '0000:00' })],
      ['root-bus-taken'],
    ],
    [
      'an id beside a child at 00.0',
      [hostBridge('8086:09a2', device('a', { at: '00.0' }))],
      ['function-at-00.0-twice'],
    ],
    ['none beside a child at 00.0', [hostBridge('none', device('a', { at: '00:00.0' }))], ['function-at-00.0-twice']],
    ['a child in another domain', [hostBridge('none', rootPort({ at: '0001:00:01.0' }))], ['wrong-domain']],
    ['a root bus child on another bus', [hostBridge('none', rootPort({ at: '01:01.0' }))], ['wrong-root-bus']],
    ['siblings on two buses', [two('01:00.0', '02:00.1')], ['siblings-disagree']],
    ['one address twice', [two('01:00.0', '01:00.0')], ['address-taken']],
    [
      'a bus that is not below',
      [hostBridge({ bus: '0000:40', id: 'none' }, rootPort({}, device('a', { at: '40:00.0' })))],
      ['bus-not-below-parent'],
    ],
    [
      'one bus below two ports',
      [hostBridge('none', rootPort({}, device('a', { at: '01:00.0' })), rootPort({}, device('b', { at: '01:00.1' })))],
      ['bus-taken'],
    ],
    [
      'a bus of the next host bridge',
      [
        hostBridge({ bus: '0000:00', id: 'none' }, rootPort({}, device('a', { at: '21:00.0' }))),
        hostBridge({ bus: '0000:20' }),
      ],
      ['bus-taken'],
    ],
    [
      'no bus left before the next host bridge',
      [hostBridge({ bus: '0000:00', id: 'none' }, rootPort({})), hostBridge({ bus: '0000:01' })],
      ['buses-exhausted'],
    ],
    ['device 32', [hostBridge('none', device('a', { at: '20.0' }))], ['address-out-of-range']],
    [
      'children of an endpoint',
      [hostBridge('none', node('nvme', { name: 'a' }, device('b')))],
      ['children-of-endpoint'],
    ],
    [
      'virtual functions past the last bus',
      [hostBridge('none', rootPort({}, device('a', { at: 'ff:00.0', vfs: { count: 300, offset: 1, stride: 1 } })))],
      ['virtual-functions-beyond-bus'],
    ],
    [
      'a virtual function on a taken address',
      [
        hostBridge(
          'none',
          rootPort(
            {},
            device('a', { at: '00.0', vfs: { count: 4, offset: 1, stride: 1 } }),
            device('b', { at: '00.2' }),
          ),
        ),
      ],
      ['virtual-function-address-taken'],
    ],
    ['a BAR size that is no power of two', [hostBridge('none', device('a', { bars: [bar(3n << 20n)] }))], ['bar-size']],
    ['a BAR of no size', [hostBridge('none', device('a', { bars: [bar(0n)] }))], ['bar-size']],
    [
      'a BAR that is not aligned',
      [hostBridge('none', device('a', { bars: [bar(1n << 20n, 0x1000n)] }))],
      ['bar-misaligned'],
    ],
    [
      'two BARs that overlap',
      [
        hostBridge(
          'none',
          device('a', { bars: [bar(1n << 21n, 0n)] }),
          device('b', { bars: [bar(1n << 20n, 1n << 20n)] }),
        ),
      ],
      ['bar-overlap'],
    ],
    [
      'a BAR past 64 bits',
      [hostBridge('none', device('a', { bars: [bar(1n << 63n, 1n << 64n)] }))],
      ['bar-beyond-64-bit'],
    ],
    [
      'no room for a BAR',
      [hostBridge('none', device('a', { bars: [bar(1n << 63n), bar(1n << 63n)] }))],
      ['bar-no-space'],
    ],
    [
      'p2pmem past its BAR',
      [hostBridge('none', device('a', { bars: [bar(1n << 22n, null, { size: 1n << 22n, offset: 1n << 21n })] }))],
      ['p2pmem-beyond-bar'],
    ],
    [
      'p2pmem that begins behind its BAR',
      [hostBridge('none', device('a', { bars: [bar(1n << 22n, null, { size: null, offset: 1n << 22n })] }))],
      ['p2pmem-beyond-bar'],
    ],
  ])('%s', (_, hostBridges, wanted) => {
    expect(kinds(...hostBridges)).toEqual(wanted);
  });

  test('a fault stands at the later declaration and names the earlier one', () => {
    const first = device('a', { at: '01:00.0' });
    const second = device('b', { at: '01:00.0' });
    expect(faults(hostBridge('none', rootPort({}, first, second)))).toEqual([
      {
        origin: second.origin,
        fault: 'address-taken',
        address: { domain: 0, bus: 1, device: 0, function: 0 },
        by: first.origin,
      },
    ]);
  });

  test('256 addresses a bus', () => {
    const full = Array.from({ length: 257 }, (_, index) => device(`d${String(index)}`));
    expect(kinds(hostBridge('none', rootPort({}, ...full)))).toEqual(['bus-full']);
  });
});

describe('BARs', () => {
  test('64-bit addresses are exact, p2pmem is the rest of the BAR from its offset', () => {
    const at = 0xffff_ffff_c000_0000n;
    const { topology, faults: found } = enumerate({
      hostBridges: [hostBridge('none', device('a', { bars: [bar(1n << 30n, at, { size: null, offset: 0x200000n })] }))],
    });
    expect(found).toEqual([]);
    expect(topology.functions[0]?.bars).toMatchObject([
      { physical: at, size: 0x40000000n, assigned: false, p2pmem: { offset: 0x200000n, size: 0x3fe00000n } },
    ]);
  });

  test('assigned BARs are aligned, overlap nothing, and keep the order of the file', () => {
    const sizes = fc.array(
      fc.tuple(fc.integer({ min: 12, max: 40 }), fc.option(fc.integer({ min: 0, max: 1 << 20 }))),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(sizes, (wanted) => {
        const bars = wanted.map(([bits, place]) =>
          bar(1n << BigInt(bits), place === null ? null : 0x3800_0000_0000n + BigInt(place) * (1n << 41n)),
        );
        const { topology, faults: found } = enumerate({ hostBridges: [hostBridge('none', device('a', { bars }))] });
        if (found.length > 0) return;
        const placed = topology.functions[0]?.bars ?? [];
        expect(placed.every(({ physical, size }) => physical % size === 0n)).toBe(true);
        const sorted = [...placed].sort((left, right) => (left.physical < right.physical ? -1 : 1));
        expect(
          sorted.every(
            (one, index) =>
              index === 0 || one.physical >= (sorted[index - 1]?.physical ?? 0n) + (sorted[index - 1]?.size ?? 0n),
          ),
        ).toBe(true);
        const assigned = placed.filter((one) => one.assigned).map(({ physical }) => physical);
        expect([...assigned].sort((left, right) => (left < right ? -1 : 1))).toEqual(assigned);
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

describe('hostile descriptions', () => {
  test('a chain of 10,000 bridges ends in one fault, not in a stack overflow', () => {
    let chain: FunctionDescription = device('deep');
    for (let depth = 0; depth < 10_000; depth += 1) chain = node('port', {}, chain);
    const { topology, faults: found } = enumerate({ hostBridges: [hostBridge('none', chain)] });
    expect(found.map(({ fault }) => fault)).toEqual(['buses-exhausted']);
    // Bus 255 is the last one: 255 bridges have a bus below them, and one more sits there without.
    expect(topology.functions.length).toBe(256);
  });

  test('60,000 virtual functions', () => {
    const many = device('nic', { vfs: { count: 60_000, offset: 1, stride: 1 } });
    const { topology, faults: found } = enumerate({ hostBridges: [hostBridge('none', rootPort({}, many))] });
    expect([found, topology.functions.length]).toEqual([[], 60_002]);
  });

  test('a stride of 0 is one fault', () => {
    expect(
      kinds(hostBridge('none', rootPort({}, device('nic', { vfs: { count: 60_000, offset: 1, stride: 0 } })))),
    ).toEqual(['virtual-function-address-taken']);
  });
});

test('every address is unique, every child is on its bridge’s secondary bus, every range nests', () => {
  const leaf = fc.constant(0).map(() => node('nvme', {}));
  const level = (below: fc.Arbitrary<FunctionDescription>): fc.Arbitrary<FunctionDescription> =>
    fc
      .tuple(fc.constantFrom('root_port', 'port', 'switch', 'pci_bridge'), fc.array(below, { maxLength: 3 }))
      .map(([kind, children]) => node(kind as 'port', {}, ...children));
  const trees = fc.array(level(level(level(leaf))), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(trees, { minLength: 1, maxLength: 3 }), (machines) => {
      const { topology, faults: found } = enumerate({
        hostBridges: machines.map((children) => hostBridge('none', ...children)),
      });
      expect(found).toEqual([]);
      const names = topology.functions.map(({ address }) => formatAddress(address));
      expect(new Set(names).size).toBe(names.length);
      const misplaced = topology.functions.filter((one) => {
        const above = one.upstreamBridge === null ? null : topology.functions[one.upstreamBridge];
        if (above === null) return false;
        if (one.address.bus !== above?.secondaryBus || one.index <= above.index) return true;
        return one.secondaryBus !== null && (one.subordinateBus ?? 256) > (above.subordinateBus ?? -1);
      });
      expect(misplaced).toEqual([]);
    }),
    { numRuns: 60, seed: 2 },
  );
});
