// What changed from version to version, row by row of the summary of kernel history: each row names the last version
// before the change and the first with it, so that a change that moves by one release is seen.

import { describe, expect, test } from 'vitest';
import type { Machine } from '../../core/machine';
import type { SettingsOptions } from './build';
import {
  AMD_ZEN,
  CLEAR,
  decide,
  device,
  hostBridge,
  machine,
  oneSwitch,
  outcome,
  REDIRECTING,
  rootPort,
  twoHostBridges,
  twoRootPorts,
} from './build';

interface Row {
  readonly title: string;
  readonly build: (options: SettingsOptions) => Machine;
  /** By kernel: what becomes of a -> b. */
  readonly expected: Readonly<Record<string, string>>;
}

const ROWS: readonly Row[] = [
  {
    title: '4.20: a common bridge without redirect, in every version',
    build: (options) => oneSwitch(options, CLEAR),
    expected: {
      '4.20': 'BUS_ADDR 4 common-bridge',
      '5.4': 'BUS_ADDR 4 common-bridge',
      p2pdma_map_ops_v1: 'BUS_ADDR 4 common-bridge',
      '7.3': 'BUS_ADDR 4 common-bridge',
    },
  },
  {
    title: '4.20 to 5.3: no common bridge, nothing',
    build: (options) => twoRootPorts(options, '8086:3c00'),
    expected: {
      '4.20': 'NOT_SUPPORTED 4 no-common-bridge',
      '5.1': 'NOT_SUPPORTED 4 no-common-bridge',
      '5.3': 'NOT_SUPPORTED 4 no-common-bridge',
      '5.4': 'THRU_HOST_BRIDGE 4 whitelist-same-host-bridge',
    },
  },
  {
    title: '5.2: both sides under an AMD Zen root complex, no IOMMU, distance + 0x1000',
    build: (options) => twoHostBridges({ ...options, cpu: AMD_ZEN }, '1022:1450', '1022:1450'),
    expected: {
      '5.1': 'NOT_SUPPORTED 4 no-common-bridge',
      '5.2': 'BUS_ADDR 4100 root-complex',
      '5.3': 'BUS_ADDR 4100 root-complex',
      '5.4': 'THRU_HOST_BRIDGE 4 whitelist',
      '5.9': 'THRU_HOST_BRIDGE 4 cpu',
    },
  },
  {
    title: '5.2: an IOMMU closes the way through the root complex, 5.4 opens it',
    build: (options) => twoRootPorts({ ...options, cpu: AMD_ZEN, iommu: 'passthrough' }, '1022:1450'),
    expected: {
      '5.2': 'NOT_SUPPORTED 4 no-common-bridge',
      '5.3': 'NOT_SUPPORTED 4 no-common-bridge',
      '5.4': 'THRU_HOST_BRIDGE 4 whitelist',
    },
  },
  {
    title: '5.2: one side below another root complex is refused',
    build: (options) => twoHostBridges(options, '1022:1450', '1022:1480'),
    expected: { '5.2': 'NOT_SUPPORTED 4 no-common-bridge', '5.3': 'NOT_SUPPORTED 4 no-common-bridge' },
  },
  {
    title: '5.3: clients with dma_virt_ops are rejected; from 5.11 on their DMA device is no PCI device',
    build: (options) =>
      machine(options, hostBridge('none', rootPort({ acs: CLEAR }, device('a'), device('b', { virt: true })))),
    expected: {
      '5.2': 'BUS_ADDR 2 common-bridge',
      '5.3': 'NOT_SUPPORTED 2 virtual-dma',
      '5.10': 'NOT_SUPPORTED 2 virtual-dma',
      '5.11': 'NOT_SUPPORTED 2 virtual-dma',
      p2pdma_map_ops_v1: 'NOT_SUPPORTED 2 virtual-dma',
      '7.3': 'NOT_SUPPORTED 2 virtual-dma',
      pci_p2pdma_next: 'NOT_SUPPORTED 2 virtual-dma',
    },
  },
  {
    title: '5.4: ACS redirect may still work through a listed host bridge',
    build: (options) => oneSwitch(options, REDIRECTING, '8086:2f00'),
    expected: {
      '4.20': 'NOT_SUPPORTED 4 acs-redirect',
      '5.3': 'NOT_SUPPORTED 4 acs-redirect',
      '5.4': 'THRU_HOST_BRIDGE 4 whitelist-same-host-bridge',
      '7.3': 'THRU_HOST_BRIDGE 4 whitelist-same-host-bridge',
    },
  },
  {
    title: '5.4: REQ_SAME_HOST_BRIDGE refuses two host bridges',
    build: (options) => twoHostBridges(options, '8086:2f00', '8086:2f01'),
    expected: { '5.4': 'NOT_SUPPORTED 4 same-host-bridge-only', '7.3': 'NOT_SUPPORTED 4 same-host-bridge-only' },
  },
  {
    title: '5.9: any AMD CPU family >= 0x17, and across host bridges',
    build: (options) => twoHostBridges({ ...options, cpu: AMD_ZEN }, '1022:14a4', 'none'),
    expected: {
      '5.8': 'NOT_SUPPORTED 4 not-listed',
      '5.9': 'THRU_HOST_BRIDGE 4 cpu',
      '7.3': 'THRU_HOST_BRIDGE 4 cpu',
    },
  },
  {
    title: '5.9: AMD family 0x16 is asked for its host bridge',
    build: (options) => twoRootPorts({ ...options, cpu: { ...AMD_ZEN, family: 0x16 } }, '1022:1450'),
    expected: { '5.8': 'THRU_HOST_BRIDGE 4 whitelist', '5.9': 'NOT_SUPPORTED 4 not-listed' },
  },
  {
    title: '5.9: Hygon 0x18 does not qualify',
    build: (options) => twoRootPorts({ ...options, cpu: { vendor: 'hygon', family: 0x18, model: null } }, '1022:1450'),
    expected: { '5.9': 'NOT_SUPPORTED 4 not-listed', '7.3': 'NOT_SUPPORTED 4 not-listed' },
  },
  {
    title: '5.19: a root port as first function stands for the host bridge at any devfn',
    build: (options) =>
      machine(
        options,
        hostBridge(
          'none',
          rootPort({ at: '01.0', id: '8086:2030' }, device('a')),
          rootPort({ at: '02.0' }, device('b')),
        ),
      ),
    expected: {
      '5.13': 'NOT_SUPPORTED 4 no-representative',
      p2pdma_map_ops_v1: 'NOT_SUPPORTED 4 no-representative',
      '5.18': 'NOT_SUPPORTED 4 no-representative',
      '5.19': 'THRU_HOST_BRIDGE 4 whitelist',
    },
  },
  {
    title: '5.19: an endpoint as first function not at 00.0 stands for nobody',
    build: (options) =>
      machine(
        options,
        hostBridge(
          'none',
          device('x', { at: '01.0', id: '8086:09a2' }),
          rootPort({ at: '02.0' }, device('a')),
          device('b'),
        ),
      ),
    expected: { '5.19': 'NOT_SUPPORTED 3 no-representative', '7.3': 'NOT_SUPPORTED 3 no-representative' },
  },
  {
    title: '6.0: PCI_P2PDMA depends on 64BIT, and so does the posted series',
    build: (options) => oneSwitch({ ...options, architecture: 'i386' }, CLEAR),
    expected: {
      '5.12': 'BUS_ADDR 4 common-bridge',
      p2pdma_map_ops_v1: 'NOT_SUPPORTED 4 architecture',
      '5.13': 'BUS_ADDR 4 common-bridge',
      '5.19': 'BUS_ADDR 4 common-bridge',
      '6.0': 'NOT_SUPPORTED 4 architecture',
    },
  },
  {
    title: '5.9: the CPU rule is built for x86 only',
    build: (options) => twoRootPorts({ ...options, cpu: AMD_ZEN, architecture: 'arm64' }, '1022:1480'),
    expected: { '7.3': 'NOT_SUPPORTED 4 not-listed' },
  },
  {
    title: '7.4 (queued): Broadwell-E is listed with a condition that is not known',
    build: (options) => twoHostBridges(options, '8086:6f00', '8086:6f00'),
    expected: { '7.3': 'NOT_SUPPORTED 4 not-listed', pci_p2pdma_next: 'UNKNOWN 4 unknown' },
  },
  {
    title: '7.4 (queued): below one host bridge Broadwell-E passes under either condition',
    build: (options) => twoRootPorts(options, '8086:6f00'),
    expected: { '7.3': 'NOT_SUPPORTED 4 not-listed', pci_p2pdma_next: 'THRU_HOST_BRIDGE 4 whitelist-same-host-bridge' },
  },
];

