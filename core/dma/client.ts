// What the DMA layer knows of one client: which implementation serves it, and the limits its driver has set.

import { kernelBoolean } from '../kernel/boolean';
import type { Machine } from '../machine';
import type { PciFunction } from '../pci/topology';
import type { SwiotlbState } from './swiotlb';
import { swiotlbOf } from './swiotlb';

/** Masks and sizes in bytes. */
export interface DmaLimits {
  /** *dev->dma_mask; 0: the driver has set none. */
  readonly mask: bigint;
  /** dma_get_max_seg_size(), 32 bits. */
  readonly maxSegment: bigint;
  /** dma_get_seg_boundary(): a power of two less one. */
  readonly boundary: bigint;
}

export interface DmaClient extends DmaLimits {
  readonly function: number;
  readonly operations: 'direct' | 'iommu' | 'custom' | 'virt';
  readonly untrusted: boolean;
  /** Smallest page of the IOMMU's page tables. */
  readonly granule: bigint;
  readonly swiotlb: SwiotlbState;
  /** The last address of the IOMMU's aperture; no IOVA lies beyond it, whatever the mask. */
  readonly apertureEnd: bigint;
  /** `iommu.forcedac=1`: IOVAs above 4 GiB at once. */
  readonly forceDac: boolean;
  /** The MSI window of x86 is reserved in every domain. */
  readonly reservedIova: readonly { readonly first: bigint; readonly last: bigint }[];
}

const ALL_64_BITS = 0xffff_ffff_ffff_ffffn;
/** 48 bits of the usual IOMMUs of x86; other architectures have theirs by machine, which the description does not say. */
const X86_APERTURE_END = 0xffff_ffff_ffffn;
const BOUNDARY = 0xffff_ffffn;
const GRANULE = 4096n;
const X86_MSI_WINDOW = { first: 0xfee0_0000n, last: 0xfeef_ffffn };

/** Largest segment by kind of device where the description says none (docs/language: `dma`). */
function defaultMaxSegment({ kind }: PciFunction): bigint {
  if (kind === 'nvme') return 0xffff_ffffn;
  if (kind === 'nic') return 0x8000_0000n;
  return 0x1_0000n;
}

/** null: no such function. An identity domain (`iommu passthrough`) has no dma-iommu and counts as direct. */
export function dmaClient(machine: Machine, index: number, limits: Partial<DmaLimits> = {}): DmaClient | null {
  const device = machine.topology.functions[index];
  if (device === undefined) return null;
  const { settings } = machine;
  const isX86 = settings.architecture === 'x86_64' || settings.architecture === 'i386';
  return {
    function: index,
    operations: device.dma.ops ?? (settings.iommu === 'on' ? 'iommu' : 'direct'),
    mask: limits.mask ?? device.dma.mask ?? ALL_64_BITS,
    maxSegment: limits.maxSegment ?? device.dma.maxSegment ?? defaultMaxSegment(device),
    boundary: limits.boundary ?? device.dma.boundary ?? BOUNDARY,
    untrusted: device.dma.untrusted,
    granule: GRANULE,
    swiotlb: swiotlbOf(machine),
    apertureEnd: isX86 ? X86_APERTURE_END : ALL_64_BITS,
    forceDac: lastBoolean(machine, 'iommu.forcedac') ?? false,
    reservedIova: isX86 ? [X86_MSI_WINDOW] : [],
  };
}

/** dma_pci_p2pdma_supported(): dma-direct and dma-iommu are, any other operations are not (6.0; patch 10 before it). */
export function dmaPciP2pdmaSupported(client: DmaClient): boolean {
  return client.operations === 'direct' || client.operations === 'iommu';
}

/** Each occurrence replaces the one before it; what is no boolean changes nothing. */
function lastBoolean(machine: Machine, name: string): boolean | null {
  const values = machine.commandLine.parameters.flatMap((parameter) =>
    parameter.name === name ? [kernelBoolean(parameter.value ?? '')] : [],
  );
  return values.filter((value) => value !== null).at(-1) ?? null;
}
