// What each kernel version changed in the DMA mapping of scatterlists, oldest first; the 16 posted patches stand as entries
// of their own, one a patch. A version's rules are the first ones with every change that has arrived laid over them.

import type { DmaChange, DmaRules, NvmeRules } from './dma-rules';
import type { Arrival } from './release';
import { hasArrived } from './release';
import type { KernelVersion } from './version';

/** A release's change, or one that only the version with this label has. */
export type DatedDmaChange = DmaChange & (Arrival | { readonly label: string; readonly patch?: number });

const FIRST_NVME: NvmeRules = { queueFlag: 'always', dataPath: 'scatterlist', blockStatus: 'resource' };

/** 4.20: P2PDMA arrives with its own pair of calls. */
const FIRST_DMA_RULES: DmaRules = {
  specialCall: 'always-bus-address',
  driverCall: 'first-page',
  memoryCall: 'dma_map_sg',
  busOffset: 'subtracted',
  mapTypeOnDemand: false,
  directPeerPages: 'as-memory',
  iommuPeerPages: 'as-memory',
  plainCallWarns: false,
  failure: 'zero',
  sgtableFailure: 'none',
  peerPagesInSwiotlb: 'as-memory',
  alignedLengthOverflow: 'wraps',
  userPages: 'none',
  mmioProviders: false,
  nvme: FIRST_NVME,
  nvmet: { client: 'any', namespaceFormat: '%d' },
  rdma: { call: 'first-page' },
  cmbAlignmentChecked: false,
};

const V1 = 'p2pdma_map_ops_v1';

