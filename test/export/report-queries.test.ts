// Protects the report's answers to map, provider for and nvmet, which scripts read. Values are derived by hand: BAR
// addresses stand in the file, the first 16 KiB of a fresh domain end at 4 GiB, and what each kernel does with a list is
// stated beside it.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reportOf, TREE } from './machines';

const EXAMPLE = readFileSync(new URL('../language/example.p2p', import.meta.url), 'utf8');

describe('the worked example', () => {
  const { maps, providers, nvmet, scenarios } = reportOf(EXAMPLE);
  const [read] = maps;

  it('has the segments with addresses as hexadecimal strings, IOVAs marked as illustrative', () => {
    expect(read).toMatchObject({
      sgl: 'read',
      client: 'mlx0',
      path: 'dma-iommu',
      error: null,
      outcome: 'mapped',
      call: 'dma_map_sgtable',
      reason: null,
      entry: null,
      holds: true,
      messages: [],
      iova: { address: '0xffffc000', length: '0x4000' },
    });
    expect(
      read?.segments.map(({ kind, address, length, entries, illustrative }) => [
        kind,
        address,
        length,
        entries,
        illustrative,
      ]),
    ).toEqual([
      ['iova', '0xffffc200', '0x1e00', [0, 1], true],
      ['bus', '0x380020000000', '0x1000', [2], false],
      ['iova', '0xffffe000', '0x800', [3], true],
      ['iova', '0xfffff000', '0x1000', [4], true],
      ['bus', '0x380000210000', '0x1000', [5], false],
    ]);
  });

  it('has what the page tables translate an IOVA to', () => {
    // The page without an address gets the first free one, right behind the entry before: one run. nvme2's BAR is the
    // second that is assigned, 512 MiB behind nvme0's.
    expect(read?.segments.map(({ runs }) => runs)).toMatchObject([
      [{ physical: '0x100200', length: '0x1e00' }],
      [],
      [{ length: '0x800' }],
      [{ physical: '0x380040000000', length: '0x1000' }],
      [],
    ]);
  });

  it('has each entry with where it is and the rule that put it where it goes', () => {
    expect(read?.entries.map(({ rule, start, mapType, segment }) => [rule, start, mapType, segment])).toEqual([
      ['memory', 'first', null, 0],
      ['memory', 'joined', null, 0],
      ['bus-address', 'bus-address', 'BUS_ADDR', 1],
      ['memory', 'after-bus-address', null, 2],
      ['through-host-bridge', 'after-partial-granule', 'THRU_HOST_BRIDGE', 3],
      ['bus-address', 'bus-address', 'BUS_ADDR', 4],
    ]);
    expect(read?.entries[0]).toMatchObject({
      memory: 'ram',
      physical: '0x100200',
      illustrative: false,
      provider: null,
    });
    expect(read?.entries[1]).toMatchObject({ memory: 'ram', illustrative: true, offset: null });
    expect(read?.entries[5]).toMatchObject({
      memory: 'p2pmem',
      provider: 'nvme1',
      bar: 4,
      offset: '0x10000',
      length: '0x1000',
      physical: '0x380000210000',
      illustrative: false,
    });
  });

  it('has the whole tie set, its distance and every candidate', () => {
    expect(providers).toEqual([
      {
        clients: ['mlx0'],
        chosen: ['nvme0', 'nvme1'],
        distance: 4,
        outcome: 'chosen',
        undecided: [],
        undecidedBy: [],
        candidates: [
          { provider: 'nvme0', outcome: 'chosen', distance: 4, mapTypes: ['BUS_ADDR'] },
          { provider: 'nvme1', outcome: 'chosen', distance: 4, mapTypes: ['BUS_ADDR'] },
          { provider: 'nvme2', outcome: 'farther', distance: 6, mapTypes: ['THRU_HOST_BRIDGE'] },
        ],
        holds: true,
      },
    ]);
  });

  it('has every namespace on every port', () => {
    const result = {
      port: 'mlx0',
      provider: ['nvme0'],
      error: null,
      fallback: null,
      p2pmemError: null,
      outcome: 'provider',
      reason: null,
      undecidedBy: [],
      holds: true,
    };
    expect(nvmet).toEqual([
      {
        name: 'subsys0',
        results: [
          { ...result, namespace: 'nvme0', messages: ['using p2pmem on 0000:03:00.0 for nsid 1'] },
          { ...result, namespace: 'nvme1', messages: ['using p2pmem on 0000:03:00.0 for nsid 2'] },
        ],
      },
    ]);
  });

  it('has empty lists in scenarios that ask nothing of the kind', () => {
    expect(scenarios.map(({ maps: own, providers: asked, nvmet: blocks }) => [own, asked, blocks])).toEqual([
      [[], [], []],
      [[], [], []],
    ]);
  });
});

