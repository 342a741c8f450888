// The bounce buffer: whether a machine has one, whether everything is forced through it, and what fits. Slots are handed out
// from an empty pool, so bounced addresses are examples; that a mapping is bounced, or fails, is not.

import type { Machine } from '../machine';
import { roundUp } from '../pci/alignment';

export interface SwiotlbState {
  readonly active: boolean;
  /** `swiotlb=force`. */
  readonly forced: boolean;
}

const SLOT = 2048n;
/** A mapping needs consecutive slots of one set of 128. */
const LONGEST = 128n * SLOT;
/**
 * Where the example buffer lies: below 4 GiB, as the kernel allocates it on x86. A device whose mask ends before it cannot
 * reach it; for a mask between here and 32 bits a real machine may have its buffer higher.
 */
export const EXAMPLE_POOL = 0x2000_0000n;

/** `swiotlb=[N[,AREAS],]force` and `noforce`. Without them a 64-bit machine with memory above 4 GiB has a buffer. */
export function swiotlbOf(machine: Machine): SwiotlbState {
  const values = machine.commandLine.parameters
    .filter(({ name }) => name === 'swiotlb')
    .flatMap(({ value }) => (value ?? '').split(','));
  return { active: !values.includes('noforce'), forced: values.includes('force') };
}

/** The longest mapping that the buffer can serve: 256 KiB, and nothing that must cross the device's segment boundary. */
export function longestBounce(boundary: bigint): bigint {
  const within = boundary + 1n;
  return within > 0n && within < LONGEST ? within : LONGEST;
}

/** The next example address: whole slots, a mapping of a page and more begins on a page, none crosses the boundary. */
export function nextSlot(
  from: bigint,
  length: bigint,
  boundary: bigint,
): { readonly at: bigint; readonly next: bigint } {
  const alignment = length >= 4096n ? 4096n : SLOT;
  const slots = roundUp(length, SLOT);
  const aligned = roundUp(from, alignment);
  const crosses = boundary !== 0n && aligned / (boundary + 1n) !== (aligned + slots - 1n) / (boundary + 1n);
  const at = crosses ? roundUp(aligned, boundary + 1n) : aligned;
  return { at, next: at + slots };
}
