// Answers to `map`, `provider for` and `nvmet` on the JBOF, written down by hand: what the panel is looked at with.

import type { PanelMap, PanelNvmet, PanelProviderChoice } from '../../server/protocol/panel-queries';
import type { ReportMapEntry, ReportSegment } from '../../server/protocol/report-queries';

const RAM = {
  memory: 'ram',
  provider: null,
  bar: null,
  offset: null,
  mapType: null,
  rule: 'memory',
  padding: '0x0',
  bounced: false,
} as const;

const PEER = { memory: 'p2pmem', bar: 4, padding: '0x0', bounced: false, illustrative: true } as const;

function ram(physical: string, length: string, illustrative: boolean, segment: number, start: string): ReportMapEntry {
  return { ...RAM, physical, length, illustrative, segment, start };
}

function peer(
  provider: string,
  offset: string,
  physical: string,
  segment: number | null,
  fate: Pick<ReportMapEntry, 'mapType' | 'rule' | 'start'>,
): ReportMapEntry {
  return { ...PEER, provider, offset, physical, length: '0x1000', segment, ...fate };
}

const BUS = { mapType: 'BUS_ADDR', rule: 'bus-address', start: 'bus-address' } as const;

function segment(
  kind: ReportSegment['kind'],
  address: string,
  length: string,
  entries: readonly number[],
): ReportSegment {
  return { kind, address, length, entries, illustrative: kind === 'iova', bounced: false, runs: [] };
}

const ENTRIES: readonly ReportMapEntry[] = [
  ram('0x100200', '0xe00', false, 0, 'first'),
  ram('0x100000000', '0x1000', true, 0, 'joined'),
  peer('nvme0', '0x0', '0x380040000000', 1, BUS),
  ram('0x100001000', '0x800', true, 2, 'after-bus-address'),
  peer('nvme2', '0x0', '0x380060000000', 3, {
    mapType: 'THRU_HOST_BRIDGE',
    rule: 'through-host-bridge',
    start: 'after-partial-granule',
  }),
  peer('nvme1', '0x10000', '0x380000210000', 4, BUS),
];

const SENTENCES = [
  'Ordinary memory, mapped as such. The first segment in the IOVA range.',
  'Ordinary memory, mapped as such. Joins the segment before it: nothing lies between them in the IOVA range.',
  'nvme0 -> mlx0 is BUS_ADDR: it keeps its PCI bus address. A segment of its own: a bus address joins nothing.',
  'Ordinary memory, mapped as such. Begins a segment: a bus address stands before it.',
  'nvme2 -> mlx0 is THRU_HOST_BRIDGE: it is mapped as memory would be. Begins a segment: the entry before it does not fill its last page of the IOMMU.',
  'nvme1 -> mlx0 is BUS_ADDR: it keeps its PCI bus address. A segment of its own: a bus address joins nothing.',
];

const PLACES = {
  query: 'map 0',
  line: 50,
  entries: SENTENCES.map((sentence, at) => ({ query: `map 0 entry ${at}`, sentence })),
} as const;

export const MAPPED: PanelMap = {
  inFile: null,
  ...PLACES,
  expected: 'iova 0x1e00, bus 4KiB, iova 2KiB, iova 4KiB, bus 4KiB',
  because: 'What is not reached by bus address shares one IOVA range of 16KiB.',
  leftOut: 0,
  segments: [0, 1, 2, 3, 4].map((at) => ({ query: `map 0 segment ${at}`, sentence: `Segment ${at + 1}.` })),
  answer: {
    sgl: 'read',
    client: 'mlx0',
    outcome: 'mapped',
    call: 'dma_map_sgtable',
    path: 'dma-iommu',
    error: null,
    reason: null,
    entry: null,
    undecidedBy: [],
    entries: ENTRIES,
    segments: [
      segment('iova', '0xffffc200', '0x1e00', [0, 1]),
      segment('bus', '0x380040000000', '0x1000', [2]),
      segment('iova', '0xffffe000', '0x800', [3]),
      segment('iova', '0xfffff000', '0x1000', [4]),
      segment('bus', '0x380000210000', '0x1000', [5]),
    ],
    iova: { address: '0xffffc000', length: '0x4000' },
    messages: [],
    holds: true,
  },
};

