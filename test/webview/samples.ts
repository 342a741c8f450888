// Three machines to look at: the JBOF of the language's own example, a two-socket EPYC server of eight host bridges
// (ASUS ESC8000A-E12 as described in public), and sixteen network cards with 64 virtual functions each.

import type { PanelProof, PanelState } from '../../server/protocol/panel';
import type { ReportMachine } from '../../server/protocol/report';
import type { Part, Sample } from './machine';
import { evaluationOf, functionsOf } from './machine';
import { DIRECT_MAP, MAPPED, REFUSED_MAP, TARGET, TIE } from './questions';

const INTEL: ReportMachine = {
  kernel: '6.15',
  arch: 'x86_64',
  cpu: { vendor: 'intel', family: 6, model: null },
  iommu: 'on',
  cmdline: 'pci=disable_acs_redir=pci:11f8:4036',
};
const MIB = 1024n * 1024n;

function jbof(redirects: boolean): Sample {
  const acs = redirects ? (['SV', 'RR', 'CR', 'UF'] as const) : (['SV', 'UF'] as const);
  const port = (address: string, below: Part): Part => ({
    kind: 'port',
    address,
    id: '11f8:4036',
    acs,
    below: [below],
  });
  const nvme = (name: string, address: string, size: bigint): Part => {
    return { kind: 'nvme', name, address, id: '144d:a824', memory: size * MIB };
  };
  const ports = [
    port('02:00.0', nvme('nvme0', '03:00.0', 512n)),
    port('02:01.0', nvme('nvme1', '04:00.0', 256n)),
    port('02:02.0', { kind: 'nic', name: 'mlx0', address: '05:00.0', id: '15b3:101d' }),
  ];
  const rootAcs = ['SV', 'RR', 'CR', 'UF'] as const;
  const parts: readonly Part[] = [
    {
      kind: 'root_port',
      address: '00:01.0',
      id: '8086:352a',
      acs: rootAcs,
      below: [{ kind: 'switch', name: 'sw0', address: '01:00.0', id: '11f8:4036', below: ports }],
    },
    { kind: 'root_port', address: '00:02.0', id: '8086:352b', acs: rootAcs, below: [nvme('nvme2', '06:00.0', 512n)] },
  ];
  const representative = { address: '0000:00:00.0', id: '8086:09a2' };
  return {
    hostBridges: [{ name: 'pci0', bus: '0000:00', representative, listed: 'any' }],
    devices: functionsOf('pci0', parts),
    machine: INTEL,
  };
}

const JBOF_QUERIES = [
  'nvme0 -> mlx0 = BUS_ADDR',
  'nvme1 -> mlx0 = BUS_ADDR',
  'nvme2 -> mlx0 = THRU_HOST_BRIDGE',
  'nvme0 -> nvme2',
];

export const JBOF: PanelState = {
  type: 'state',
  revision: 1,
  document: 'file:///jbof.p2p',
  fileName: 'jbof.p2p',
  stale: null,
  scenarios: [
    { scenario: null, failed: 0 },
    { scenario: 'stock', failed: 0 },
    { scenario: 'before_listing', failed: 1 },
  ],
  evaluation: evaluationOf(jbof(false), JBOF_QUERIES),
};

export const JBOF_QUESTIONS: PanelState = {
  ...JBOF,
  evaluation: { ...JBOF.evaluation, maps: [MAPPED, REFUSED_MAP, DIRECT_MAP], providers: [TIE], nvmet: [TARGET] },
};

export const JBOF_STALE: PanelState = {
  ...JBOF,
  revision: 2,
  stale: { line: 11, message: 'expected a PCI address after `@`, found `}`' },
};

function unlisted(sample: Sample): Sample {
  return { ...sample, hostBridges: sample.hostBridges.map((hostBridge) => ({ ...hostBridge, listed: 'no' })) };
}

export const JBOF_BEFORE_LISTING: PanelState = {
  ...JBOF,
  evaluation: {
    ...evaluationOf(unlisted(jbof(true)), JBOF_QUERIES, 'before_listing'),
    machine: { ...INTEL, kernel: '5.17', cmdline: '' },
  },
};

