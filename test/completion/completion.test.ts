// What completion offers, place by place: what must be there in which order, and what must not. Each place with the text as
// it is while somebody types.

import { describe, expect, it } from 'vitest';
import type { CompletionContext } from '../../server/features/completion';
import { complete, labels, MACHINE } from './fixture';

interface Case {
  readonly at: string;
  /** The first labels, in this order. */
  readonly first?: readonly string[];
  readonly has?: readonly string[];
  readonly lacks?: readonly string[];
  /** All labels in this order. */
  readonly all?: readonly string[];
  readonly context?: CompletionContext;
}

function check({ at, first, has = [], lacks = [], all, context }: Case, machine = MACHINE): void {
  const found = labels(at.startsWith('^') ? at.slice(1) : machine + at, context);
  if (all !== undefined) expect(found).toEqual(all);
  if (first !== undefined) expect(found.slice(0, first.length)).toEqual(first);
  expect(has.filter((label) => !found.includes(label))).toEqual([]);
  expect(lacks.filter((label) => found.includes(label))).toEqual([]);
}

const inNvme = (text: string): string => `^host_bridge a { root_port { nvme n { ${text} } } }`;

describe('keywords by place', () => {
  it.each<Case>([
    { at: '^$0', has: ['host_bridge', 'kernel', 'cpu', 'pair', 'sgl', 'include', 'scenario'], lacks: ['port', 'acs'] },
    { at: '$0', has: ['iommu', 'pair', 'nvmet with a port and a namespace'], lacks: ['kernel', 'cpu', 'bar'] },
    { at: 'pai$0', has: ['pair'] },
    { at: '^ker$0nel 6.1', has: ['kernel'] },
    { at: '^host_bridge a {\n  $0\n}', first: ['root_port'], lacks: ['port', 'switch', 'acs', 'pair', 'published'] },
    { at: '^host_bridge a {\n  numa 0\n  $0\n}', has: ['bus_offset'], lacks: ['numa'] },
    {
      at: '^host_bridge a { root_port {\n  $0\n} }',
      has: ['switch', 'nvme', 'acs', 'bar'],
      lacks: ['root_port', 'vfs'],
    },
    { at: '^host_bridge a { root_port { switch {\n  $0\n} } }', first: ['port'], lacks: ['nvme', 'switch'] },
    { at: inNvme('$0'), has: ['bar', 'vfs', 'acs', 'dma', 'numa'], lacks: ['published', 'nvme', 'port'] },
    { at: inNvme('bar 0 1MiB p2pmem\n $0'), has: ['published', 'bar'] },
    { at: inNvme('bar 0 1MiB p2pmem published\n acs none\n $0'), lacks: ['published', 'acs'] },
    { at: inNvme('dma { untrusted\n $0 }'), all: ['ops', 'mask', 'max_segment', 'boundary'] },
    { at: 'sgl b { $0 }', all: ['ram', 'p2pmem'] },
    { at: '^sgl b { $0 }', all: ['ram'] },
    { at: 'nvmet s { $0 }', all: ['port', 'namespace'] },
    {
      at: 'scenario s {\n kernel 5.4\n $0\n}',
      has: ['cpu', 'iommu', 'cmdline', 'pair', 'nvmet'],
      lacks: ['kernel', 'sgl'],
    },
  ])('$at', (each) => {
    check(each);
  });

  it('come in the order in which a file grows, blocks below their word', () => {
    const settings = ['kernel', 'arch', 'cpu', 'iommu', 'cmdline'];
    const bridge = ['host_bridge', 'host_bridge with a root port'];
    const queries = ['pair', 'map', 'provider', 'nvmet'];
    check({ at: '^$0', first: [...bridge, ...settings, 'include', ...queries, 'sgl', 'sgl with two entries'] });
    check({ at: '^host_bridge a { root_port { } }\n$0', first: [...settings, ...bridge, 'include', 'pair'] });
    const block = 'nvmet with a port and a namespace';
    const rest = [
      'sgl',
      'sgl with two entries',
      'scenario',
      'scenario with another kernel',
      'arch',
      'iommu',
      'cmdline',
    ];
    check({ at: '$0', all: [...queries, block, ...rest, ...bridge, 'include'] });
    const nvme = ['nvme', 'nvme with a controller memory buffer', 'nic'];
    check({ at: '^host_bridge a {\n  $0\n}', first: ['root_port', ...nvme] });
  });

  it('are not offered where the line goes on', () => {
    check({ at: 'iommu on $0', all: [] });
    check({ at: '^nonsense here $0', all: [] });
  });
});

