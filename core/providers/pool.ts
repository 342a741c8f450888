// A provider's pool: pci_alloc_p2pmem() hands out whole pages, first fit, and fails when no free run is long enough. A pool
// is a value, so that a test or a simulation can walk through allocations without a running machine.

import type { Machine } from '../machine';
import { roundUp } from '../pci/alignment';
import { busAddressOf } from '../pci/bus-address';
import type { PeerMemory } from './register';
import { peerMemory } from './register';

/** PAGE_SIZE of the usual configurations: the pool's granularity. */
export const POOL_PAGE = 4096n;

export interface Pool {
  /** All registered ranges of the provider, in the order of registration. */
  readonly memory: readonly PeerMemory[];
  readonly allocations: readonly Allocation[];
}

/** offset and length in bytes, from the start of memory[piece]; length a multiple of the page. */
export interface Allocation {
  readonly piece: number;
  readonly offset: bigint;
  readonly length: bigint;
}

export function createPool(machine: Machine, provider: number): Pool {
  return { memory: peerMemory(machine, provider), allocations: [] };
}

/** sysfs `p2pmem/size` and `p2pmem/available`, in bytes. */
export function poolSizes(pool: Pool): { readonly size: bigint; readonly available: bigint } {
  const size = pool.memory.reduce((sum, piece) => sum + piece.size, 0n);
  return { size, available: pool.allocations.reduce((rest, { length }) => rest - length, size) };
}

/** pci_alloc_p2pmem(): the first free run of enough pages; null: -ENOMEM to whoever asked, and no second choice. */
export function allocate(pool: Pool, size: bigint): { readonly pool: Pool; readonly allocation: Allocation | null } {
  const length = roundUp(size, POOL_PAGE);
  if (size <= 0n) return { pool, allocation: null };
  for (const [piece, memory] of pool.memory.entries()) {
    const offset = firstFit(pool, piece, memory.size, length);
    if (offset === null) continue;
    const allocation: Allocation = { piece, offset, length };
    return { pool: { ...pool, allocations: [...pool.allocations, allocation] }, allocation };
  }
  return { pool, allocation: null };
}

/** pci_free_p2pmem(); the pool is unchanged if it was not allocated from it. */
export function release(pool: Pool, allocation: Allocation): Pool {
  return { ...pool, allocations: pool.allocations.filter((held) => held !== allocation) };
}

/** pci_p2pmem_virt_to_bus(): the pool keeps bus addresses, always with the bus offset added. */
export function allocationBusAddress(pool: Pool, allocation: Allocation): bigint | null {
  const memory = pool.memory[allocation.piece];
  return memory === undefined ? null : busAddressOf(memory.physical + allocation.offset, memory.busOffset);
}

function firstFit(pool: Pool, piece: number, size: bigint, length: bigint): bigint | null {
  const held = pool.allocations.filter((allocation) => allocation.piece === piece);
  held.sort((left, right) => (left.offset < right.offset ? -1 : 1));
  let offset = 0n;
  for (const allocation of held) {
    if (allocation.offset - offset >= length) return offset;
    offset = allocation.offset + allocation.length;
  }
  return size - offset >= length ? offset : null;
}
