// What a query asks for: lists, virtual functions, scenarios, what is undecided, and what is left out because of a fault.

import { describe, expect, test } from 'vitest';
import type { Analysis } from '../../server/language/analysis';
import { rules } from '../../server/language/rules';
import { analyseFixture, checkFixture, readFixture } from './fixture';

const MACHINE = `
  host_bridge pci0 [none] {
    root_port {
      switch {
        port { acs none nvme nvme0 { vfs 3 } }
        port { acs none nvme nvme1 }
        port { acs SV RR nic mlx0 { vfs 2 } }
      }
    }
  }`;

function pairsOf(analysis: Analysis, evaluation = 0): readonly (readonly string[])[] {
  const found = analysis.evaluations[evaluation];
  const name = (index: number): string => found?.machine.topology.functions[index]?.name ?? '?';
  return (found?.pairs ?? []).map(({ verdicts }) =>
    verdicts.map(({ provider, client }) => `${name(provider)}>${name(client)}`),
  );
}

describe('combinations', () => {
  test('every provider with every client, a device with itself left out, one named twice asked once', () => {
    const analysis = checkFixture(`${MACHINE}
  pair nvme0, nvme1, nvme0 -> nvme1, mlx0`);
    expect(pairsOf(analysis)).toEqual([['nvme0>nvme1', 'nvme0>mlx0', 'nvme1>mlx0']]);
  });

  test('a virtual function, and all of them', () => {
    const analysis = checkFixture(`${MACHINE}
  pair nvme0.vf1 -> mlx0.vf*
  pair nvme0.vf* -> nvme0`);
    expect(pairsOf(analysis)).toEqual([
      ['nvme0.vf1>mlx0.vf0', 'nvme0.vf1>mlx0.vf1'],
      ['nvme0.vf0>nvme0', 'nvme0.vf1>nvme0', 'nvme0.vf2>nvme0'],
    ]);
  });
});

describe('assertions', () => {
  /** nvme0 and nvme1: no redirect on the path, so below the switch. To mlx0: RR is set, and nobody represents pci0. */
  test.each([
    ['nvme0 -> nvme1 = bus_addr', true],
    ['nvme0 -> nvme1 = supported', true],
    ['nvme0 -> nvme1 = not_supported', false],
    ['nvme0 -> nvme1', null],
  ])('%s: %s', (pair, holds) => {
    const analysis = checkFixture(`${MACHINE}\n  kernel 5.10\n  pair ${pair}`);
    expect(analysis.evaluations[0]?.pairs[0]?.holds).toBe(holds);
  });

  test('one combination that is otherwise is enough for a list not to hold', () => {
    const analysis = checkFixture(`${MACHINE}\n  kernel 5.10\n  pair nvme0 -> nvme1, mlx0 = bus_addr`);
    expect(analysis.evaluations[0]?.pairs[0]?.holds).toBe(false);
  });

  /** Neither an id nor a function at 00.0: on 5.10 the verdict hinges on it. */
  test('what is not known is undecided, unless every possibility is as asserted', () => {
    const analysis = checkFixture(`
  kernel 5.10
  host_bridge pci0 { root_port { nvme nvme0 } root_port { nic mlx0 } }
  pair nvme0 -> mlx0 = thru_host_bridge
  pair nvme0 -> mlx0 = bus_addr`);
    expect(analysis.evaluations[0]?.pairs.map(({ holds }) => holds)).toEqual(['undecided', false]);
  });
});

describe('settings', () => {
  test('have the defaults of the language', () => {
    const { machine, settings, reliable } = checkFixture('').evaluations[0] ?? {};
    expect(machine?.settings).toMatchObject({
      kernel: { label: '7.3' },
      architecture: 'x86_64',
      cpu: { vendor: 'intel', family: null, model: null },
      iommu: 'off',
      commandLine: '',
    });
    expect([reliable, settings]).toEqual([true, { kernel: null, arch: null, cpu: null, iommu: null, cmdline: null }]);
  });

  test('the processor is ignored where it is not x86', () => {
    const analysis = checkFixture('  arch arm64 cpu amd family 0x17');
    expect(analysis.evaluations[0]?.machine.settings.cpu).toEqual({ vendor: 'other', family: null, model: null });
  });

  test('family and model are numbers of either base', () => {
    const analysis = checkFixture('  cpu amd family 0x19 model 1');
    expect(analysis.evaluations[0]?.machine.settings.cpu).toEqual({ vendor: 'amd', family: 25, model: 1 });
  });

  test('a scenario says where each setting that holds in it stands', () => {
    const analysis = checkFixture('  kernel 6.1 iommu on scenario s { kernel 5.10 }');
    const { settings, scenario } = analysis.evaluations[1] ?? {};
    expect([scenario, settings?.kernel?.syntax.version.value, settings?.iommu?.syntax.mode.value]).toEqual([
      's',
      '5.10',
      'on',
    ]);
  });

  test('a suffix leaves no doubt which kernel is meant, so the queries are evaluated', () => {
    const analysis = checkFixture(`${MACHINE}
  kernel 5.10.0-30-amd64
  //     ^^^^^^^^^^^^^^^ kernel-suffix: …
  pair nvme0 -> nvme1 = bus_addr`);
    expect(analysis.evaluations[0]?.pairs[0]?.holds).toBe(true);
  });
});

