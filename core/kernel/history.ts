// What changed for users of P2PDMA, version by version, in one line each: completion and hover show it beside a version.

import { hasArrived, parseRelease, releaseOrder } from './release';

export interface KernelChange {
  /** `5.9`; or the label of a series. */
  readonly version: string;
  readonly text: string;
}

/** Oldest first; a version may have several. */
export const KERNEL_HISTORY: readonly KernelChange[] = [
  { version: '4.20', text: 'P2PDMA arrives: a common bridge without ACS redirect on the path, or nothing' },
  {
    version: '5.2',
    text: 'devices below AMD Zen root complexes (1022:1450 at 00.0) reach each other without an IOMMU; distance + 0x1000',
  },
  { version: '5.3', text: 'clients with dma_virt_ops are refused' },
  { version: '5.4', text: 'map types: host bridge whitelist, THRU_HOST_BRIDGE also after ACS redirect, IOMMU allowed' },
  { version: '5.6', text: 'whitelist: Intel Skylake-E 8086:2030 and 8086:2020' },
  { version: '5.7', text: 'whitelist: Intel Skylake-E root ports 8086:2031, 2032, 2033' },
  { version: '5.8', text: 'whitelist: AMD 1022:15d0 and 1022:1630' },
  { version: '5.9', text: 'every AMD CPU of family 0x17 and later is accepted; the AMD entries leave the whitelist' },
  { version: '5.11', text: 'dma_virt_ops are gone: software RDMA is refused because its DMA device is no PCI device' },
  {
    version: 'p2pdma_map_ops_v1',
    text: 'the 16 patches of 8 April 2021 on 5.12: peer-to-peer pages inside dma_map_sg, the first function of the root bus stands for it if it is 00.0, 64-bit only',
  },
  {
    version: '5.14',
    text: 'hint cut at 127 characters, "Host bridge not in P2PDMA whitelist" is logged, the first function of the root bus stands for it if it is 00.0',
  },
  { version: '5.15', text: 'dma_map_sgtable() passes negative errors on' },
  { version: '5.16', text: 'bus offset is added to the physical address, no longer subtracted' },
  { version: '5.18', text: 'whitelist: Intel 8086:09a2 (Ice Lake-SP and later Xeons)' },
  {
    version: '5.19',
    text: 'the first function of the root bus also stands for it where it is a root port not at 00.0',
  },
  { version: '6.0', text: 'peer-to-peer pages inside dma_map_sgtable(), EREMOTEIO where not supported; 64-bit only' },
  { version: '6.2', text: 'peer-to-peer memory for user space: p2pmem/allocate' },
  { version: '6.11', text: 'pci=config_acs=, and with it faults in both ACS parameters' },
  {
    version: '6.15',
    text: 'pci=config_acs= and pci=disable_acs_redir= repaired (also in 6.12.25); both start from what firmware left',
  },
  { version: '6.16', text: 'two-step DMA mapping interface' },
  { version: '6.17', text: 'the block layer decides the map type once a request, by its first segment' },
  { version: '6.18', text: 'mapping by physical address, DMA_ATTR_MMIO' },
  { version: '6.19', text: 'peer-to-peer memory without struct page, exported as dma-buf' },
  { version: '7.0', text: 'ACS is also set when DMA is configured; Source Validation off on IDT switches' },
  { version: '7.1', text: 'whitelist: Google 1ae0 (any device)' },
  { version: '7.2', text: 'whitelist: Intel DSA, IAA and QAT (also in 7.1.3)' },
  { version: '7.3', text: 'whitelist: NVIDIA Vera 10de:2f95 to 2f98' },
  {
    version: 'pci_p2pdma_next',
    text: 'whitelist: Zhaoxin 1d17, Intel 8086:6f00 (condition not known); the whitelist line only on verbose queries',
  },
];

/** What stable versions have from a later release; the same holds for those after them in their series. */
const BACKPORTS: readonly (KernelChange & { readonly from: string })[] = [
  { version: '5.4.150', from: '5.14', text: 'the first function of the root bus stands for it if it is 00.0' },
  { version: '5.10.70', from: '5.14', text: 'the first function of the root bus stands for it if it is 00.0' },
  {
    version: '6.12.25',
    from: '6.15',
    text: 'pci=config_acs= and pci=disable_acs_redir= repaired; both start from what firmware left',
  },
  { version: '7.1.3', from: '7.2', text: 'whitelist: Intel DSA, IAA and QAT' },
];

/** What the version at this place in the order has from a later release; null: nothing. */
export function backportOf(order: number): (typeof BACKPORTS)[number] | null {
  return (
    BACKPORTS.find(
      ({ version, from }) =>
        !hasArrived(order, { since: from }) && hasArrived(order, { since: from, stable: [version] }),
    ) ?? null
  );
}

/** The latest version with a change that the version at this place in the order has: `6.13` behaves as `6.11`. */
export function lastChange(order: number): KernelChange | null {
  const arrived = KERNEL_HISTORY.filter((change) => {
    const release = parseRelease(change.version);
    return release !== null && releaseOrder(release) <= order;
  });
  return arrived[arrived.length - 1] ?? null;
}