export const DMA_CHANGES: readonly DatedDmaChange[] = [
  {
    since: '5.4',
    source: 'the map types: pci_p2pdma_map_sg() asks the cache for the first page, and may hand on to dma_map_sg()',
    change: { specialCall: 'first-page-asked' },
  },
  {
    // General knowledge, not in the facts: the version in which the call appeared.
    since: '5.8',
    source: 'dma_map_sgtable(), which turns every failure into -EINVAL',
    change: { memoryCall: 'dma_map_sgtable', sgtableFailure: 'always-invalid' },
  },

  // The 16 patches of 8 April 2021 on 5.12. Patches 1, 2, 4 and 6's Kconfig touch the
  // verdict (changes.ts, resolve.ts), not the mapping.
  {
    label: V1,
    patch: 3,
    source: 'PCI/P2PDMA: Attempt to set map_type if it has not been set',
    change: { mapTypeOnDemand: true },
  },
  {
    label: V1,
    patch: 5,
    source: 'dma-mapping: Introduce dma_map_sg_p2pdma()',
    change: { driverCall: 'dma_map_sg_p2pdma', failure: 'zero-or-remote' },
  },
  {
    label: V1,
    patch: 6,
    source: 'lib/scatterlist: Add flag for indicating P2PDMA segments in an SGL',
    change: {},
  },
  {
    label: V1,
    patch: 7,
    source: 'PCI/P2PDMA: Make pci_p2pdma_map_type() non-static',
    change: { plainCallWarns: true },
  },
  {
    label: V1,
    patch: 8,
    source: 'PCI/P2PDMA: Introduce helpers for dma_map_sg implementations',
    change: { busOffset: 'added' },
  },
  {
    label: V1,
    patch: 9,
    source: 'dma-direct: Support PCI P2PDMA pages in dma-direct map_sg',
    change: { directPeerPages: 'asked' },
  },
  {
    label: V1,
    patch: 10,
    source: 'dma-mapping: Add flags to dma_map_ops to indicate PCI P2PDMA support',
    change: {},
  },
  {
    label: V1,
    patch: 11,
    source: 'iommu/dma: Support PCI P2PDMA pages in dma-iommu map_sg',
    change: { iommuPeerPages: 'asked' },
  },
  {
    label: V1,
    patch: 12,
    source: 'nvme-pci: Check DMA ops when indicating support for PCI P2PDMA',
    change: { nvme: { ...FIRST_NVME, queueFlag: 'operations-asked' } },
  },
  {
    label: V1,
    patch: 13,
    source: 'nvme-pci: Convert to using dma_map_sg_p2pdma for p2pdma pages',
    change: {
      nvme: { queueFlag: 'operations-asked', dataPath: 'scatterlist', blockStatus: 'only-no-memory-is-resource' },
    },
  },
  {
    label: V1,
    patch: 14,
    source: 'nvme-rdma: Ensure dma support when using p2pdma',
    change: { nvmet: { client: 'operations-of-ib-device', namespaceFormat: '%d' } },
  },
  {
    label: V1,
    patch: 15,
    source: 'RDMA/rw: use dma_map_sg_p2pdma()',
    change: { rdma: { call: 'ib_dma_map_sg_p2pdma' } },
  },
  {
    label: V1,
    patch: 16,
    source: 'PCI/P2PDMA: Remove pci_p2pdma_[un]map_sg()',
    change: { specialCall: 'none' },
  },

  {
    since: '5.15',
    source: 'the series "dma_map_sg error codes"',
    change: { failure: 'errno', sgtableFailure: 'passed-on' },
  },
  {
    since: '5.16',
    source: 'PCI/P2PDMA: Apply bus offset correctly in DMA address calculation',
    change: { busOffset: 'added' },
  },

  // The series "DMA Mapping P2PDMA Pages", 13 patches, in one release.
  {
    since: '6.0',
    source: 'PCI/P2PDMA: Attempt to set map_type if it has not been set',
    change: { mapTypeOnDemand: true },
  },
  {
    since: '6.0',
    source: 'lib/scatterlist: add flag for indicating P2PDMA segments in an SGL (dma_flags, SG_DMA_BUS_ADDRESS)',
    change: {},
  },
  {
    since: '6.0',
    source: 'dma-mapping: allow EREMOTEIO return code for P2PDMA transfers',
    change: { driverCall: 'dma_map_sgtable' },
  },
  {
    since: '6.0',
    source: 'dma-direct: support PCI P2PDMA pages in dma-direct map_sg',
    change: { directPeerPages: 'asked' },
  },
  {
    since: '6.0',
    source: 'iommu/dma: support PCI P2PDMA pages in dma-iommu map_sg',
    change: { iommuPeerPages: 'asked' },
  },
  {
    since: '6.0',
    source: 'dma-direct: a peer-to-peer page is never bounced, it is a mapping error',
    change: { peerPagesInSwiotlb: 'refused' },
  },
  {
    since: '6.0',
    source: 'dma-mapping: add flags to dma_map_ops to indicate PCI P2PDMA support',
    change: {},
  },
  {
    since: '6.0',
    source: 'nvme-pci: check DMA ops when indicating support for PCI P2PDMA; convert to using dma_map_sgtable()',
    change: {
      nvme: { queueFlag: 'operations-asked', dataPath: 'scatterlist', blockStatus: 'only-remote-is-target' },
    },
  },
  {
    since: '6.0',
    source: 'RDMA/core: introduce ib_dma_pci_p2p_dma_supported()',
    change: { nvmet: { client: 'operations-of-dma-device', namespaceFormat: '%d' } },
  },
  {
    since: '6.0',
    source: 'RDMA/rw: drop pci_p2pdma_[un]map_sg()',
    change: { rdma: { call: 'ib_dma_map_sgtable_attrs' } },
  },
  { since: '6.0', source: 'PCI/P2PDMA: Remove pci_p2pdma_[un]map_sg()', change: { specialCall: 'none' } },

  {
    since: '6.2',
    source: 'the series "Userspace P2PDMA with O_DIRECT NVMe devices"',
    change: { userPages: 'flag-required' },
  },
  {
    // The facts believe 6.6 for both; 6.12 is certain.
    since: '6.6',
    source:
      'iommu/dma: overflow of the aligned length is refused; the preference for 32 bits ends with its first failure',
    change: { alignedLengthOverflow: 'refused' },
  },
  {
    since: '6.12',
    source: 'dma: call iommu-dma directly, without a table of operations',
    change: {},
  },
  {
    // The stable versions are those in which it was seen; their first one is not known.
    since: '6.14',
    stable: ['6.1.192', '6.12.117'],
    source: 'nvme-pci: skip CMB blocks incompatible with PCI P2P DMA',
    change: { cmbAlignmentChecked: true },
  },
  {
    since: '6.16',
    source: 'the two-step DMA mapping API: enum pci_p2pdma_map_type gets PCI_P2PDMA_MAP_NONE',
    change: {},
  },
  {
    since: '6.17',
    source: 'block: the DMA iterator of block/blk-mq-dma.c, used by nvme-pci',
    change: { nvme: { queueFlag: 'operations-asked', dataPath: 'iterator', blockStatus: 'iterator' } },
  },
  {
    // 6.17 refuses, 7.x bounces; between them the mapping by physical address is what changed.
    since: '6.18',
    source: 'dma_map_phys() and DMA_ATTR_MMIO: dma_direct_map_sg() passes peer-to-peer pages on without the attribute',
    change: { peerPagesInSwiotlb: 'as-memory' },
  },
  {
    since: '6.19',
    source: 'struct p2pdma_provider, one a BAR; pcim_p2pdma_init(); dma-buf export of MMIO',
    change: { mmioProviders: true },
  },
  {
    // The facts say %d for 6.x and %u after it.
    since: '7.0',
    source: 'nvmet: the namespace number is printed unsigned',
    change: { nvmet: { client: 'operations-of-dma-device', namespaceFormat: '%u' } },
  },
];

const rulesByKernel = new WeakMap<KernelVersion, DmaRules>();

/** The DMA rules of a kernel version: those of 4.20 with every change that has arrived laid over them. */
export function dmaRulesOf(kernel: KernelVersion): DmaRules {
  const known = rulesByKernel.get(kernel);
  if (known !== undefined) return known;
  const made = dmaChangesOf(kernel).reduce<DmaRules>((rules, { change }) => ({ ...rules, ...change }), FIRST_DMA_RULES);
  rulesByKernel.set(kernel, made);
  return made;
}

/** The changes that a kernel version has, oldest first; those of a posted series after those of its base. */
export function dmaChangesOf(kernel: KernelVersion): readonly DatedDmaChange[] {
  return DMA_CHANGES.filter((entry) =>
    'label' in entry ? entry.label === kernel.label : hasArrived(kernel.order, entry),
  );
}