describe('names by meaning', () => {
  it.each<Case>([
    { at: 'pair $0', first: ['nvme0', 'mlx0', 'mlx0.vf*', 'nvme1'], lacks: ['read', 'pci0'] },
    { at: 'pair nvme0, $0 -> mlx0', first: ['mlx0'], lacks: ['nvme0'] },
    { at: 'pair $0, nvme1 -> mlx0', first: ['nvme0'], lacks: ['nvme1'] },
    { at: 'pair nvme0 -> $0', first: ['mlx0', 'mlx0.vf*', 'nvme1'], lacks: ['nvme0'] },
    { at: 'pair nvme0 -> mlx0.$0', all: ['mlx0.vf*', 'mlx0.vf0', 'mlx0.vf1'] },
    { at: 'pair nv$0me1 -> mlx0', first: ['nvme0'] },
    { at: 'map $0', all: ['read'] },
    { at: 'map read -> $0', first: ['mlx0', 'nvme0'], lacks: ['mlx0.vf*', 'read'] },
    { at: 'map read -> mlx0.$0', all: ['mlx0.vf0', 'mlx0.vf1'] },
    { at: 'provider $0', all: ['for'] },
    { at: 'provider for $0', first: ['mlx0'] },
    { at: 'sgl b { p2pmem $0 }', all: ['nvme0'] },
    { at: 'nvmet s { port $0 }', all: ['mlx0'] },
    { at: 'nvmet s { port mlx0\n namespace $0 }', all: ['nvme0', 'nvme1'] },
    { at: 'nvmet s { namespace nvme0\n namespace $0 }', all: ['nvme1'] },
    { at: 'nvmet s { namespace nvme1 p2pmem $0 }', all: ['auto', 'off', 'nvme0'] },
  ])('$at', (each) => {
    check(each);
  });

  it('come with kind and address', () => {
    const [item] = complete(`${MACHINE}map read -> $0`).items;
    expect(item?.description).toBe('nic · 0000:05:00.0');
  });
});

describe('answers', () => {
  it.each([
    ['pair nvme0 -> mlx0 = $0', 'bus_addr', ['thru_host_bridge', 'not_supported', 'supported']],
    ['pair nvme0 -> mlx0 = bus$0_addr', 'bus_addr', ['supported']],
    ['provider for mlx0 = $0', 'nvme0', ['none']],
    ['map read -> mlx0 = $0', 'physical 4KiB, bus 4KiB', ['bus', 'iova', 'EREMOTEIO']],
    ['nvmet s { port mlx0 namespace nvme1 p2pmem auto = $0 }', 'nvme0', ['none', 'EINVAL']],
    ['nvmet s { port mlx0 namespace nvme1 = $0 }', 'none', ['nvme0']],
    ['scenario s { kernel 5.3\n iommu on\n pair nvme0 -> mlx0 = $0\n}', 'not_supported', ['bus_addr']],
  ])('%s: what the kernel decides comes first', (query, actual, others) => {
    const { items } = complete(MACHINE + query);
    expect([items[0]?.label, items[0]?.description]).toEqual([actual, 'what the kernel decides']);
    expect(items.slice(1).map(({ label }) => label)).toEqual(expect.arrayContaining(others));
    expect(items.filter(({ label }) => label === actual)).toHaveLength(1);
  });

  it('that are not known are not marked', () => {
    const { items } = complete(`${MACHINE}pair nvme0 -> nowhere = $0`);
    expect(items.map(({ description }) => description)).not.toContain('what the kernel decides');
  });

  it('go on in their own words', () => {
    check({ at: 'map read -> mlx0 = bus 4KiB, $0', all: ['bus', 'physical', 'iova'] });
    check({ at: 'map read -> mlx0 = bus $0', first: ['4KiB'] });
    check({ at: 'map read -> mlx0 = 2 $0', all: ['segments'] });
    check({ at: 'map read -> mlx0 = 1 $0', all: ['segment'] });
    check({ at: 'provider for mlx0 = nvme0, $0', all: [] });
  });

  it('replace the answer that is there', () => {
    const text = `${MACHINE}map read -> mlx0 = $0iova 4KiB, bus 4KiB`;
    const { items } = complete(text);
    const start = text.indexOf('$0');
    expect(items[0]?.range).toEqual({ start, end: start + 'iova 4KiB, bus 4KiB'.length });
  });
});