describe('ACS', () => {
  test('is computed for ports, absent elsewhere, pinned where flags stand', () => {
    const analysis = checkFixture(`
  host_bridge pci0 {
    root_port {
      switch sw0 {
        port p0 { acs SV UF }
        port p1 { acs auto firmware RR caps SV RR }
        port p2 { acs absent }
        port p3 { acs none }
      }
    }
  }`);
    const { functions } = analysis.evaluations[0]?.machine.topology ?? { functions: [] };
    expect(functions.map(({ kind, acs }) => [kind, acs])).toEqual([
      ['root_port', { mode: 'auto', firmware: null, capability: null }],
      ['switch', { mode: 'absent' }],
      ['port', { mode: 'pinned', control: 0x11, capability: null }],
      ['port', { mode: 'auto', firmware: 0x04, capability: 0x05 }],
      ['port', { mode: 'absent' }],
      ['port', { mode: 'pinned', control: 0, capability: null }],
    ]);
  });
});

describe('properties reach the core', () => {
  test('BARs, DMA, bus offset, NUMA node and subsystem, exact to the bit', () => {
    const analysis = checkFixture(`
  host_bridge pci0 {
    bus_offset -0x8000000000000001 numa 1
    nvme nvme0 @ 05.0 [144d:a824] [1028:1fe0] {
      bar 4 512MiB at 0x380000000000 p2pmem 256MiB offset 2MiB
      published numa 0
      dma { ops custom mask 0xffffffffff max_segment 0x10000 boundary 4GiB untrusted }
    }
  }`);
    const { functions, hostBridges } = analysis.evaluations[0]?.machine.topology ?? { functions: [], hostBridges: [] };
    expect(hostBridges[0]).toMatchObject({ busOffset: -0x8000000000000001n, numaNode: 1 });
    expect(functions[0]).toMatchObject({
      address: { domain: 0, bus: 0, device: 5, function: 0 },
      id: { vendor: 0x144d, device: 0xa824 },
      subsystemId: { vendor: 0x1028, device: 0x1fe0 },
      published: true,
      numaNode: 0,
      bars: [{ number: 4, physical: 0x380000000000n, p2pmem: { offset: 0x200000n, size: 0x10000000n } }],
      dma: { ops: 'custom', mask: 0xffffffffffn, maxSegment: 0x10000n, boundary: 0xffffffffn, untrusted: true },
    });
  });
});

describe('a second one', () => {
  test('of a scenario is reported and not evaluated: a name stands for one evaluation', () => {
    const analysis = checkFixture(`${MACHINE}
  scenario s { kernel 5.10 pair nvme0 -> nvme1 = bus_addr }
  scenario s { kernel 3.10 pair nvme0 -> nvme9 }
  //       ^ name-duplicate: \`s\`: expected a name that is not taken, found that of a scenario in line 11; choose another one
  //                  ^^^^ kernel-too-old: …
  //                                     ^^^^^ name-unknown: …
  scenario t {}`);
    expect(analysis.evaluations.map(({ scenario, pairs }) => [scenario, pairs.map(({ holds }) => holds)])).toEqual([
      [null, []],
      ['s', [true]],
      ['t', []],
    ]);
  });

  test('in a dma block is reported, and the first one holds', () => {
    const analysis = checkFixture(`
  host_bridge h {
    nic a {
      dma {
        ops direct
        mask 0xffff
        untrusted
        ops custom
      //^^^^^^^^^^ property-duplicate: \`ops\`: expected once, found a second time; take one out
        mask 0xff
      //^^^^^^^^^ property-duplicate: \`mask\`: …
        untrusted
      //^^^^^^^^^ property-duplicate: …
      }
    }
  }`);
    expect(analysis.evaluations[0]?.machine.topology.functions[0]?.dma).toMatchObject({ ops: 'direct', mask: 0xffffn });
  });
});

