// Registering BAR memory as peer-to-peer memory: pci_p2pdma_add_resource() with its errors in the kernel's order, and
// nvme-pci's controller memory buffer, which has conditions of its own before it gets there.

import type { Errno } from '../kernel/dma-errno';
import { dmaRulesOf } from '../kernel/dma-changes';
import type { Architecture, Machine } from '../machine';
import type { Bar, PciFunction } from '../pci/topology';

/** Memory is mapped into struct pages by subsections of this size (x86-64 and arm64). */
export const MEMORY_SUBSECTION = 0x200000n;

/** 64-bit architectures of the model; P2PDMA's Kconfig depends on 64BIT since 6.0 (patch 6 of the posted series). */
const IS_64_BIT: Readonly<Record<Architecture, boolean>> = {
  x86_64: true,
  i386: false,
  arm64: true,
  ppc64le: true,
  riscv64: true,
};

/** One registered range. Addresses and sizes in bytes. */
export interface PeerMemory {
  readonly function: number;
  readonly bar: number;
  /** From the start of the BAR. */
  readonly offset: bigint;
  readonly size: bigint;
  readonly physical: bigint;
  /** bus address - CPU address. */
  readonly busOffset: bigint;
}

export type Registration =
  | { readonly outcome: 'registered'; readonly memory: PeerMemory; readonly message: string }
  | {
      readonly outcome: 'error';
      readonly errno: Errno;
      readonly reason: RegistrationFault;
      /** What the kernel logs, word for word; null: nothing of P2PDMA's own. */
      readonly message: string | null;
    }
  /** nvme-pci does not try: nothing is logged and nothing fails. */
  | { readonly outcome: 'left-alone'; readonly reason: RegistrationFault };

export type RegistrationFault =
  | { readonly reason: 'no-p2pdma' }
  | { readonly reason: 'not-a-memory-bar'; readonly bar: number }
  | { readonly reason: 'offset-beyond-bar'; readonly offset: bigint; readonly barSize: bigint }
  | { readonly reason: 'range-beyond-bar'; readonly end: bigint; readonly barSize: bigint }
  | { readonly reason: 'not-mappable-bars' }
  | { readonly reason: 'empty' }
  /** start and size of the range, or, for `cmb-misaligned`, of the BAR and the buffer. */
  | { readonly reason: 'misaligned' | 'cmb-misaligned'; readonly start: bigint; readonly size: bigint };

/** Arguments of pci_p2pdma_add_resource(); size 0: the rest of the BAR. */
export interface AddResource {
  readonly bar: number;
  readonly size: bigint;
  readonly offset: bigint;
  /** Devices whose BARs have gaps in their mapping (s390 ISM): asked since 6.19. */
  readonly nonMappableBars?: boolean;
}

export function hasP2pdma(machine: Machine): boolean {
  return !machine.settings.kernel.p2pdma.requires64Bit || IS_64_BIT[machine.settings.architecture];
}

/** pci_p2pdma_add_resource(): -EINVAL, -EOPNOTSUPP, or the registered range and the line in the log. */
export function addResource(machine: Machine, functionIndex: number, request: AddResource): Registration {
  const owner = machine.topology.functions[functionIndex];
  const bar = owner?.bars.find((candidate) => candidate.number === request.bar);
  if (!hasP2pdma(machine)) return refused('EOPNOTSUPP', { reason: 'no-p2pdma' });
  if (owner === undefined || bar === undefined) {
    return refused('EINVAL', { reason: 'not-a-memory-bar', bar: request.bar });
  }
  if (request.offset >= bar.size) {
    return refused('EINVAL', { reason: 'offset-beyond-bar', offset: request.offset, barSize: bar.size });
  }
  const size = request.size === 0n ? bar.size - request.offset : request.size;
  const end = request.offset + size;
  if (end > bar.size) return refused('EINVAL', { reason: 'range-beyond-bar', end, barSize: bar.size });
  if (dmaRulesOf(machine.settings.kernel).mmioProviders && request.nonMappableBars === true) {
    return refused('EOPNOTSUPP', { reason: 'not-mappable-bars' });
  }
  const start = bar.physical + request.offset;
  if (start % MEMORY_SUBSECTION !== 0n || size % MEMORY_SUBSECTION !== 0n) {
    return refused('EINVAL', { reason: 'misaligned', start, size });
  }
  return added(machine, owner, bar, request.offset, size);
}