describe('values', () => {
  it.each<Case>([
    { at: '^kernel $0', first: ['7.3', '7.2', '7.1.3', '7.1'], has: ['6.15', '4.20'] },
    { at: '^arch $0', first: ['x86_64'] },
    { at: '^cpu $0', all: ['intel', 'amd', 'hygon', 'zhaoxin', 'other'] },
    { at: '^cpu amd $0', all: ['family', 'model'] },
    { at: '^cpu amd family $0', first: ['0x17'] },
    { at: '^iommu $0', all: ['off', 'passthrough', 'on'] },
    { at: inNvme('acs $0'), first: ['auto', 'absent', 'none', 'SV'] },
    { at: inNvme('acs SV $0 UF'), all: ['TB', 'RR', 'CR', 'EC', 'DT', 'caps'] },
    { at: inNvme('acs auto $0'), all: ['firmware', 'caps'] },
    { at: inNvme('bar 0 1MiB\n bar $0'), all: ['2', '4', '1', '3', '5'] },
    { at: inNvme('bar 0 $0'), first: ['512MiB'] },
    { at: inNvme('bar 0 32$0'), first: ['32B', '32KiB', '32MiB', '32GiB'] },
    { at: inNvme('bar 0 4MiB $0'), all: ['at', 'p2pmem'] },
    { at: inNvme('bar 0 4MiB p2pmem $0'), all: ['2MiB', '1MiB', '512KiB', 'offset'] },
    { at: inNvme('dma { ops $0 }'), all: ['direct', 'iommu', 'custom', 'virt'] },
    { at: inNvme('vfs 2 $0'), all: ['offset', 'stride'] },
    { at: 'host_bridge b @ $0', all: ['0000:06', '0001:00'] },
    { at: '^host_bridge a { root_port @ $0 }', first: ['00:01.0', '01.0'] },
    { at: '^host_bridge a { root_port @ 00:01.0 { } root_port @ $0 }', first: ['00:02.0', '00:01.1'] },
    { at: '^host_bridge a { root_port { nvme n @ $0 } }', first: ['01:00.0', '00.0'] },
    { at: '^host_bridge a { root_port { nvme m nvme n @ $0 } }', first: ['01:00.1'] },
    { at: '^host_bridge a { root_port { switch { port { } port @ $0 } } }', first: ['02:01.0'] },
  ])('$at', (each) => {
    check(each);
  });

  it('kernels are the newest first, stable ones where they fall, those that were not released last', () => {
    const found = labels('kernel $0');
    expect(found.slice(0, 4)).toEqual(['7.3', '7.2', '7.1.3', '7.1']);
    expect(found.slice(-3)).toEqual(['4.20', 'pci_p2pdma_next', 'p2pdma_map_ops_v1']);
    const around = (label: string): readonly string[] =>
      found.slice(found.indexOf(label) - 1, found.indexOf(label) + 2);
    expect(around('6.12.25')).toEqual(['6.13', '6.12.25', '6.12']);
    expect(around('5.10.70')).toEqual(['5.11', '5.10.70', '5.10']);
    expect(around('5.4.150')).toEqual(['5.5', '5.4.150', '5.4']);
  });

  it('a kernel says what it changed', () => {
    const item = complete('kernel $0').items.find(({ label }) => label === '6.15');
    expect(item?.description).toBe('both ACS parameters repaired');
    expect(complete('kernel $0').items.find(({ label }) => label === '6.13')?.description).toBe('as 6.11');
  });
});

