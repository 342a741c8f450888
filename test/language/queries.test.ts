// What `map` answers, in the worked example and in every era, and when a claim about it holds. The addresses and segments are derived
// by hand from the kernel's rules: without an IOMMU every entry is a segment; with one, all that is no bus address shares
// one IOVA range, top-down below 4 GiB, and an entry joins the one before it if nothing lies between them.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answer, chosen, evaluate, holdsOf, tree } from './query-machine';

const EXAMPLE = readFileSync(new URL('example.p2p', import.meta.url), 'utf8');

describe('the worked example', () => {
  const evaluation = evaluate(EXAMPLE);

  test('maps the list as it claims: 7 KiB of IOVA before and after the first bus address, in one range of 16 KiB', () => {
    // Granules: e00+1000 fill two, 800 one, 1000 one: four, so the range begins at 4 GiB - 16 KiB.
    expect(answer(evaluation)).toEqual([
      'iova 0xffffc200 0x1e00',
      'bus 0x380020000000 0x1000',
      'iova 0xffffe000 0x800',
      'iova 0xfffff000 0x1000',
      'bus 0x380000210000 0x1000',
    ]);
  });

  test('chooses among the two that tie, and gives each namespace what it claims', () => {
    expect(chosen(evaluation)).toEqual(['nvme0', 'nvme1']);
    expect(holdsOf(evaluation)).toEqual([true, true, true, true]);
    const lines = evaluation.nvmet[0]?.results.flatMap(({ result }) => result.controller?.lines ?? []);
    expect(lines?.map(({ text }) => text)).toEqual([
      'using p2pmem on 0000:03:00.0 for nsid 1',
      'using p2pmem on 0000:03:00.0 for nsid 2',
    ]);
  });

  test('in a scenario asks what stands there', () => {
    const stock = `${EXAMPLE.trimEnd().replace(/\}$/, '')}  map read -> mlx0 = iova 0x1e00, iova 4KiB, iova 2KiB, iova 8KiB\n}\n`;
    // 5.17 looks at the first page, which is memory, and takes all of the list for memory: six granules, for which eight
    // are taken, 32 KiB below 4 GiB. The first four entries join; the fourth ends in its granule, the last two join behind.
    const before = evaluate(stock, 'before_listing');
    expect(before.maps[0]?.mapping?.result).toMatchObject({ outcome: 'mapped', path: 'dma-iommu' });
    expect(answer(before)).toEqual(['iova 0xffff8200 0x3600', 'iova 0xffffc000 0x2000']);
    expect(before.maps[0]?.holds).toBe(false);
  });
});

describe('lists', () => {
  const mapped = (entries: string, before = ''): readonly string[] | string =>
    answer(evaluate(`${before}${tree()}sgl l { ${entries} }\nmap l -> mlx0\n`));

  test('an entry follows the previous one of the same memory, whatever stands between', () => {
    expect(
      mapped('p2pmem nvme0 8KiB p2pmem nvme1 4KiB p2pmem nvme0 4KiB p2pmem nvme0 4KiB offset 1MiB p2pmem nvme0 4KiB'),
    ).toEqual([
      'bus 0x380000000000 0x2000',
      'bus 0x380001400000 0x1000',
      'bus 0x380000002000 0x1000',
      'bus 0x380000100000 0x1000',
      'bus 0x380000101000 0x1000',
    ]);
  });

  test('`bar` says which memory, and each has its own next offset', () => {
    const two = tree().replace(
      'bar 4 16MiB at 0x380000000000 p2pmem',
      'bar 2 2MiB at 0x300000000000 p2pmem bar 4 16MiB at 0x380000000000 p2pmem',
    );
    const text = `${two}sgl l { p2pmem nvme0 bar 4 4KiB p2pmem nvme0 4KiB p2pmem nvme0 bar 4 4KiB p2pmem nvme0 bar 2 4KiB }\nmap l -> mlx0\n`;
    expect(answer(evaluate(text))).toEqual([
      'bus 0x380000000000 0x1000',
      'bus 0x300000000000 0x1000',
      'bus 0x380000001000 0x1000',
      'bus 0x300000001000 0x1000',
    ]);
  });

  test('memory without an address begins on a page, and keeps out of the way of everything that has one', () => {
    const text = `${tree().replace('bar 4 16MiB at 0x380000000000', 'bar 0 1MiB at 0x200000 bar 4 16MiB at 0x380000000000')}
sgl l { ram 2KiB ram 0x800 at 0x102000 ram 8KiB ram 1MiB }
map l -> mlx0
`;
    // 0x100000 is the first; 8 KiB fit before 0x102000 no more once 0x100000 is taken; 1 MiB fits behind the BAR.
    expect(answer(evaluate(text))).toEqual([
      'physical 0x100000 0x800',
      'physical 0x102000 0x800',
      'physical 0x103000 0x2000',
      'physical 0x300000 0x100000',
    ]);
    const entries = evaluate(text).maps[0]?.mapping?.entries.map(
      ({ memory }) => memory.kind === 'ram' && memory.assigned,
    );
    expect(entries).toEqual([true, false, true, true]);
  });

  test('sizes and addresses above 2^53 are exact', () => {
    const high = tree()
      .replace('at 0x380000000000', 'at 0xfff8000001000000')
      .replace(
        'host_bridge pci0 @ 0000:00 [8086:09a2] {',
        'host_bridge pci0 @ 0000:00 [8086:09a2] { bus_offset -0x1000',
      );
    expect(answer(evaluate(`${high}sgl l { p2pmem nvme0 4KiB offset 0xfff000 }\nmap l -> mlx0\n`))).toEqual([
      'bus 0xfff8000001ffe000 0x1000',
    ]);
  });

  test('an entry that fills the memory to its end is in, one byte more is not', () => {
    expect(mapped('p2pmem nvme1 4KiB offset 0x7ff000')).toEqual(['bus 0x380001bff000 0x1000']);
    expect(mapped('p2pmem nvme1 4KiB offset 0x7ff001')).toBe('invalid');
  });

  test('lists that nobody maps are looked at in the machine, not in scenarios', () => {
    const text = `${tree()}sgl l { ram 4KiB }\nscenario s { iommu on }\n`;
    expect(evaluate(text).scatterlists.map(({ syntax }) => syntax.name.value)).toEqual(['l']);
    expect(evaluate(text, 's').scatterlists).toEqual([]);
  });
});