export const JBOF_PROOF: PanelProof = {
  type: 'proof',
  revision: 1,
  provider: 'nvme0',
  client: 'mlx0',
  mapType: 'BUS_ADDR',
  distance: 4,
  rule: 'common-bridge',
  because: 'Both are below sw0 and no function on the path redirects, so peer traffic stays inside the switch.',
  hops: [
    hop('provider', 'nvme0', '0000:03:00.0', 'nvme', null),
    hop('bridge', '0000:02:00.0', '0000:02:00.0', 'port', ['SV', 'UF'], 'cleared by disable_acs_redir'),
    hop('common-bridge', 'sw0', '0000:01:00.0', 'switch', null, 'common bridge'),
    hop('bridge', '0000:02:02.0', '0000:02:02.0', 'port', ['SV', 'UF'], 'cleared by disable_acs_redir'),
    hop('client', 'mlx0', '0000:05:00.0', 'nic', null),
  ],
  steps: [],
  assumes: ['Firmware left no ACS bits in 0000:02:00.0 and 0000:02:02.0.'],
  undecidedBy: [],
  messages: [],
  fixes: [],
  since: [
    { from: '4.20', to: '6.10', mapType: 'BUS_ADDR', current: false },
    { from: '6.11', to: '6.14', mapType: 'THRU_HOST_BRIDGE', current: false },
    { from: '6.15', to: '7.3', mapType: 'BUS_ADDR', current: true },
  ],
  queries: [{ query: 'query 0', line: 40 }],
};

export const BEFORE_LISTING_PROOF: PanelProof = {
  ...JBOF_PROOF,
  mapType: 'NOT_SUPPORTED',
  rule: 'not-listed',
  because:
    'ACS redirects peer traffic at 02:00.0 and 02:02.0 up to the host bridge, and kernel 5.17 does not list 8086:09a2.',
  hops: [
    hop('provider', 'nvme0', '0000:03:00.0', 'nvme', null),
    hop('bridge', '0000:02:00.0', '0000:02:00.0', 'port', ['SV', 'RR', 'CR', 'UF'], '', true),
    hop('common-bridge', 'sw0', '0000:01:00.0', 'switch', null, 'common bridge'),
    hop('bridge', '0000:02:02.0', '0000:02:02.0', 'port', ['SV', 'RR', 'CR', 'UF'], '', true),
    hop('client', 'mlx0', '0000:05:00.0', 'nic', null),
  ],
  steps: [
    'The CPU is intel: no rule for the whole CPU.',
    'pci0 is represented by 8086:09a2 at 0000:00:00.0, which is listed from kernel 5.18 on.',
  ],
  messages: [
    '0000:05:00.0: ACS redirect is set between the client and provider (0000:03:00.0)',
    '0000:05:00.0: to disable ACS redirect for this path, add the kernel parameter: pci=disable_acs_redir=0000:02:00.0;0000:02:02.0',
    '0000:00:00.0: Host bridge not in P2PDMA whitelist: 8086:09a2',
    '0000:05:00.0: cannot be used for peer-to-peer DMA as the client and provider (0000:03:00.0) do not share an upstream bridge or whitelisted host bridge',
  ],
  fixes: [
    {
      id: 'fix 0',
      title: 'Add pci=disable_acs_redir=pci:11f8:4036 to cmdline',
      price: 'nvme0, nvme1 and mlx0 become one IOMMU group',
    },
    { id: 'fix 1', title: 'Set kernel 5.18, the first that lists 8086:09a2', price: '' },
  ],
  since: [
    { from: '4.20', to: '5.17', mapType: 'NOT_SUPPORTED', current: true },
    { from: '5.18', to: '7.3', mapType: 'THRU_HOST_BRIDGE', current: false },
  ],
};

function hop(
  role: PanelProof['hops'][number]['role'],
  name: string,
  address: string,
  kind: string,
  acs: PanelProof['hops'][number]['acs'],
  note = '',
  redirects = false,
): PanelProof['hops'][number] {
  return { role, name, address, kind, acs, redirects, note, reveal: { kind: 'device', name } };
}

// ---- two-socket EPYC -------------------------------------------------------------------------------------------