const UNDONE = { segment: null, start: null } as const;

export const REFUSED_MAP: PanelMap = {
  ...MAPPED,
  ...PLACES,
  because:
    'entry 5 (p2pmem nvme2 4KiB): nvme2 -> mlx0 is NOT_SUPPORTED: they share no upstream bridge and host bridge 8086:09a2 is not listed before 5.18',
  segments: [],
  answer: {
    ...MAPPED.answer,
    outcome: 'error',
    error: 'EREMOTEIO',
    reason: 'not-supported',
    entry: 4,
    segments: [],
    iova: null,
    holds: false,
    entries: ENTRIES.map((entry, at) => {
      if (at < 4) return { ...entry, ...UNDONE, rule: 'undone' };
      if (at > 4) return { ...entry, ...UNDONE, rule: 'not-reached', mapType: null };
      return { ...entry, ...UNDONE, rule: 'refused', mapType: 'NOT_SUPPORTED' };
    }),
    messages: ['0000:05:00.0: cannot be used for peer-to-peer DMA'],
  },
};

/** Without an IOMMU: physical addresses, nothing merged, lengths far apart. */
export const DIRECT_MAP: PanelMap = {
  ...MAPPED,
  expected: null,
  answer: {
    ...MAPPED.answer,
    path: 'dma-direct',
    holds: null,
    iova: null,
    entries: ENTRIES.map((entry, at) => ({
      ...entry,
      length: at === 1 ? '0x40000000' : entry.length,
      segment: at,
      start: 'one-per-entry',
    })),
    segments: ENTRIES.map((entry, at) =>
      segment(
        entry.mapType === 'BUS_ADDR' ? 'bus' : 'physical',
        entry.physical ?? '',
        at === 1 ? '0x40000000' : entry.length,
        [at],
      ),
    ),
  },
};

export const TIE: PanelProviderChoice = {
  inFile: null,
  query: 'provider 0',
  line: 40,
  expected: 'nvme0, nvme1',
  because: 'They are the nearest published memories, at distance 4, and the kernel draws one.',
  candidates: [
    'distance 4, one of 2 nearest, among which the kernel draws',
    'distance 4, one of 2 nearest, among which the kernel draws',
    'distance 6, farther than the nearest at 4',
  ],
  answer: {
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
};

const RESULT = {
  p2pmemError: null,
  namespace: 'nvme0',
  port: 'mlx0',
  error: null,
  fallback: null,
  reason: null,
  undecidedBy: [],
} as const;

export const TARGET: PanelNvmet = {
  inFile: null,
  query: 'nvmet 0',
  line: 52,
  expected: null,
  because: '',
  answer: {
    name: 'subsys0',
    results: [
      {
        ...RESULT,
        outcome: 'provider',
        provider: ['nvme0'],
        messages: ['using p2pmem on 0000:03:00.0 for nsid 1'],
        holds: true,
      },
      {
        ...RESULT,
        namespace: 'nvme2',
        outcome: 'host-memory',
        provider: [],
        fallback: 'no-provider',
        messages: ["no peer-to-peer memory is available that's supported by mlx0 and /dev/nvme2n1"],
        holds: false,
      },
    ],
  },
  results: [
    {
      query: 'nvmet 0 result 0',
      line: 54,
      expected: 'nvme0',
      because: 'Buffers come from nvme0: it is the nearest published memory, at distance 4.',
    },
    {
      query: 'nvmet 0 result 1',
      line: 55,
      expected: 'nvme2',
      because: 'Buffers come from host memory: no device publishes its peer-to-peer memory.',
    },
  ],
};
