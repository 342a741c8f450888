// The distance table: what counts as a hop, which function is the common one, and which functions' ACS counts.

import { describe, expect, test } from 'vitest';
import type { Machine } from '../../core/machine';
import { acsMask } from '../../core/pci/acs';
import type { AcsFlag } from '../../core/pci/acs';
import { formatAddress } from '../../core/pci/address';
import { linkBetween } from '../../core/p2pdma/link';
import {
  auto,
  CLEAR,
  decide,
  device,
  hostBridge,
  index,
  machine,
  node,
  outcome,
  pinned,
  port,
  REDIRECTING,
  rootPort,
  upstream,
} from './build';

const VERSIONS = ['4.20', '5.2', '5.4', '5.12', 'p2pdma_map_ops_v1', '5.14', '6.1', '7.3', 'pci_p2pdma_next'];

const clear = { acs: CLEAR };

const CARD = (name: string, options = clear) => upstream({}, port(options, device(name)));

const CASES: readonly {
  readonly title: string;
  readonly build: (kernel: string) => Machine;
  readonly pair: readonly [string, string];
  readonly distance: number;
  readonly common: string | null;
  readonly link: string;
}[] = [
  {
    title: 'same function',
    build: (kernel) => machine({ kernel }, hostBridge('8086:29c0', rootPort(clear, device('a')))),
    pair: ['a', 'a'],
    distance: 0,
    common: 'a',
    link: 'X',
  },
  {
    title: 'two functions of one device below a bridge',
    build: (kernel) =>
      machine({ kernel }, hostBridge('8086:29c0', rootPort({ ...clear, name: 'rp' }, device('a'), device('b')))),
    pair: ['a', 'b'],
    distance: 2,
    common: 'rp',
    link: 'PIX',
  },
  {
    title: 'VF and its PF',
    build: (kernel) =>
      machine(
        { kernel },
        hostBridge(
          '8086:29c0',
          rootPort({ ...clear, name: 'rp' }, device('a', { vfs: { count: 2, offset: 1, stride: 1 } })),
        ),
      ),
    pair: ['a.vf0', 'a'],
    distance: 2,
    common: 'rp',
    link: 'PIX',
  },
  {
    title: 'two VFs',
    build: (kernel) =>
      machine(
        { kernel },
        hostBridge(
          '8086:29c0',
          rootPort({ ...clear, name: 'rp' }, device('a', { vfs: { count: 2, offset: 1, stride: 1 } })),
        ),
      ),
    pair: ['a.vf0', 'a.vf1'],
    distance: 2,
    common: 'rp',
    link: 'PIX',
  },
  {
    title: 'two devices on one switch',
    build: (kernel) =>
      machine(
        { kernel },
        hostBridge(
          '8086:29c0',
          rootPort(clear, upstream({ name: 'sw' }, port(clear, device('a')), port(clear, device('b')))),
        ),
      ),
    pair: ['a', 'b'],
    distance: 4,
    common: 'sw',
    link: 'PXB',
  },
  {
    title: 'two devices on cards with a switch each, in one switch',
    build: (kernel) =>
      machine(
        { kernel },
        hostBridge(
          '8086:29c0',
          rootPort(clear, upstream({ name: 'outer' }, port(clear, CARD('a')), port(clear, CARD('b')))),
        ),
      ),
    pair: ['a', 'b'],
    distance: 8,
    common: 'outer',
    link: 'PXB',
  },
  {
    title: 'device on the outer switch, other device on a nested one',
    build: (kernel) =>
      machine(
        { kernel },
        hostBridge(
          '8086:29c0',
          rootPort(clear, upstream({ name: 'outer' }, port(clear, device('a')), port(clear, CARD('b')))),
        ),
      ),
    pair: ['a', 'b'],
    distance: 6,
    common: 'outer',
    link: 'PXB',
  },
  {
    title: 'two devices directly below two root ports of one root bus',
    build: (kernel) =>
      machine({ kernel }, hostBridge('8086:29c0', rootPort(clear, device('a')), rootPort(clear, device('b')))),
    pair: ['a', 'b'],
    distance: 4,
    common: null,
    link: 'PHB',
  },
  {
    title: 'root-complex integrated endpoints 00:02.0 and 00:03.0',
    build: (kernel) =>
      machine({ kernel }, hostBridge('8086:29c0', device('a', { at: '02.0' }), device('b', { at: '03.0' }))),
    pair: ['a', 'b'],
    distance: 2,
    common: null,
    link: 'PHB',
  },
  {
    title: 'RCiEP and device below a root port',
    build: (kernel) =>
      machine({ kernel }, hostBridge('8086:29c0', device('a', { at: '02.0' }), rootPort(clear, device('b')))),
    pair: ['a', 'b'],
    distance: 3,
    common: null,
    link: 'PHB',
  },
  {
    title: 'each behind its own one-level switch and root port',
    build: (kernel) =>
      machine({ kernel }, hostBridge('8086:29c0', rootPort(clear, CARD('a')), rootPort(clear, CARD('b')))),
    pair: ['a', 'b'],
    distance: 8,
    common: null,
    link: 'PHB',
  },
  {
    title: 'conventional PCI: two devices behind one PCIe-to-PCI bridge',
    build: (kernel) =>
      machine({ kernel }, hostBridge('8086:29c0', node('pci_bridge', { name: 'bridge' }, device('a'), device('b')))),
    pair: ['a', 'b'],
    distance: 2,
    common: 'bridge',
    link: 'PIX',
  },
  {
    title: 'two host bridges of one NUMA node',
    build: (kernel) =>
      machine(
        { kernel },
        hostBridge({ id: '8086:29c0', numa: 0 }, rootPort(clear, device('a'))),
        hostBridge({ id: '8086:29c0', numa: 0 }, rootPort(clear, device('b'))),
      ),
    pair: ['a', 'b'],
    distance: 4,
    common: null,
    link: 'NODE',
  },
  {
    title: 'two host bridges whose NUMA nodes are not known',
    build: (kernel) =>
      machine(
        { kernel },
        hostBridge('8086:29c0', rootPort(clear, device('a'))),
        hostBridge('8086:29c0', rootPort(clear, device('b'))),
      ),
    pair: ['a', 'b'],
    distance: 4,
    common: null,
    link: 'SYS',
  },
];