describe('a fault in a BAR', () => {
  const tree = (bar: string, published = 'published'): string => `
  kernel 6.1
  host_bridge h [none] {
    root_port { acs none
      switch {
        port { acs none nvme a { ${bar}
          ${published} } }
        port { acs none nvme b { bar 4 16MiB p2pmem published } }
        port { acs none nic n }
      }
    }
  }
  sgl of_a { p2pmem a 4KiB }
  sgl of_b { p2pmem b 4KiB }
  map of_a -> n = bus 4KiB
  map of_b -> n = bus 4KiB
  pair a -> n = bus_addr
  provider for n = b
  nvmet s { port n namespace a p2pmem a = a namespace b p2pmem b = b }`;

  function holds(source: string): readonly unknown[] {
    const { maps, pairs, providers, nvmet } = analyseFixture(readFixture(source), rules).evaluations[0] ?? {};
    const all = [...(maps ?? []), ...(pairs ?? []), ...(providers ?? []), ...(nvmet?.[0]?.results ?? [])];
    return all.map((each) => each.holds);
  }

  test.each([
    ['bar 4 3MiB p2pmem', 'bar-size'],
    ['bar 4 16MiB at 0x380000100000 p2pmem', 'bar-address'],
    ['bar 4 16MiB p2pmem 32MiB', 'p2pmem-beyond-bar'],
    ['bar 0 16MiB at 0x380000000000 bar 4 16MiB at 0x380000000000 p2pmem', 'bar-overlap'],
  ])('withholds what may rest on its memory, and is the only finding: %s', (bar, code) => {
    const source = tree(bar);
    expect(holds(source)).toEqual([null, true, true, null, true]);
    expect(analyseFixture(readFixture(source), rules).diagnostics.map((each) => each.code)).toEqual([code]);
  });

  test('withholds no choice where its memory is not published, or is none', () => {
    const unpublished = tree('bar 4 3MiB p2pmem', '').replace(/nvmet.*/, '');
    expect(holds(unpublished)).toEqual([null, true, true, true]);
    const other = tree('bar 0 3MiB', '').replace(/nvmet.*/, '');
    expect(holds(other)).toEqual([null, true, true, true]);
  });
});

describe('a boundary', () => {
  /** dma_get_seg_boundary() is the size less one. */
  test.each([
    ['4KiB', 0xfffn],
    ['0x10000', 0xffffn],
    ['1B', 0n],
  ])('of %s is the kernel’s mask %i', (size, mask) => {
    const analysis = checkFixture(`  host_bridge h { nic a { dma { boundary ${size} } } }`);
    expect(analysis.evaluations[0]?.machine.topology.functions[0]?.dma.boundary).toBe(mask);
  });

  test('is a power of two; where it is none, nothing is evaluated with the device', () => {
    const analysis = checkFixture(`
  host_bridge h [none] {
    root_port { acs none
      switch { port { acs none nic a { dma { boundary 0B } } } port { acs none nic b { dma { boundary 0xffff } } }
      //                                              ^^ number-range: \`0B\`: expected a boundary that is a power of two, found 0 bytes; write it as in \`64KiB\`
      //                                                                                              ^^^^^^ number-range: \`0xffff\`: expected a boundary that is a power of two, as a size and not as a mask; write \`64KiB\`
      port { acs none nic c { dma { boundary 12KiB } } } port { nvme d } }
      //                                     ^^^^^ number-range: \`12KiB\`: expected a boundary that is a power of two; write it as in \`64KiB\`
    }
  }
  sgl l { ram 4KiB }
  map l -> a
  map l -> b
  map l -> c
  map l -> d`);
    expect(analysis.evaluations[0]?.maps.map(({ mapping }) => mapping?.result.outcome)).toEqual([
      undefined,
      undefined,
      undefined,
      'mapped',
    ]);
  });
});

