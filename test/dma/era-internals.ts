// What differs inside the kernel from era to era without an outcome that the model computes: a table for the page's readers.
// It stands here and not in core's rules, because no algorithm reads it; an algorithm that needs one of these takes it there.

import type { Arrival } from '../../core/kernel/release';
import { hasArrived } from '../../core/kernel/release';
import type { KernelVersion } from '../../core/kernel/version';

export interface Internals {
  /** Where the mark "this DMA address is a PCI bus address" is kept. */
  readonly busAddressMark: 'none' | 'page_link' | 'dma_flags';
  /** How a driver learns that P2PDMA works with a device's DMA operations. */
  readonly capability: 'not-asked' | 'operations-flag' | 'no-operations';
  /** NOT_SUPPORTED, BUS_ADDR and THRU_HOST_BRIDGE of enum pci_p2pdma_map_type. */
  readonly mapTypeNumbers: readonly [number, number, number];
  /** When the map type is looked up again between two peer-to-peer entries of one list. */
  readonly lookupAgain: 'page-map-changes' | 'provider-bar-changes';
  /** Whether a mapping starts from struct page or from a physical address with DMA_ATTR_MMIO. */
  readonly mapsBy: 'page' | 'physical-address';
  /** How often PCI devices with more than 32 bits try below 4 GiB first. */
  readonly below4GiBFirst: 'every-allocation' | 'until-first-failure';
}

const FIRST: Internals = {
  busAddressMark: 'none',
  capability: 'not-asked',
  mapTypeNumbers: [1, 2, 3],
  lookupAgain: 'page-map-changes',
  mapsBy: 'page',
  below4GiBFirst: 'every-allocation',
};

type Entry = (Arrival | { readonly label: string }) & { readonly change: Partial<Internals> };

const CHANGES: readonly Entry[] = [
  // Patches 6 and 10.
  { label: 'p2pdma_map_ops_v1', change: { busAddressMark: 'page_link', capability: 'operations-flag' } },
  { since: '6.0', change: { busAddressMark: 'dma_flags', capability: 'operations-flag' } },
  // The facts believe 6.6; 6.12 is certain.
  { since: '6.6', change: { below4GiBFirst: 'until-first-failure' } },
  { since: '6.12', change: { capability: 'no-operations' } },
  { since: '6.16', change: { mapTypeNumbers: [2, 3, 4] } },
  { since: '6.18', change: { mapsBy: 'physical-address' } },
  { since: '6.19', change: { lookupAgain: 'provider-bar-changes' } },
];

export function internalsOf(kernel: KernelVersion): Internals {
  const arrived = CHANGES.filter((entry) =>
    'label' in entry ? entry.label === kernel.label : hasArrived(kernel.order, entry),
  );
  return arrived.reduce<Internals>((internals, { change }) => ({ ...internals, ...change }), FIRST);
}