describe('0.3 what each version changed', () => {
  for (const { title, build, expected } of ROWS) {
    test.each(Object.entries(expected))(`0.3 ${title}: %s`, (version, wanted) => {
      expect(outcome(decide(build({ kernel: version }), 'a', 'b'))).toBe(wanted);
    });
  }
});

interface Listed {
  readonly ids: readonly string[];
  readonly same: boolean;
  readonly before: string;
  readonly since: string;
  readonly lastWith?: string;
  readonly gone?: string;
}

/** Section 4.1 of the facts: the table by release. */
const TABLE: readonly Listed[] = [
  { ids: ['8086:3c00', '8086:3c01', '8086:2f00', '8086:2f01'], same: true, before: '5.3', since: '5.4' },
  { ids: ['1022:1450'], same: false, before: '5.3', since: '5.4', lastWith: '5.8', gone: '5.9' },
  { ids: ['8086:2030', '8086:2020'], same: false, before: '5.5', since: '5.6' },
  { ids: ['8086:2031', '8086:2032', '8086:2033'], same: false, before: '5.6', since: '5.7' },
  { ids: ['1022:15d0', '1022:1630'], same: false, before: '5.7', since: '5.8', lastWith: '5.8', gone: '5.9' },
  { ids: ['8086:09a2'], same: false, before: '5.17', since: '5.18' },
  { ids: ['1ae0:0000', '1ae0:0042', '1ae0:ffff'], same: false, before: '7.0', since: '7.1' },
  {
    ids: ['8086:0b25', '8086:0cfe', '8086:11fb', '8086:1212', '8086:1216'],
    same: false,
    before: '7.1.2',
    since: '7.1.3',
  },
  { ids: ['8086:4940', '8086:4942', '8086:4944', '8086:4946', '8086:4948'], same: false, before: '7.1', since: '7.2' },
  { ids: ['10de:2f95', '10de:2f96', '10de:2f97', '10de:2f98'], same: false, before: '7.2', since: '7.3' },
  { ids: ['1d17:1003', '1d17:1005', '1d17:1006', '1d17:1007'], same: true, before: '7.3', since: 'pci_p2pdma_next' },
  { ids: ['1d17:1008'], same: false, before: '7.3', since: 'pci_p2pdma_next' },
];