describe('a scatterlist that is not mapped', () => {
  const BOTH = `${TREE}sgl both { ram 4KiB at 0x100000 p2pmem nvme1 4KiB ram 4KiB at 0x200000 }\n`;

  it('names the error, the entry and what became of the others', () => {
    const [map] = reportOf(`${BOTH}map both -> mlx0 = EREMOTEIO\n`).maps;
    expect(map).toMatchObject({
      path: 'dma-direct',
      outcome: 'error',
      error: 'EREMOTEIO',
      reason: 'not-supported',
      entry: 1,
      segments: [],
      iova: null,
      holds: true,
    });
    expect(map?.entries.map(({ rule, mapType, segment }) => [rule, mapType, segment])).toEqual([
      ['undone', null, null],
      ['refused', 'NOT_SUPPORTED', null],
      ['not-reached', null, null],
    ]);
  });

  it('has no error name where the call has none: before the series a driver calls pci_p2pdma_map_sg(), which returns 0', () => {
    const text = `kernel 5.12\n${TREE}sgl peer { p2pmem nvme1 4KiB }\nmap peer -> mlx0\n`;
    expect(reportOf(text).maps[0]).toMatchObject({
      path: 'old-p2pdma',
      call: 'pci_p2pdma_map_sg',
      outcome: 'error',
      error: null,
      reason: 'not-supported',
      holds: null,
    });
  });

  it('says that no such list exists: 12 KiB behind 16 MiB less 8 KiB', () => {
    const text = `${TREE}sgl long { ram 4KiB p2pmem nvme0 12KiB offset 16376KiB }\nmap long -> mlx0\n`;
    const [map] = reportOf(text).maps;
    expect(map).toMatchObject({ outcome: 'invalid', path: null, call: null, reason: 'beyond-peer-memory', entry: 1 });
    expect(map?.entries.map(({ rule }) => rule)).toEqual([null, null]);
  });

  it('says what is not known', () => {
    const text = `${TREE.replace(' [8086:4c43]', '')}sgl peer { p2pmem nvme1 4KiB }\nmap peer -> mlx0\n`;
    expect(reportOf(text).maps[0]).toMatchObject({
      outcome: 'undecided',
      reason: 'map-type',
      entry: 0,
      undecidedBy: [{ device: 'pci0', missing: 'function at 00.0' }],
    });
  });

  it('keeps its place where a fault keeps it from being answered', () => {
    const text = `${TREE}sgl one { ram 4KiB }\nmap gone -> mlx0\nmap one -> mlx0\nprovider for gone\nprovider for mlx0\n`;
    const { maps, providers } = reportOf(text);
    expect(maps.map(({ sgl, outcome, path }) => [sgl, outcome, path])).toEqual([
      ['gone', 'not-evaluated', null],
      ['one', 'mapped', 'dma-direct'],
    ]);
    expect(providers.map(({ clients, outcome }) => [clients, outcome])).toEqual([
      [['gone'], 'not-evaluated'],
      [['mlx0'], 'chosen'],
    ]);
  });
});

describe('the old call', () => {
  it('takes the first page for the whole list: memory gets a bus address too', () => {
    const text = `${TREE}sgl mixed { p2pmem nvme0 4KiB ram 2KiB at 0x100000 }
scenario old { kernel 5.17 map mixed -> mlx0 }
`;
    const { maps, scenarios } = reportOf(text);
    expect(maps).toEqual([]);
    expect(scenarios[0]?.maps[0]).toMatchObject({
      path: 'old-p2pdma',
      segments: [
        { kind: 'bus', address: '0x380000000000', length: '0x1000' },
        { kind: 'bus', address: '0x100000', length: '0x800' },
      ],
      entries: [{ rule: 'bus-address' }, { rule: 'first-page' }],
    });
  });
});

describe('providers and namespaces that are not served', () => {
  it('names no provider where the only published one is refused', () => {
    const { providers } = reportOf(`${TREE}provider for mlx0, nvme1 = none\n`);
    expect(providers[0]).toMatchObject({ chosen: [], distance: null, outcome: 'none', holds: true });
    expect(providers[0]?.candidates).toEqual([
      { provider: 'nvme0', outcome: 'refused', distance: -1, mapTypes: ['BUS_ADDR', 'NOT_SUPPORTED'] },
      { provider: 'nvme1', outcome: 'not-published', distance: null, mapTypes: [] },
    ]);
  });

  it('names those that might be chosen were more known', () => {
    const { providers } = reportOf(`${TREE.replace(' [8086:4c43]', '')}provider for nvme1\n`);
    expect(providers[0]).toMatchObject({
      chosen: [],
      outcome: 'undecided',
      undecided: ['nvme0'],
      undecidedBy: [{ device: 'pci0', missing: 'function at 00.0' }],
    });
  });

  it('says that a controller falls back to host memory', () => {
    // nvme1 publishes too, so enabling finds its own memory; nothing is in reach of both, it and mlx0.
    const text = `${TREE.replaceAll('p2pmem published', 'p2pmem').replace('0x380001000000 p2pmem', '0x380001000000 p2pmem published')}nvmet s { port mlx0 namespace nvme1 p2pmem auto = none }\n`;
    expect(reportOf(text).nvmet[0]?.results[0]).toMatchObject({
      provider: [],
      error: null,
      fallback: 'no-provider',
      outcome: 'host-memory',
      messages: ["no peer-to-peer memory is available that's supported by mlx0 and /dev/nvme1n1"],
      holds: true,
    });
  });

  it('says that enabling is refused', () => {
    const text = `${TREE}nvmet s { port mlx0 namespace nvme1 p2pmem auto = EINVAL }\n`;
    expect(reportOf(text).nvmet[0]?.results[0]).toMatchObject({
      provider: [],
      error: 'EINVAL',
      reason: 'no-provider',
      fallback: null,
      outcome: 'refused',
      messages: ['no peer-to-peer memory is available for /dev/nvme1n1'],
      holds: true,
    });
  });

  it('says that writing p2pmem is refused, and that host memory which nobody wanted otherwise is no fallback', () => {
    const text = `${TREE}nvmet s { port mlx0 namespace nvme0 p2pmem nvme1 namespace nvme1 }\n`;
    const [named, off] = reportOf(text).nvmet[0]?.results ?? [];
    expect(named).toMatchObject({ p2pmemError: 'ENODEV', outcome: 'host-memory', fallback: null, provider: [] });
    expect(named?.messages).toEqual(['PCI device has no peer-to-peer memory: 0000:06:00.0']);
    expect(off).toMatchObject({ p2pmemError: null, outcome: 'host-memory', fallback: null, messages: [] });
  });
});
