// What one kernel version decides when it maps a scatterlist, in data: which call a driver makes, who looks at peer-to-peer
// pages, what an error becomes, and what the block layer and the RDMA target make of it. Algorithms read these fields and
// never compare version numbers; the entries themselves, one a change, and how a version gets its rules stand in dma-changes.ts.

/** The functions that map a scatterlist. The attrs variants differ in nothing that is modelled here. */
export type DmaCall = 'pci_p2pdma_map_sg' | 'dma_map_sg' | 'dma_map_sg_p2pdma' | 'dma_map_sgtable';

export interface DmaRules {
  /** pci_p2pdma_map_sg(): maps everything to bus addresses, asks the cache for the first page's type, or is gone. */
  readonly specialCall: 'always-bus-address' | 'first-page-asked' | 'none';
  /** The call for a list that may hold peer-to-peer pages; first-page: the special one iff its first page is such a page. */
  readonly driverCall: 'first-page' | 'dma_map_sg_p2pdma' | 'dma_map_sgtable';
  /** The call for a list whose first page is ordinary memory, where driverCall is first-page. */
  readonly memoryCall: 'dma_map_sg' | 'dma_map_sgtable';
  /** How pci_p2pdma_map_sg() and its successors apply the bus offset (bus address - CPU address) to a CPU address. */
  readonly busOffset: 'subtracted' | 'added';
  /** Whether mapping computes a type that nobody asked for before; if not, such a mapping fails with a warning. */
  readonly mapTypeOnDemand: boolean;
  /** What dma-direct does with a peer-to-peer page of a scatterlist. */
  readonly directPeerPages: PeerPages;
  /** What dma-iommu does with one (an untrusted device's path never asks). */
  readonly iommuPeerPages: PeerPages;
  /** Whether dma_map_sg() warns about peer-to-peer pages, and an error for one is a bug (__DMA_ATTR_PCI_P2PDMA missing). */
  readonly plainCallWarns: boolean;
  /** What dma-direct and dma-iommu return when they fail: 0; 0 or -EREMOTEIO; a negative errno. */
  readonly failure: 'zero' | 'zero-or-remote' | 'errno';
  /** What dma_map_sgtable() makes of a failure; none: the call does not exist. */
  readonly sgtableFailure: 'none' | 'always-invalid' | 'passed-on';
  /** A peer-to-peer page that would have to be bounced: treated like memory, or refused with -EIO. */
  readonly peerPagesInSwiotlb: 'as-memory' | 'refused';
  /** An entry whose length no longer fits 32 bits once it is rounded up to the IOMMU's granule. */
  readonly alignedLengthOverflow: 'wraps' | 'refused';
  /** User pages of p2pmem/allocate: none; or only with FOLL_PCI_P2PDMA and never long-term. */
  readonly userPages: 'none' | 'flag-required';
  /** Whether MMIO without struct pages can be a provider (pcim_p2pdma_init, dma-buf export). */
  readonly mmioProviders: boolean;
  readonly nvme: NvmeRules;
  readonly nvmet: NvmetRules;
  readonly rdma: RdmaRules;
  /** nvme-pci leaves a controller memory buffer alone that is not aligned to 2 MiB in size and BAR start. */
  readonly cmbAlignmentChecked: boolean;
}

/** Mapped as if it were memory; or its map type is asked for and followed. */
export type PeerPages = 'as-memory' | 'asked';

export interface NvmeRules {
  /** Who sets QUEUE_FLAG_PCI_P2PDMA: nvme-pci for all its controllers, or only where the DMA operations support it. */
  readonly queueFlag: 'always' | 'operations-asked';
  /** scatterlist: the whole list is mapped at once; iterator: the first segment of a request decides its map type. */
  readonly dataPath: 'scatterlist' | 'iterator';
  /** What a failed mapping becomes. */
  readonly blockStatus: 'resource' | 'only-no-memory-is-resource' | 'only-remote-is-target' | 'iterator';
}

export interface NvmetRules {
  /** What makes the RDMA device a client for peer-to-peer memory. */
  readonly client: 'any' | 'operations-of-ib-device' | 'operations-of-dma-device';
  /** printf's conversion of the namespace's number in "using p2pmem on %s for nsid". */
  readonly namespaceFormat: '%d' | '%u';
}

export interface RdmaRules {
  /** What rdma_rw_ctx_init() maps with. */
  readonly call: 'first-page' | 'ib_dma_map_sg_p2pdma' | 'ib_dma_map_sgtable_attrs';
}

/**
 * One change: what it brings to whom, and where it comes from (commit subject, patch number or section of the facts). Empty:
 * part of the history, without an outcome that is modelled.
 */
export interface DmaChange {
  readonly change: Partial<DmaRules>;
  readonly source: string;
}
