// The IOVA allocator as a fresh domain behaves: top-down, sizes below 32 granules rounded up to a power of two, aligned to
// their size, below 4 GiB first, never beyond the device's mask or the IOMMU's aperture. Caches and earlier mappings make a running machine differ, so addresses are illustrative.

import type { DmaClient } from './client';

export interface IovaBlock {
  readonly start: bigint;
  /** In bytes, as allocated: at least as long as was asked for. */
  readonly length: bigint;
}

const CACHED_SIZES = 32n;
const LAST_32_BIT = 0xffff_ffffn;

/** `length` bytes, a multiple of the granule; `taken`: blocks of earlier mappings. null: -ENOMEM. */
export function allocateIova(
  client: Pick<DmaClient, 'mask' | 'apertureEnd' | 'granule' | 'reservedIova' | 'forceDac'>,
  length: bigint,
  taken: readonly IovaBlock[] = [],
): IovaBlock | null {
  const granules = length / client.granule;
  const size = (granules < CACHED_SIZES ? powerOfTwoFrom(granules) : granules) * client.granule;
  const alignment = powerOfTwoFrom(granules) * client.granule;
  const occupied = [
    ...client.reservedIova,
    ...taken.map(({ start, length: held }) => ({ first: start, last: start + held - 1n })),
  ];
  const limit = iovaLimit(client);
  const below =
    limit > LAST_32_BIT && !client.forceDac ? topDown(LAST_32_BIT, size, alignment, client, occupied) : null;
  const start = below ?? topDown(limit, size, alignment, client, occupied);
  return start === null ? null : { start, length: size };
}

/** The highest IOVA that this client can be given: the end of the mask or of the aperture, whichever is lower. */
export function iovaLimit({ mask, apertureEnd }: Pick<DmaClient, 'mask' | 'apertureEnd'>): bigint {
  return mask < apertureEnd ? mask : apertureEnd;
}

function topDown(
  limit: bigint,
  size: bigint,
  alignment: bigint,
  { granule }: Pick<DmaClient, 'granule'>,
  occupied: readonly { readonly first: bigint; readonly last: bigint }[],
): bigint | null {
  const descending = [...occupied].sort((left, right) => (left.first > right.first ? -1 : 1));
  let end = ((limit + 1n) / granule) * granule;
  for (;;) {
    const start = ((end - size) / alignment) * alignment;
    // The first granule is never handed out: an address of 0 would look like a failure.
    if (end < size || start < granule) return null;
    const inTheWay = descending.find(({ first, last }) => first < start + size && last >= start);
    if (inTheWay === undefined) return start;
    end = inTheWay.first;
  }
}

function powerOfTwoFrom(value: bigint): bigint {
  let power = 1n;
  while (power < value) power <<= 1n;
  return power;
}