describe('a DMA mask', () => {
  test('that is not 2^n - 1 is a warning that says what was probably meant', () => {
    const analysis = checkFixture(`
  host_bridge h {
    nic a { dma { mask 32 } }
    //                 ^^ dma-mask: \`32\`: expected 2^n - 1, all addresses that the device reaches; did you mean \`0xffffffff\`?
    nic b { dma { mask 0x100000000 } }
    //                 ^^^^^^^^^^^ dma-mask: \`0x100000000\`: expected 2^n - 1, all addresses that the device reaches; did you mean \`0xffffffff\`?
    nic c { dma { mask 0xfffff000 } }
    //                 ^^^^^^^^^^ dma-mask: \`0xfffff000\`: expected 2^n - 1, all addresses that the device reaches; did you mean \`0xffffffff\`?
    nic d { dma { mask 64 } }
    //                 ^^ dma-mask: \`64\`: expected 2^n - 1, all addresses that the device reaches; did you mean \`0xffffffffffffffff\`?
    nic e { dma { mask 0 } }
    nic f { dma { mask 0xffffffffffffffff } }
  }`);
    expect(analysis.diagnostics.map(({ severity }) => severity)).toEqual(['warning', 'warning', 'warning', 'warning']);
    expect(analysis.diagnostics[0]?.replacement?.text).toBe('0xffffffff');
    expect(analysis.evaluations[0]?.machine.topology.functions[0]?.dma.mask).toBe(32n);
  });
});

/** A kernel asks about any two functions, and recordings of real machines have bridges as clients. Distances are hops to the common one. */
test('a bridge may be provider or client', () => {
  const analysis = checkFixture(`
  kernel 6.1
  host_bridge h [none] {
    root_port rp { acs none switch sw { port p { acs none nvme a } port { acs none nvme b } } }
  }
  pair rp -> a = bus_addr
  pair a -> rp = bus_addr
  pair sw, p -> b = bus_addr`);
  const pairs = analysis.evaluations[0]?.pairs ?? [];
  expect(pairs.map(({ holds, verdicts }) => [holds, verdicts.map(({ distance }) => distance)])).toEqual([
    [true, [3]],
    [true, [3]],
    [true, [2, 3]],
  ]);
});

test.each([
  ['nvme', 'an nvme'],
  ['nic', 'a nic'],
  ['gpu', 'a gpu'],
])('a name that is taken by %s', (kind, one) => {
  checkFixture(`
  host_bridge h { ${kind} a }
  sgl a {}
  //  ^ name-duplicate: \`a\`: expected a name that is not taken, found that of ${one} in line 2; choose another one`);
});

describe('an address on a wrong bus', () => {
  test('is one fault: it is in nobody’s way, and nobody in its own', () => {
    checkFixture(`
  host_bridge pci0 @ 0000:00 {
    root_port {
      nic a @ 01:00.0
      nic b @ 02:00.0
      //      ^^^^^^^ address-wrong-bus: …
      nic c @ 02:00.1 { vfs 4 }
      //      ^^^^^^^ address-wrong-bus: …
      nic d @ 01:00.1
      nic e @ 01:00.1
      //      ^^^^^^^ address-taken: \`01:00.1\`: expected an address that is free, found 0000:01:00.1, that of \`d\`; write another one
    }
    nic f @ 0001:00:05.0
    //      ^^^^^^^^^^^^ address-wrong-bus: …
    nic g @ 05.0
    nic h @ 01:25.9
    //      ^^^^^^^ address-range: …
    //      ^^^^^^^ address-wrong-bus: …
  }`);
  });

  test('also where its virtual functions find no room at the place it gets instead', () => {
    checkFixture(`
  host_bridge pci0 {
    root_port {
      nic a @ 01:00.0
      nic c @ 01:00.3
      nic b @ 02:00.0 { vfs 4 }
      //      ^^^^^^^ address-wrong-bus: …
    }
  }`);
  });

  test('has no say in what its siblings are asked', () => {
    const analysis = checkFixture(`
  host_bridge pci0 [none] {
    root_port {
      switch {
        port { nic a @ 04:00.0 nic b @ 05:00.0 }
        //                             ^^^^^^^ address-wrong-bus: …
        port { nic c }
      }
    }
  }
  pair a -> c = bus_addr
  pair b -> c = bus_addr`);
    expect(analysis.evaluations[0]?.pairs.map(({ holds }) => holds)).toEqual([true, null]);
  });

  test('where the bus itself is refused, an address that stands twice is named as it is written', () => {
    checkFixture(`
  host_bridge pci0 @ 0000:00 {
    root_port { nic a @ 01:00.0 }
    root_port {
      nic b @ 01:00.0
      //      ^^^^^^^ bus-taken: …
      nic c @ 01:00.0
      //      ^^^^^^^ address-taken: \`01:00.0\`: expected an address that is free, found 0000:01:00.0, that of \`b\`; write another one
    }
  }`);
  });
});