describe('what map claims', () => {
  const LIST = 'sgl l { ram 4KiB p2pmem nvme0 4KiB }';
  const FAILS = 'sgl l { ram 4KiB p2pmem nvme2 4KiB }';

  test.each([
    ['', LIST, 'physical 4KiB, bus 4KiB', true],
    ['', LIST, 'physical 0x1000, bus 4096B', true],
    ['', LIST, 'bus 4KiB, physical 4KiB', false],
    ['', LIST, 'physical 4KiB', false],
    ['', LIST, 'physical 4KiB, bus 4KiB, bus 4KiB', false],
    ['', LIST, 'physical 4KiB, bus 8KiB', false],
    ['', LIST, '2 segments', true],
    ['', LIST, '1 segment', false],
    ['', LIST, 'EREMOTEIO', false],
    ['', FAILS, 'EREMOTEIO', true],
    ['', FAILS, 'EIO', false],
    ['', FAILS, '2 segments', false],
    ['', FAILS, '0 segments', false],
  ])('%s %s = %s: %s', (settings, list, claim, holds) => {
    expect(holdsOf(evaluate(`${settings}\n${tree(' [8086:4c43]')}${list}\nmap l -> mlx0 = ${claim}\n`))).toEqual([
      holds,
    ]);
  });

  test('a call without an error code returns no segments', () => {
    const text = (claim: string): string =>
      `kernel 5.10\n${tree(' [8086:4c43]')}sgl l { p2pmem nvme2 4KiB }\nmap l -> mlx0 = ${claim}\n`;
    expect(answer(evaluate(text('0 segments')))).toBe('0');
    expect(holdsOf(evaluate(text('0 segments')))).toEqual([true]);
    expect(holdsOf(evaluate(text('EREMOTEIO')))).toEqual([false]);
  });

  /** Nobody says who speaks for the host bridge, so nvme2 -> mlx0 is THRU_HOST_BRIDGE or NOT_SUPPORTED. */
  test.each([
    ['sgl l { p2pmem nvme2 4KiB }', 'physical 4KiB', 'undecided'],
    ['sgl l { p2pmem nvme2 4KiB }', 'EREMOTEIO', 'undecided'],
    ['sgl l { p2pmem nvme2 4KiB }', 'bus 4KiB', false],
    ['sgl l { p2pmem nvme2 4KiB }', 'ENOMEM', false],
    ['sgl l { ram 4KiB p2pmem nvme2 4KiB p2pmem nvme0 4KiB }', '3 segments', 'undecided'],
    ['sgl l { ram 4KiB p2pmem nvme2 4KiB p2pmem nvme0 4KiB }', '2 segments', false],
  ])('%s = %s, where one map type is not known: %s', (list, claim, holds) => {
    expect(holdsOf(evaluate(`${tree('')}${list}\nmap l -> mlx0 = ${claim}\n`))).toEqual([holds]);
  });

  test('an answer that every possible map type gives is known', () => {
    // 24-bit mask: through the host bridge it is out of reach (EIO, 6.1), else EREMOTEIO; neither is a segment.
    const text = (claim: string): string =>
      `kernel 6.1\n${tree('', 'dma { mask 0xffffff }')}sgl l { p2pmem nvme2 4KiB }\nmap l -> mlx0 = ${claim}\n`;
    expect(answer(evaluate(text('1 segment')))).toBe('undecided');
    expect(holdsOf(evaluate(text('1 segment')))).toEqual([false]);
    expect(holdsOf(evaluate(text('EIO')))).toEqual(['undecided']);
  });
});

