// A machine's PCI Express tree as somebody wrote it down: containment, and whatever addresses were said. Enumeration
// (enumerate.ts) turns it into a Topology, in which every function has its address. `origin` is a number of the
// writer's own (the language uses the index of the declaration) by which faults and functions are traced back.

import type { AcsDescription } from './acs';
import type { PciId } from './id';

export type FunctionKind = 'root_port' | 'switch' | 'port' | 'pci_bridge' | 'nvme' | 'nic' | 'gpu' | 'device';

export interface MachineDescription {
  readonly hostBridges: readonly HostBridgeDescription[];
}

export interface HostBridgeDescription {
  readonly origin: number;
  readonly name: string;
  /** null: the next free domain, bus 0. */
  readonly bus: { readonly domain: number; readonly bus: number } | null;
  /** What is known of a function at 00.0 that is not among the children. */
  readonly unwritten: UnwrittenFunction;
  /** Bus address minus CPU physical address of everything below this host bridge; may be negative. */
  readonly busOffset: bigint;
  readonly numaNode: number | null;
  readonly children: readonly FunctionDescription[];
}

/** `[vvvv:dddd]` on a host bridge, `[none]`, or nothing said. */
export type UnwrittenFunction =
  { readonly kind: 'id'; readonly id: PciId } | { readonly kind: 'none' } | { readonly kind: 'unknown' };

export interface FunctionDescription {
  readonly origin: number;
  /** null for a bridge without a name: it is then called by its address. */
  readonly name: string | null;
  readonly kind: FunctionKind;
  /** null or a missing part: assigned as the kernel's scan would find it. */
  readonly address: PartialAddress | null;
  readonly id: PciId | null;
  readonly subsystemId: PciId | null;
  readonly acs: AcsDescription;
  readonly bars: readonly BarDescription[];
  readonly published: boolean;
  readonly virtualFunctions: { readonly count: number; readonly offset: number; readonly stride: number } | null;
  readonly dma: DmaDescription;
  readonly numaNode: number | null;
  readonly children: readonly FunctionDescription[];
}

export interface PartialAddress {
  readonly domain: number | null;
  readonly bus: number | null;
  readonly device: number;
  readonly function: number;
}

/** Sizes and offsets in bytes. */
export interface BarDescription {
  readonly origin: number;
  /** 0…5. */
  readonly number: number;
  readonly size: bigint;
  /** CPU physical address of the first byte; null: assigned. */
  readonly at: bigint | null;
  /** The part registered with pci_p2pdma_add_resource(); size null: from the offset to the end of the BAR. */
  readonly p2pmem: { readonly size: bigint | null; readonly offset: bigint } | null;
}

/** null: the default of the kind of device and of the machine. */
export interface DmaDescription {
  readonly ops: 'direct' | 'iommu' | 'custom' | 'virt' | null;
  readonly mask: bigint | null;
  readonly maxSegment: bigint | null;
  readonly boundary: bigint | null;
  readonly untrusted: boolean;
}

export const DMA_UNSAID: DmaDescription = {
  ops: null,
  mask: null,
  maxSegment: null,
  boundary: null,
  untrusted: false,
};
