// What stands in a row: a label that needs no cutting and a few words, whatever the place; what has no room there is said in
// the documentation.

import { describe, expect, it } from 'vitest';
import { KERNEL_HISTORY } from '../../core/kernel/history';
import { completionDocumentation } from '../../server/features/completion';
import { DESCRIPTION_LENGTH, shortened } from '../../server/features/completion/completion';
import { at, complete, MACHINE, NAMES } from './fixture';

const REDIRECTED = `${MACHINE.replace('cpu intel', 'cpu intel\niommu on')}pair nvme0 -> mlx0\n`;
const LONG = `${MACHINE}sgl long { ${'p2pmem nvme0 4KiB ram 4KiB '.repeat(8)} }\n`;

const PLACES: readonly string[] = [
  '$0',
  `${MACHINE}$0`,
  'host_bridge a {\n  $0\n}',
  'host_bridge a { root_port {\n  $0\n} }',
  'host_bridge a { root_port { nvme n { bar 0 1MiB p2pmem\n  $0\n} } }',
  'host_bridge a { nic n { acs $0 } }',
  'host_bridge a { nic n { dma {\n  $0\n} } }',
  'host_bridge a { nic n [8086:$0] }',
  'host_bridge a { nic n [10b5:$0] }',
  'host_bridge a { nic n [$0] }',
  'host_bridge a @ $0',
  'kernel $0',
  'cpu $0',
  'iommu $0',
  'arch $0',
  `${MACHINE}pair $0`,
  `${MACHINE}map $0`,
  `${MACHINE}pair nvme0 -> mlx0 = $0`,
  `${MACHINE}provider for mlx0 = $0`,
  `${LONG}map long -> mlx0 = $0`,
  `${MACHINE}nvmet s { port mlx0 namespace nvme1 p2pmem $0 }`,
  `${MACHINE}nvmet s { port mlx0 namespace nvme1 = $0 }`,
  'kernel 6.12\ncmdline "$0"',
  'cmdline "pci=$0"',
  'cmdline "pci=config_acs=$0"',
  `${REDIRECTED}cmdline "pci=disable_acs_redir=$0`,
  '// p2p-ignore $0',
];

describe('a row', () => {
  it.each(PLACES)('%s: has a short label and a short description', (source) => {
    const { items } = complete(source);
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ label }) => label.length > 40)).toEqual([]);
    expect(items.filter(({ description }) => (description ?? '').length > DESCRIPTION_LENGTH)).toEqual([]);
  });

  it.each([
    ['$0', 'pair', 'may a client reach a provider?'],
    ['$0', 'host_bridge with a root port', 'host_bridge pci0 [8086:09a2]'],
    ['kernel $0', '6.12.25', 'both ACS parameters repaired'],
    ['kernel $0', '6.13', 'as 6.11'],
    ['host_bridge a { nic n [15b3:$0] }', '15b3:0191', 'MT25408 [ConnectX IB Flash Recovery]'],
    ['host_bridge a { nic n [15b3:1012$0] }', '15b3:1012', 'Connect-IB Virtual Function'],
    ['host_bridge a { nic n [$0] }', '8086:', 'Intel Corporation'],
    [`${MACHINE}pair $0`, 'nvme0', 'nvme · 0000:03:00.0 · p2pmem'],
    [`${MACHINE}pair $0`, 'mlx0.vf*', 'nic · its 2 virtual functions'],
    [`${MACHINE}pair nvme0 -> mlx0 = $0`, 'bus_addr', 'what the kernel decides'],
    ['cpu amd $0', 'model', 'As `lscpu` prints it'],
    [`${REDIRECTED}cmdline "pci=disable_acs_redir=$0`, '0000:02:01.0', 'port p1 · ACS SV RR CR UF'],
  ])('%s: %s is %s', (source, label, description) => {
    expect(complete(source).items.find((item) => item.label === label)?.description).toBe(description);
  });

  it('every kernel that changed something says so in its own words', () => {
    const rows = new Map(complete('kernel $0').items.map(({ label, description }) => [label, description]));
    const silent = KERNEL_HISTORY.filter(({ version }) => /^as \d|^$/.test(rows.get(version) ?? ''));
    expect(silent).toEqual([]);
  });
});

describe('what has no room', () => {
  const documented = (source: string, label: string): string => {
    const { analysis } = at(source);
    const item = complete(source).items.find((each) => each.label === label);
    return item?.data ? (completionDocumentation(analysis, item.data, NAMES) ?? '') : '';
  };

  it.each([
    [`${MACHINE}pair $0`, 'mlx0', '15b3:1021 MT2910 Family \\[ConnectX-7\\]'],
    ['kernel $0', '6.12.25', 'From 6.15'],
    ['kernel 6.12\ncmdline "$0"', 'pci=disable_acs_redir=', 'every other bit is written as 1'],
    ['$0', 'host_bridge with a root port', 'root_port {'],
    [`${REDIRECTED}cmdline "pci=disable_acs_redir=$0`, '0000:02:00.0', 'port p0 · ACS SV RR CR UF'],
  ])('%s: %s is documented', (source, label, expected) => {
    expect(documented(source, label)).toContain(expected);
  });

  it('of an answer is inserted whole, and documented', () => {
    const source = `${LONG}map long -> mlx0 = $0`;
    const [item] = complete(source).items;
    expect(item?.label).toMatch(/, … \(\d+\)$/);
    expect(item?.insert.length).toBeGreaterThan(40);
    expect(item?.insert).not.toContain('…');
    expect(documented(source, item?.label ?? '')).toContain(item?.insert.slice(0, 30));
  });

  it('is cut behind a word', () => {
    expect(shortened('exactly as long as a row has room for: 40')).toBe('exactly as long as a row has room for…');
    expect(shortened('x'.repeat(50))).toBe(`${'x'.repeat(39)}…`);
    expect(shortened('x'.repeat(40))).toBe('x'.repeat(40));
  });
});