describe('eras', () => {
  const MIXED = 'sgl l { p2pmem nvme0 4KiB ram 4KiB at 0x100000 }\nmap l -> mlx0\n';
  const TURNED = 'sgl l { ram 4KiB at 0x100000 p2pmem nvme0 4KiB }\nmap l -> mlx0\n';
  const REFUSED = 'sgl l { ram 4KiB at 0x100000 p2pmem nvme2 4KiB }\nmap l -> mlx0\n';

  /** bus_offset 0x1000: subtracted by pci_p2pdma_map_sg() before 5.16, added since. */
  test.each([
    ['5.10', MIXED, ['bus 0x37fffffff000 0x1000', 'bus 0xff000 0x1000']],
    ['5.15', MIXED, ['bus 0x37fffffff000 0x1000', 'bus 0xff000 0x1000']],
    ['5.16', MIXED, ['bus 0x380000001000 0x1000', 'bus 0x101000 0x1000']],
    ['p2pdma_map_ops_v1', MIXED, ['bus 0x380000001000 0x1000', 'physical 0x100000 0x1000']],
    ['6.0', MIXED, ['bus 0x380000001000 0x1000', 'physical 0x100000 0x1000']],
    ['7.3', MIXED, ['bus 0x380000001000 0x1000', 'physical 0x100000 0x1000']],
    ['5.10', TURNED, ['physical 0x100000 0x1000', 'physical 0x380000000000 0x1000']],
    ['5.16', TURNED, ['physical 0x100000 0x1000', 'physical 0x380000000000 0x1000']],
    ['p2pdma_map_ops_v1', TURNED, ['physical 0x100000 0x1000', 'bus 0x380000001000 0x1000']],
    ['6.0', TURNED, ['physical 0x100000 0x1000', 'bus 0x380000001000 0x1000']],
    ['5.16', REFUSED, ['physical 0x100000 0x1000', 'physical 0x380002000000 0x1000']],
    ['p2pdma_map_ops_v1', REFUSED, 'EREMOTEIO'],
    ['6.0', REFUSED, 'EREMOTEIO'],
  ])('%s: %s', (kernel, list, expected) => {
    const offset = tree(' [8086:4c43]').replace('[8086:4c43] {', '[8086:4c43] { bus_offset 0x1000');
    expect(answer(evaluate(`kernel ${kernel}\n${offset}${list}`))).toEqual(expected);
  });

  test('what goes through the host bridge takes the rest of an old list with it', () => {
    const text = `kernel 5.18\n${tree()}sgl l { p2pmem nvme2 4KiB ram 4KiB at 0x100000 p2pmem nvme0 4KiB }\nmap l -> mlx0\n`;
    expect(answer(evaluate(text))).toEqual([
      'physical 0x380002000000 0x1000',
      'physical 0x100000 0x1000',
      'physical 0x380000000000 0x1000',
    ]);
  });

  test('a 32-bit kernel has no such list since 6.0, and before it has', () => {
    const text = (kernel: string): string =>
      `kernel ${kernel}\narch i386\n${tree()}sgl l { p2pmem nvme0 4KiB }\nmap l -> mlx0 = bus 4KiB\n`;
    expect(answer(evaluate(text('6.0')))).toBe('invalid');
    expect(holdsOf(evaluate(text('6.0')))).toEqual([false]);
    expect(holdsOf(evaluate(text('5.17')))).toEqual([true]);
  });
});

describe('IOMMU and bounce buffer', () => {
  const LIST = 'sgl l { ram 4KiB at 0x100000 p2pmem nvme2 4KiB }\nmap l -> mlx0\n';
  const JOINED = ['iova 0xffffe000 0x2000'];
  const DIRECT = ['physical 0x100000 0x1000', 'physical 0x380002000000 0x1000'];
  /** Each entry fills its page, so neither is bounced; two ranges of a page, top-down. */
  const ONE_BY_ONE = ['iova 0xfffff000 0x1000', 'iova 0xffffe000 0x1000'];

  test.each([
    ['iommu off', '', DIRECT],
    ['iommu passthrough', '', DIRECT],
    ['iommu on', '', JOINED],
    ['iommu on', 'dma { untrusted }', ONE_BY_ONE],
    ['iommu on', 'dma { ops direct }', DIRECT],
    ['iommu on', 'dma { ops custom }', 'undecided'],
    ['iommu on', 'dma { max_segment 4KiB }', ['iova 0xffffe000 0x1000', 'iova 0xfffff000 0x1000']],
    ['kernel 6.1\ncmdline "swiotlb=force"', '', 'EIO'],
  ])('%s, %s', (settings, client, expected) => {
    expect(answer(evaluate(`${settings}\n${tree(' [8086:09a2]', client)}${LIST}`))).toEqual(expected);
  });

  test('swiotlb=force bounces peer-to-peer memory through the host bridge on 7.3, which 6.1 refuses', () => {
    const evaluation = evaluate(`cmdline "swiotlb=force"\n${tree()}${LIST}`);
    const result = evaluation.maps[0]?.mapping?.result;
    expect(result?.outcome === 'mapped' && result.segments.map(({ bounced }) => bounced)).toEqual([true, true]);
    expect(
      answer(evaluate(`kernel 6.1\ncmdline "swiotlb=force"\n${tree()}sgl l { p2pmem nvme0 4KiB }\nmap l -> mlx0\n`)),
    ).toEqual(['bus 0x380000000000 0x1000']);
  });
});