/** nvme_map_cmb(): the size is cut to the BAR, and since 6.14 a misaligned buffer is left alone. */
export function mapControllerMemoryBuffer(
  machine: Machine,
  functionIndex: number,
  request: Omit<AddResource, 'nonMappableBars'>,
): Registration {
  const bar = machine.topology.functions[functionIndex]?.bars.find((candidate) => candidate.number === request.bar);
  if (bar === undefined || request.size === 0n) return { outcome: 'left-alone', reason: { reason: 'empty' } };
  if (request.offset > bar.size) {
    const reason: RegistrationFault = { reason: 'offset-beyond-bar', offset: request.offset, barSize: bar.size };
    return { outcome: 'left-alone', reason };
  }
  const rest = bar.size - request.offset;
  const size = request.size > rest ? rest : request.size;
  if (
    dmaRulesOf(machine.settings.kernel).cmbAlignmentChecked &&
    (size % MEMORY_SUBSECTION !== 0n || bar.physical % MEMORY_SUBSECTION !== 0n)
  ) {
    return { outcome: 'left-alone', reason: { reason: 'cmb-misaligned', start: bar.physical, size } };
  }
  const registration = addResource(machine, functionIndex, { ...request, size });
  if (registration.outcome !== 'error') return registration;
  return { ...registration, message: 'failed to register the CMB' };
}

/** A machine is a value that never changes, and every search asks about all of its functions. */
const registered = new WeakMap<Machine, ReadonlyMap<number, readonly Registration[]>>();

/** What the description registers at boot: one result for each BAR with `p2pmem`, in the order of BARs. */
export function registrations(machine: Machine, functionIndex: number): readonly Registration[] {
  return registrationsOf(machine).get(functionIndex) ?? [];
}

/** Function indices in the kernel's order: those with a BAR with `p2pmem`, whatever came of it. */
export function describedMemoryOwners(machine: Machine): readonly number[] {
  return [...registrationsOf(machine).keys()];
}

/** Function indices in the kernel's order: those that offer peer-to-peer memory on this machine, published or not. */
export function peerMemoryOwners(machine: Machine): readonly number[] {
  return [...registrationsOf(machine).keys()].filter((index) => peerMemory(machine, index).length > 0);
}

/** By function; only those with a BAR with `p2pmem`, in the order of functions. */
function registrationsOf(machine: Machine): ReadonlyMap<number, readonly Registration[]> {
  const known = registered.get(machine);
  if (known !== undefined) return known;
  const made = new Map<number, readonly Registration[]>();
  for (const owner of machine.topology.functions) {
    if (owner.bars.every((bar) => bar.p2pmem === null)) continue;
    const results = registerAll(machine, owner);
    if (results.length > 0) made.set(owner.index, results);
  }
  registered.set(machine, made);
  return made;
}

function registerAll(machine: Machine, owner: PciFunction): readonly Registration[] {
  const register = owner.kind === 'nvme' ? mapControllerMemoryBuffer : addResource;
  return owner.bars.flatMap((bar) =>
    bar.p2pmem === null
      ? []
      : [register(machine, owner.index, { bar: bar.number, size: bar.p2pmem.size, offset: bar.p2pmem.offset })],
  );
}

/** The ranges that a function offers as peer-to-peer memory on this machine; empty: it has no p2pdma state. */
export function peerMemory(machine: Machine, functionIndex: number): readonly PeerMemory[] {
  return registrations(machine, functionIndex).flatMap((result) =>
    result.outcome === 'registered' ? [result.memory] : [],
  );
}

function added(machine: Machine, owner: PciFunction, bar: Bar, offset: bigint, size: bigint): Registration {
  const physical = bar.physical + offset;
  const busOffset = machine.topology.hostBridges[owner.hostBridge]?.busOffset ?? 0n;
  const last = physical + size - 1n;
  return {
    outcome: 'registered',
    memory: { function: owner.index, bar: bar.number, offset, size, physical, busOffset },
    message: `added peer-to-peer DMA memory 0x${physical.toString(16)}-0x${last.toString(16)}`,
  };
}

function refused(errno: Errno, reason: RegistrationFault): Registration {
  return { outcome: 'error', errno, reason, message: null };
}
