// What the examples' public sources and the kernel's documented rules say about single pairs, by hand: the map type, the
// distance, and the bridge that both have above them. The assertions inside the files cannot state the last two.

export interface PairFact {
  readonly file: string;
  readonly scenario: string | null;
  readonly provider: string;
  readonly client: string;
  readonly mapType: string;
  readonly distance: number;
  readonly commonBridge: string | null;
}

type Row = readonly [
  scenario: string | null,
  provider: string,
  client: string,
  mapType: string,
  distance: number,
  commonBridge: string | null,
];

const EPYC: readonly Row[] = [
  [null, 'nvme0', 'nvme1', 'BUS_ADDR', 4, 'carrier0_a'],
  [null, 'nvme0', 'nvme4', 'BUS_ADDR', 8, 'carrier0'],
  [null, 'gpu0', 'gpu0_audio', 'BUS_ADDR', 2, '0000:00:01.1'],
  [null, 'gpu0', 'nvme_system', 'THRU_HOST_BRIDGE', 4, null],
  [null, 'nvme0', 'gpu1', 'THRU_HOST_BRIDGE', 8, null],
  [null, 'mlx0', 'gpu2', 'THRU_HOST_BRIDGE', 4, null],
  ['iommu_on', 'nvme0', 'nvme1', 'THRU_HOST_BRIDGE', 4, 'carrier0_a'],
  ['iommu_on', 'nvme0', 'nvme4', 'THRU_HOST_BRIDGE', 8, 'carrier0'],
  ['iommu_on', 'gpu0', 'gpu0_audio', 'THRU_HOST_BRIDGE', 2, '0000:00:01.1'],
  ['iommu_on', 'gpu0', 'nvme_system', 'THRU_HOST_BRIDGE', 4, null],
];

const ROCKET_LAKE: readonly Row[] = [
  ['redirect_on', 'gpu0', 'gpu1', 'NOT_SUPPORTED', 8, 'pex'],
  ['redirect_off', 'gpu0', 'gpu1', 'BUS_ADDR', 8, 'pex'],
];

const DGX: readonly Row[] = [
  [null, 'gpu0', 'mlx5_0', 'BUS_ADDR', 4, 'cx7_0'],
  [null, 'mlx5_11', 'gpu7', 'BUS_ADDR', 4, 'cx7_7'],
  [null, 'gpu0', 'mlx5_3', 'THRU_HOST_BRIDGE', 8, null],
  ['iommu_on', 'gpu0', 'mlx5_0', 'THRU_HOST_BRIDGE', 4, 'cx7_0'],
];

const P4D: readonly Row[] = [[null, 'gpu0', 'efa0', 'NOT_SUPPORTED', 2, null]];
const AZURE: readonly Row[] = [[null, 'gpu0', 'ib0', 'THRU_HOST_BRIDGE', 2, null]];
const GRACE: readonly Row[] = [[null, 'gpu0', 'dma0', 'NOT_SUPPORTED', 6, 'cx8']];
const CASCADED: readonly Row[] = [
  [null, 'gpu0', 'gpu1', 'BUS_ADDR', 4, 'plx0'],
  [null, 'gpu0', 'gpu4', 'BUS_ADDR', 6, 'plx0'],
];
const DUAL_ROOT: readonly Row[] = [[null, 'gpu0', 'gpu4', 'THRU_HOST_BRIDGE', 8, null]];
const JBOF: readonly Row[] = [
  [null, 'nvme0', 'mlx0', 'BUS_ADDR', 4, 'sw0'],
  [null, 'nvme2', 'mlx0', 'THRU_HOST_BRIDGE', 6, null],
];

const FILES: Readonly<Record<string, readonly Row[]>> = {
  'epyc-esc8000a-e12.p2p': EPYC,
  'rocket-lake-pex880xx.p2p': ROCKET_LAKE,
  'dgx-h100-like.p2p': DGX,
  'aws-p4d-guest.p2p': P4D,
  'azure-nd-a100-v4.p2p': AZURE,
  'grace-cx8.p2p': GRACE,
  'supermicro-4029gp-trt.p2p': DUAL_ROOT,
  'supermicro-4029gp-trt2.p2p': DUAL_ROOT,
  'supermicro-4029gp-trt3.p2p': CASCADED,
  'jbof.p2p': JBOF,
};

export const PAIR_FACTS: readonly PairFact[] = Object.entries(FILES).flatMap(([file, rows]) =>
  rows.map(([scenario, provider, client, mapType, distance, commonBridge]) => ({
    file,
    scenario,
    provider,
    client,
    mapType,
    distance,
    commonBridge,
  })),
);

/** Functions and root buses that a machine's own listing has (`lspci -tv` of the EPYC server, counted by hand). */
export const LISTED = { file: 'epyc-esc8000a-e12.p2p', hostBridges: 8, functions: 198 } as const;
