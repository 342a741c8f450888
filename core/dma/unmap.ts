// Unmapping: dma_unmap_sg() walks the DMA fields of the array that mapping left behind. Bus addresses are only unmarked;
// below an IOMMU everything else is one range, from the first unmarked address to the end of the last.

import { roundUp } from '../pci/alignment';
import type { AddressRange, Mapped } from './mapping';

/** The DMA fields of one element of the scatterlist's array, as mapping wrote them. */
export interface DmaFields {
  /** null: DMA_MAPPING_ERROR, not in use. */
  readonly address: bigint | null;
  readonly length: bigint;
  /** Marked as a PCI bus address (SG_PCI_P2PDMA in page_link, SG_DMA_BUS_ADDRESS in dma_flags). */
  readonly busAddress: boolean;
}

export interface Unmapped {
  /** What is handed back to the IOMMU; empty: nothing was mapped there. */
  readonly iova: readonly AddressRange[];
  /** Segments handed back to dma-direct (bounce slots released with them). */
  readonly pages: readonly number[];
  /** Elements that were marked and are not any more. */
  readonly unmarked: readonly number[];
  /** The fields after it: what the walk reached is not marked any more. */
  readonly fields: readonly DmaFields[];
}

/** The array after mapping: DMA segments fill it from the front, whichever entries they came from. */
export function dmaFields({ segments, entries }: Mapped): readonly DmaFields[] {
  return entries.map((_entry, position) => {
    const segment = segments[position];
    if (segment === undefined) return { address: null, length: 0n, busAddress: false };
    return { address: segment.address, length: segment.length, busAddress: segment.kind === 'bus' };
  });
}

/** Gives back exactly what mapping took. `granule`: smallest page of the IOMMU. */
export function unmapScatterlist(mapped: Mapped, granule: bigint): Unmapped {
  const fields = dmaFields(mapped);
  const end = countUsed(fields);
  const used = fields.slice(0, end);
  const unmarked = used.flatMap(({ busAddress }, index) => (busAddress ? [index] : []));
  const others = used.flatMap(({ busAddress }, index) => (busAddress ? [] : [index]));
  const cleared = fields.map((field, index) => (index < end ? { ...field, busAddress: false } : field));
  const isOwnMapping = mapped.path === 'dma-iommu-untrusted';
  const hasIova = mapped.path === 'dma-iommu' || isOwnMapping || mapped.segments.some(({ kind }) => kind === 'iova');
  if (!hasIova) return { iova: [], pages: others, unmarked, fields: cleared };
  const ranges = others.flatMap((index) => granules(used[index], granule));
  return { iova: isOwnMapping ? ranges : hull(ranges), pages: [], unmarked, fields: cleared };
}

/** The walk stops at the first element that is not in use. */
function countUsed(fields: readonly DmaFields[]): number {
  const end = fields.findIndex(({ length }) => length === 0n);
  return end < 0 ? fields.length : end;
}

function granules(field: DmaFields | undefined, granule: bigint): readonly AddressRange[] {
  if (field === undefined || field.address === null) return [];
  const start = field.address - (field.address % granule);
  const end = roundUp(field.address + field.length, granule);
  return [{ start, length: end - start }];
}

/** From the first start to the last end: one call of the IOMMU's unmap. */
function hull(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const [first] = ranges;
  const last = ranges[ranges.length - 1];
  if (first === undefined || last === undefined) return [];
  return [{ start: first.start, length: last.start + last.length - first.start }];
}