/** Never listed: a q35 guest, Rome, i440FX, Rocket Lake, Grace. */
const NEVER = ['8086:29c0', '1022:1480', '8086:1237', '8086:4c43', '10de:22b1'];

function supported(version: string, id: string, across: boolean): boolean {
  // On an Intel CPU, so that only the table speaks.
  const built = across ? twoHostBridges({ kernel: version }, id, id) : twoRootPorts({ kernel: version }, id);
  return decide(built, 'a', 'b').mapType !== 'NOT_SUPPORTED';
}

describe('4.1 the whitelist by version', () => {
  for (const { ids, same, before, since, lastWith, gone } of TABLE) {
    // Before 5.4 there is no table; 1022:1450 had a rule of its own then, which the rows of 0.3 cover.
    const hadOwnRule = before === '5.3' && ids.includes('1022:1450');
    test.each(ids)(`4.1 %s: since ${since}${same ? ', same host bridge only' : ''}`, (text) => {
      if (!hadOwnRule) expect(supported(before, text, false)).toBe(false);
      expect(supported(since, text, false)).toBe(true);
      expect(supported(since, text, true)).toBe(!same);
      if (lastWith !== undefined && gone !== undefined) {
        expect([supported(lastWith, text, false), supported(gone, text, false)]).toEqual([true, false]);
      } else {
        expect(supported('pci_p2pdma_next', text, false)).toBe(true);
      }
    });
  }

  test.each(NEVER)('4.3 %s is not listed in any release', (text) => {
    for (const version of ['5.4', '5.18', '6.12', '7.3', 'pci_p2pdma_next']) {
      expect(supported(version, text, false)).toBe(false);
    }
  });

  test('3.9 with two host bridges the second is asked only if the first passes', () => {
    const refused = decide(twoHostBridges({}, '8086:29c0', '8086:09a2'), 'a', 'b');
    const asked = refused.trace.filter((step) => step.step === 'whitelist').map((step) => step.hostBridge);
    expect(asked).toEqual([0]);
    const second = decide(twoHostBridges({}, '8086:09a2', '8086:29c0'), 'a', 'b');
    expect(second.trace.filter((step) => step.step === 'whitelist').map((step) => step.hostBridge)).toEqual([0, 1]);
    expect(outcome(second)).toBe('NOT_SUPPORTED 4 not-listed');
  });
});
