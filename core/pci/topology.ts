// An enumerated machine: every function in the order in which the kernel's scan finds it, referring to the others by
// index. Verdicts, traces and messages name functions by that index, so they stay small and can be compared.

import type { AcsDescription } from './acs';
import type { PciAddress } from './address';
import type { DmaDescription, FunctionKind, UnwrittenFunction } from './description';
import type { PciId } from './id';

export interface Topology {
  readonly hostBridges: readonly HostBridge[];
  /** Enumeration order: host bridges by domain and bus, each depth first, functions of a bus ascending; VFs after their bus. */
  readonly functions: readonly PciFunction[];
}

export interface HostBridge {
  readonly index: number;
  readonly origin: number;
  readonly name: string;
  readonly domain: number;
  readonly bus: number;
  readonly busOffset: bigint;
  readonly numaNode: number | null;
  readonly unwritten: UnwrittenFunction;
  /** Functions on the root bus in the order of its device list. */
  readonly rootFunctions: readonly number[];
}

export interface PciFunction {
  readonly index: number;
  readonly origin: number;
  /** The declared name, `NAME.vfN` for a virtual function, else the address. */
  readonly name: string;
  readonly kind: FunctionKind;
  readonly address: PciAddress;
  readonly id: PciId | null;
  readonly subsystemId: PciId | null;
  /** Index into Topology.hostBridges. */
  readonly hostBridge: number;
  /** pci_upstream_bridge(): the bridge whose secondary bus holds this function (for a VF: its PF's); null on a root bus. */
  readonly upstreamBridge: number | null;
  /** Bridges only. */
  readonly secondaryBus: number | null;
  readonly subordinateBus: number | null;
  /** Virtual functions only: the physical function, and N of `.vfN`. */
  readonly physicalFunction: number | null;
  readonly virtualIndex: number | null;
  readonly acs: AcsDescription;
  readonly bars: readonly Bar[];
  readonly published: boolean;
  readonly dma: DmaDescription;
  readonly numaNode: number | null;
}

/** Addresses and sizes in bytes. */
export interface Bar {
  readonly origin: number;
  readonly number: number;
  readonly size: bigint;
  /** CPU physical address of the first byte, given or assigned. */
  readonly physical: bigint;
  readonly assigned: boolean;
  readonly p2pmem: { readonly offset: bigint; readonly size: bigint } | null;
}

export function isBridge(kind: FunctionKind): boolean {
  return kind === 'root_port' || kind === 'switch' || kind === 'port' || kind === 'pci_bridge';
}