/** `0x60` → the three-level NVMe carrier, whose buses begin one above. */
function carrier(first: number, drive: (index: number) => string): Part {
  const bus = (offset: number): string => (first + offset).toString(16).padStart(2, '0');
  const acs = [] as const;
  const drives = (switchBus: number, slots: readonly string[], from: number): readonly Part[] =>
    slots.map((slot, index) => ({
      kind: 'port',
      address: `${bus(switchBus)}:${slot}`,
      id: '1000:c012',
      acs,
      below: [
        { kind: 'nvme', name: drive(from + index), address: `${bus(switchBus + 1 + index)}:00.0`, id: '144d:a80a' },
      ],
    }));
  const inner = (slot: string, at: number, slots: readonly string[], from: number): Part => ({
    kind: 'port',
    address: `${bus(1)}:${slot}`,
    id: '1000:c012',
    acs,
    below: [{ kind: 'switch', address: `${bus(at)}:00.0`, id: '1000:c012', below: drives(at + 1, slots, from) }],
  });
  return {
    kind: 'switch',
    address: `${bus(0)}:00.0`,
    id: '1000:c012',
    below: [
      inner('00.0', 2, ['10.0', '14.0', '18.0', '1c.0'], 0),
      inner('04.0', 8, ['00.0', '04.0', '08.0', '0c.0'], 4),
    ],
  };
}

function rootPort(address: string, below: readonly Part[]): Part {
  return { kind: 'root_port', address, id: '1022:14ab', acs: [], below };
}

function gpu(name: string, bus: string): readonly Part[] {
  return [
    { kind: 'gpu', name, address: `${bus}:00.0`, id: '10de:26b1', memory: 48n * 1024n * MIB },
    { kind: 'device', name: `${name}_audio`, address: `${bus}:00.1`, id: '10de:22ba' },
  ];
}

function nic(name: string, bus: string, id: string): readonly Part[] {
  return [0, 1].map((index) => ({ kind: 'nic', name: `${name}_${index}`, address: `${bus}:00.${index}`, id }));
}

const EPYC_ROOTS: readonly (readonly [string, readonly Part[]])[] = [
  [
    '00',
    [rootPort('00:01.1', gpu('gpu0', '01')), rootPort('00:05.1', [{ kind: 'nvme', name: 'boot', address: '02:00.0' }])],
  ],
  ['20', [rootPort('20:03.1', nic('mlx0', '21', '15b3:1021'))]],
  ['40', [rootPort('40:01.1', gpu('gpu1', '41'))]],
  [
    '60',
    [
      rootPort('60:01.1', [carrier(0x61, (index) => `nvme${index}`)]),
      rootPort('60:05.2', [
        { kind: 'pci_bridge', address: '74:00.0', below: [{ kind: 'device', name: 'bmc', address: '75:00.0' }] },
      ]),
    ],
  ],
  ['80', [rootPort('80:01.1', nic('mlx1', '81', '15b3:1021')), rootPort('80:05.1', nic('x710', '82', '8086:1572'))]],
  ['a0', [rootPort('a0:01.1', [carrier(0xa1, (index) => `nvme${index + 8}`)])]],
  ['c0', [rootPort('c0:01.1', gpu('gpu2', 'c1')), rootPort('c0:03.2', []), rootPort('c0:03.3', [])]],
  [
    'e0',
    [
      rootPort('e0:01.1', gpu('gpu3', 'e1')),
      rootPort('e0:05.2', [{ kind: 'nvme', name: 'ssd7540', address: 'e2:00.0' }]),
    ],
  ],
];

const EPYC_SAMPLE: Sample = {
  hostBridges: EPYC_ROOTS.map(([bus], index) => ({
    name: `pci${index}`,
    bus: `0000:${bus}`,
    representative: { address: `0000:${bus}:00.0`, id: '1022:14a4' },
    listed: 'no',
  })),
  devices: EPYC_ROOTS.flatMap(([, parts], index) => functionsOf(`pci${index}`, parts)),
  machine: {
    kernel: '7.3',
    arch: 'x86_64',
    cpu: { vendor: 'amd', family: 0x19, model: null },
    iommu: 'off',
    cmdline: '',
  },
};