describe('ids', () => {
  it.each<Case>([
    { at: 'host_bridge b [$0]', first: ['8086:352a', '11f8:4036', '144d:a824', '15b3:1021', 'none', '8086:'] },
    { at: '^host_bridge b [intel$0]', first: ['8086:'], lacks: ['none'] },
    { at: '^host_bridge b [10d$0]', has: ['10de:'] },
    { at: '^host_bridge a { nic n [15b3:$0] }', has: ['15b3:0191'], lacks: ['none', '8086:'] },
    { at: '^host_bridge a { nic n [15b3:ConnectX-7$0', has: ['15b3:1021'], lacks: ['15b3:1013'] },
    { at: '^host_bridge a { nic n [15b3:1021] [$0] }', first: ['8086:'], lacks: ['none', '15b3:1021'] },
  ])('$at', (each) => {
    check(each);
  });

  it('close their bracket where it is missing', () => {
    const insert = (source: string): string | undefined =>
      complete(source).items.find(({ label }) => label === '15b3:1021')?.insert;
    expect(insert('host_bridge a { nic n [15b3:1021$0')).toBe('15b3:1021]');
    expect(insert('host_bridge a { nic n [15b3:1021$0] }')).toBe('15b3:1021');
  });

  it('more than can be shown are asked for again', () => {
    const { items, incomplete } = complete('host_bridge a { nic n [8086:$0] }');
    expect(incomplete).toBe(true);
    expect(items.length).toBeLessThanOrEqual(220);
  });
});

const REDIRECTED = MACHINE.replace('cpu intel', 'cpu intel\niommu on');
const QUERY = '\npair nvme0 -> mlx0\n';

describe('the command line', () => {
  it.each<Case>([
    { at: 'cmdline "$0"', first: ['pci=disable_acs_redir=', 'pci=config_acs=', 'pci=noats', 'intel_iommu=on'] },
    { at: 'cmdline "quiet $0', has: ['pci=disable_acs_redir='], lacks: ['amd_iommu=off'] },
    { at: 'cmdline "pci=$0"', first: ['disable_acs_redir=', 'config_acs=', 'noats'] },
    { at: 'cmdline "pci=noats,$0"', has: ['config_acs='] },
    { at: 'cmdline "pci=config_acs=0000000@00:01.0 $0"', lacks: ['pci=config_acs='], has: ['pci=disable_acs_redir='] },
    { at: 'cmdline "iommu=$0"', all: ['pt', 'nopt', 'off'] },
    { at: 'cmdline "pci=config_acs=$0"', first: ['x0x00xx'] },
  ])('$at', (each) => {
    check(each);
  });

  it.each(['pci=disable_acs_redir=', 'pci=config_acs=x0x00xx@'])('%s: what redirects an asked pair first', (option) => {
    const found = labels(`${REDIRECTED}${QUERY}cmdline "${option}$0"`);
    expect(found.slice(0, 4)).toEqual(['0000:02:00.0', '0000:02:02.0', 'pci:11f8:4036', '0000:00:01.0']);
    expect(found).not.toContain('0000:03:00.0');
  });

  it.each([
    ['in a string that is not closed', `${REDIRECTED}${QUERY}cmdline "pci=disable_acs_redir=$0`],
    ['in one of a scenario', `${REDIRECTED}${QUERY}scenario s {\n  cmdline "pci=disable_acs_redir=$0\n}`],
    ['for a pair that the scenario asks', `${REDIRECTED}scenario s {${QUERY}  cmdline "pci=disable_acs_redir=$0"\n}`],
  ])('%s, too', (_, source) => {
    const { items } = complete(source);
    expect(items.slice(0, 2).map(({ label, description }) => [label, description])).toEqual([
      ['0000:02:00.0', 'redirects nvme0 -> mlx0'],
      ['0000:02:02.0', 'redirects nvme0 -> mlx0'],
    ]);
  });

  it.each(['', '"'])('what an earlier entry clears comes last and says so (the string ends %j)', (end) => {
    const { items } = complete(`${REDIRECTED}${QUERY}cmdline "pci=disable_acs_redir=pci:11f8:4036;$0${end}`);
    expect(items.map(({ label, description }) => [label, description])).toEqual([
      ['0000:00:01.0', 'root_port · ACS SV RR CR UF'],
      ['pci:8086:352a', 'one function with ACS'],
      ['0000:02:00.0', 'port p0 · cleared already'],
      ['0000:02:01.0', 'port p1 · cleared already'],
      ['0000:02:02.0', 'port p2 · cleared already'],
    ]);
  });

  it('the entries behind the cursor count, too', () => {
    const found = labels(`${REDIRECTED}${QUERY}cmdline "pci=disable_acs_redir=$0;0000:02:00.0 quiet"`);
    expect(found[0]).toBe('0000:02:02.0');
    expect(found).not.toContain('0000:02:00.0');
  });

  it('does not name a device twice', () => {
    const found = labels(`${REDIRECTED}${QUERY}cmdline "pci=disable_acs_redir=0000:02:00.0;$0"`);
    expect(found).not.toContain('0000:02:00.0');
    expect(found).toContain('0000:02:02.0');
  });

  it.each([
    ['6.10', 'pci=config_acs=', 'unknown to kernel 6.10'],
    ['6.12', 'pci=disable_acs_redir=', 'faulty in kernel 6.12'],
    ['6.15', 'pci=disable_acs_redir=', 'ACS redirect off for these functions'],
  ])('kernel %s says what it makes of %s', (kernel, parameter, description) => {
    const item = complete(`kernel ${kernel}\ncmdline "$0"`).items.find(({ label }) => label === parameter);
    expect(item?.description).toBe(description);
  });

  it('of a scenario is that of its kernel', () => {
    const source = 'kernel 6.15\nscenario old {\n  kernel 6.10\n  cmdline "$0"\n}';
    const item = complete(source).items.find(({ label }) => label === 'pci=config_acs=');
    expect(item?.description).toContain('6.10');
  });
});