describe('3.1 the distance table', () => {
  for (const { title, build, pair, distance, common, link } of CASES) {
    test.each(VERSIONS)(`3.1 ${title}: %s`, (kernel) => {
      const built = build(kernel);
      const verdict = decide(built, ...pair);
      expect(verdict.distance).toBe(distance);
      expect(verdict.commonBridge).toBe(common === null ? null : index(built, common));
      expect(verdict.mapType).toBe(common === null ? 'NOT_SUPPORTED' : 'BUS_ADDR');
      expect(linkBetween(built.topology, index(built, pair[0]), index(built, pair[1]))).toBe(link);
    });
  }
});

describe('3.1 whose ACS counts', () => {
  const FLAGS: readonly (readonly [AcsFlag, boolean])[] = [
    ['SV', false],
    ['TB', false],
    ['RR', true],
    ['CR', true],
    ['UF', false],
    ['EC', true],
    ['DT', false],
  ];

  test.each(FLAGS)('5.1 %s on the common bridge redirects: %s', (flag, redirects) => {
    const built = machine({}, hostBridge('8086:29c0', rootPort({ acs: pinned(flag) }, device('a'), device('b'))));
    expect(outcome(decide(built, 'a', 'b'))).toBe(
      redirects ? 'NOT_SUPPORTED 2 not-listed' : 'BUS_ADDR 2 common-bridge',
    );
    expect(built.acs[0]?.control).toBe(acsMask([flag]));
  });

  test('an endpoint of its own counts on either side, and with itself', () => {
    const built = machine({}, hostBridge('8086:29c0', rootPort(clear, device('a', { acs: REDIRECTING }), device('b'))));
    const pairs: readonly (readonly [string, string])[] = [
      ['a', 'b'],
      ['b', 'a'],
      ['a', 'a'],
    ];
    for (const [provider, client] of pairs) {
      expect(decide(built, provider, client).acsRedirects).toEqual([index(built, 'a')]);
    }
    expect(decide(built, 'b', 'b').mapType).toBe('BUS_ADDR');
  });

  test('bridges above the common one do not count', () => {
    const built = machine(
      {},
      hostBridge(
        '8086:29c0',
        rootPort({ acs: REDIRECTING }, upstream({}, port(clear, device('a')), port(clear, device('b')))),
      ),
    );
    expect(decide(built, 'a', 'b').mapType).toBe('BUS_ADDR');
  });

  test('without a common bridge ACS has no influence and is not reported', () => {
    const built = machine(
      {},
      hostBridge('8086:09a2', rootPort({ acs: REDIRECTING }, device('a')), rootPort({ acs: REDIRECTING }, device('b'))),
    );
    const verdict = decide(built, 'a', 'b');
    expect([outcome(verdict), verdict.acsRedirects, verdict.messages]).toEqual([
      'THRU_HOST_BRIDGE 4 whitelist',
      [],
      [],
    ]);
  });

  test.each([
    // An entry that may name the port above `b` by its id: whether the list is whole is not known, so neither is the line.
    ['unknown', null],
    ['10b5:8747', '0000:02:00.0'],
    ['10b5:8748', '0000:02:00.0;0000:02:01.0'],
  ] as const)('the port above b is %s: the hint lists %s', (id, list) => {
    const built = machine(
      { iommu: 'on', kernel: '6.1', commandLine: 'pci=disable_acs_redir=pci:10b5:8747' },
      hostBridge(
        '8086:4c43',
        rootPort(
          { acs: CLEAR },
          upstream(
            {},
            port({ at: '02:00.0', acs: REDIRECTING }, device('a')),
            port({ at: '02:01.0', acs: auto(0), ...(id === 'unknown' ? {} : { id }) }, device('b')),
          ),
        ),
      ),
    );
    const verdict = decide(built, 'a', 'b');
    const name = formatAddress(
      built.topology.functions[index(built, 'a')]?.address ?? { domain: 0, bus: 0, device: 0, function: 0 },
    );
    expect(verdict.mapType).toBe('NOT_SUPPORTED');
    expect(verdict.messages.map(({ text }) => text)).toEqual([
      `ACS redirect is set between the client and provider (${name})`,
      ...(list === null
        ? []
        : [`to disable ACS redirect for this path, add the kernel parameter: pci=disable_acs_redir=${list}`]),
      'Host bridge not in P2PDMA whitelist: 8086:4c43',
      `cannot be used for peer-to-peer DMA as the client and provider (${name}) do not share an upstream bridge or whitelisted host bridge`,
    ]);
  });

  test('9.11 the order of the list: provider side upwards with the common bridge last, then client side upwards', () => {
    const redirecting = { acs: REDIRECTING };
    const built = machine(
      {},
      hostBridge(
        '8086:4c43',
        rootPort(
          { at: '00:01.0', ...redirecting },
          upstream(
            { at: '0a:00.0' },
            port(
              { at: '0b:00.0', ...redirecting },
              upstream({ at: '0c:00.0' }, port({ at: '0d:01.0', ...redirecting }, device('a', { at: '0e:00.0' }))),
            ),
            port(
              { at: '0b:10.0', ...redirecting },
              upstream({ at: '10:00.0' }, port({ at: '11:01.0', ...redirecting }, device('b', { at: '12:00.0' }))),
            ),
          ),
        ),
      ),
    );
    const verdict = decide(built, 'a', 'b');
    expect(outcome(verdict)).toBe('NOT_SUPPORTED 8 not-listed');
    const names = verdict.acsRedirects
      .map((one) => built.topology.functions[one]?.address)
      .map((one) => (one === undefined ? '' : formatAddress(one)));
    expect(names).toEqual(['0000:0d:01.0', '0000:0b:00.0', '0000:11:01.0', '0000:0b:10.0']);
    expect(verdict.messages.map(({ address, text }) => `${address}: ${text}`)).toEqual([
      '0000:12:00.0: ACS redirect is set between the client and provider (0000:0e:00.0)',
      '0000:12:00.0: to disable ACS redirect for this path, add the kernel parameter: pci=disable_acs_redir=0000:0d:01.0;0000:0b:00.0;0000:11:01.0;0000:0b:10.0',
      '0000:00:00.0: Host bridge not in P2PDMA whitelist: 8086:4c43',
      '0000:12:00.0: cannot be used for peer-to-peer DMA as the client and provider (0000:0e:00.0) do not share an upstream bridge or whitelisted host bridge',
    ]);
  });
});