export const EPYC: PanelState = {
  type: 'state',
  revision: 1,
  document: 'file:///esc8000a.p2p',
  fileName: 'esc8000a-e12.p2p',
  stale: null,
  scenarios: [{ scenario: null, failed: 2 }],
  // An AMD CPU since Zen is accepted whatever the list says; this model knows lists only, so they are set to agree.
  evaluation: listedEverywhere(
    evaluationOf({ ...EPYC_SAMPLE, hostBridges: EPYC_SAMPLE.hostBridges.map((each) => ({ ...each, listed: 'any' })) }, [
      'nvme0 -> nvme1 = BUS_ADDR',
      'nvme0 -> nvme4 = BUS_ADDR',
      'nvme0 -> gpu1 = THRU_HOST_BRIDGE',
      'gpu0 -> boot = BUS_ADDR',
      'mlx0_0 -> gpu2 = BUS_ADDR',
    ]),
  ),
};

function listedEverywhere(evaluation: PanelState['evaluation']): PanelState['evaluation'] {
  return { ...evaluation, hostBridges: EPYC_SAMPLE.hostBridges };
}

// ---- five hundred rows, for speed ------------------------------------------------------------------------------

function large(firstName: string): PanelState {
  const driveName = (root: number, at: number): string => (root === 0 && at === 0 ? firstName : `drive${root}_${at}`);
  const roots = Array.from({ length: 18 }, (_, index) => {
    const bus = (index * 14).toString(16).padStart(2, '0');
    return {
      name: `pci${index}`,
      bus,
      parts: [rootPort(`${bus}:01.1`, [carrier(index * 14 + 1, (at) => driveName(index, at))])],
    };
  });
  const sample: Sample = {
    hostBridges: roots.map(({ name, bus }) => {
      const representative = { address: `0000:${bus}:00.0`, id: '1022:14a4' };
      return { name, bus: `0000:${bus}`, representative, listed: 'any' };
    }),
    devices: roots.flatMap(({ name, parts }) => functionsOf(name, parts)),
    machine: EPYC_SAMPLE.machine,
  };
  return { ...EPYC, document: 'file:///large.p2p', fileName: 'large.p2p', evaluation: evaluationOf(sample, []) };
}

export const LARGE: PanelState = large('drive0_0');
export const LARGE_EDITED: PanelState = large('renamed');

// ---- sixteen cards of 64 virtual functions ---------------------------------------------------------------------

function card(index: number): readonly Part[] {
  const bus = ((index < 8 ? 0x10 : 0x50) + index * 8).toString(16).padStart(2, '0');
  const virtual = Array.from({ length: 64 }, (_, number): Part => {
    const slot = `${(1 + (number >> 3)).toString(16).padStart(2, '0')}.${number & 7}`;
    return { kind: 'nic', name: `mlx${index}.vf${number}`, address: `${bus}:${slot}`, id: '15b3:101e' };
  });
  const own: Part = { kind: 'nic', name: `mlx${index}`, address: `${bus}:00.0`, id: '15b3:1021', memory: 64n * MIB };
  return [own, ...virtual];
}

const VF_SAMPLE: Sample = {
  hostBridges: [0, 1].map((index) => ({
    name: `pci${index}`,
    bus: `0000:${index === 0 ? '00' : '80'}`,
    representative: index === 0 ? { address: '0000:00:00.0', id: '8086:09a2' } : null,
    listed: index === 0 ? 'any' : 'unknown',
  })),
  devices: [0, 1].flatMap((half) =>
    functionsOf(
      `pci${half}`,
      Array.from({ length: 8 }, (_, index) => {
        const slot = (index + 1).toString(16).padStart(2, '0');
        const acs = ['SV', 'RR', 'CR', 'UF'] as const;
        const address = `${half === 0 ? '00' : '80'}:${slot}.0`;
        return {
          kind: 'root_port',
          address,
          id: '8086:352a',
          acs: index % 3 === 0 ? [] : acs,
          below: card(half * 8 + index),
        };
      }),
    ),
  ),
  machine: { ...INTEL, kernel: '7.3', cmdline: '' },
};

export const VIRTUAL_FUNCTIONS: PanelState = {
  type: 'state',
  revision: 1,
  document: 'file:///sriov.p2p',
  fileName: 'sriov.p2p',
  stale: null,
  scenarios: [{ scenario: null, failed: 0 }],
  evaluation: evaluationOf(VF_SAMPLE, []),
};