describe('comments and strings', () => {
  it.each<Case>([
    { at: '^// $0', all: [] },
    { at: '^/// pair $0', all: [] },
    { at: '^// p2p$0', all: ['p2p-ignore', 'p2p-ignore-file'] },
    { at: '// p2p-ignore $0\npair nvme9 -> mlx0', first: ['name-unknown'], has: ['acs-redirect'], lacks: ['syntax'] },
    { at: 'pair nvme9 -> mlx0 // p2p-ignore $0', first: ['name-unknown'] },
    { at: '// p2p-ignore name-unknown, $0\npair nvme9 -> mlx0', lacks: ['name-unknown'], has: ['acs-redirect'] },
    { at: '// p2p-ignore-file $0\npair nvme1 -> mlx0\npair nvme9 -> mlx0', first: ['name-unknown'] },
    { at: '// p2p-ignore name-unknown: because $0', all: [] },
    { at: 'cmdline "quiet" $0', all: [] },
  ])('$at', (each) => {
    check(each);
  });

  it('an include names the files of the workspace', () => {
    const paths = ['rack.p2p', 'main.p2p', 'sub/node.p2p'].map((path) => `file:///fixture/${path}`);
    check({ at: '^include "$0"', all: ['rack.p2p', 'sub/node.p2p'], context: { paths } });
    const source = '//- sub/node.p2p\ninclude "$0"\n';
    expect(labels(source, { paths })).toEqual(['../main.p2p', '../rack.p2p']);
  });
});

describe('what is inserted', () => {
  it.each([
    ['pair nvme0 ->$0', ' mlx0'],
    ['pair nvme0 -> $0', 'mlx0'],
    ['pair nvme1,$0 -> mlx0', ' nvme0'],
    ['pair nvme0 -> mlx0 =$0', ' bus_addr'],
    ['sgl b { p2pmem $0 }', 'nvme0'],
  ])('%s: %j, with a space behind an arrow, a comma or `=`', (source, insert) => {
    expect(complete(MACHINE + source).items[0]?.insert).toBe(insert);
  });

  it('as a block has names that are free, and those of the machine', () => {
    const insert = (source: string, label: string): string | undefined =>
      complete(source).items.find((item) => item.label === label)?.insert;
    expect(insert(`${MACHINE}$0`, 'host_bridge with a root port')).toContain('{1:pci1}');
    expect(insert(`${MACHINE}$0`, 'nvmet with a port and a namespace')).toContain('port ${2:mlx0}');
    expect(insert(`${MACHINE}host_bridge b {\n  $0\n}`, 'nvme with a controller memory buffer')).toContain('{1:nvme2}');
    expect(insert('$0', 'nvmet with a port and a namespace')).toBeUndefined();
  });
});

describe('a space that was typed', () => {
  it.each<Case>([
    { at: 'pair $0', first: ['nvme0'] },
    { at: 'pair nvme0 -> mlx0 $0', all: [] },
    { at: inNvme('bar 0 4MiB $0'), all: [] },
    { at: '  $0', all: [] },
  ])('$at: brings what must follow, not what may', (each) => {
    check({ ...each, context: { trigger: ' ' } });
  });
});
