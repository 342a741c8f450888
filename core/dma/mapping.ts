// What comes out of mapping a scatterlist: the DMA segments a driver would program, the error a driver would see, and for
// every entry the rule that put it where it is, so that an editor can show each segment's path.

import type { DmaCall } from '../kernel/dma-rules';
import type { Errno } from '../kernel/dma-errno';
import type { DecidedMapType, MapType, Missing } from '../p2pdma/verdict';
import type { ScatterlistFault } from './scatterlist';

/** old-p2pdma: pci_p2pdma_map_sg(). swiotlb, here: an untrusted device's own mappings, entry by entry. */
export type MapPath = 'old-p2pdma' | 'dma-direct' | 'dma-iommu' | 'dma-iommu-untrusted' | 'custom' | 'virt';

export type MapResult = Mapped | MapError | MapUndecided | MapInvalid;

export interface Mapped {
  readonly outcome: 'mapped';
  readonly call: DmaCall;
  readonly path: MapPath;
  readonly segments: readonly Segment[];
  readonly entries: readonly EntryTrace[];
  /** The IOVA range of an IOMMU mapping, as long as it was asked for; null: none was needed. */
  readonly iova: AddressRange | null;
  /** What the kernel logs, word for word. */
  readonly messages: readonly string[];
}

export interface MapError {
  readonly outcome: 'error';
  readonly call: DmaCall;
  readonly path: MapPath;
  /** null: the call has no error code and returned 0, or the kernel stopped (reason `kernel-bug`). */
  readonly errno: Errno | null;
  /** Index of the entry that failed; null: the list as a whole. */
  readonly entry: number | null;
  readonly reason: MapFailure;
  readonly entries: readonly EntryTrace[];
  readonly messages: readonly string[];
}

/** The answer hinges on something that is not known. */
export interface MapUndecided {
  readonly outcome: 'undecided';
  readonly call: DmaCall;
  readonly path: MapPath;
  readonly entry: number | null;
  readonly because:
    /** The pair's map type. */
    | {
        readonly because: 'map-type';
        readonly provider: number;
        readonly possible: readonly DecidedMapType[];
        readonly undecidedBy: readonly Missing[];
      }
    /** Custom DMA operations map peer-to-peer pages as memory, nobody asked, to addresses of their own. */
    | { readonly because: 'custom-operations' }
    /** Before 6.6 the rounded length wraps around and too little is mapped. */
    | { readonly because: 'aligned-length-wraps' };
  readonly entries: readonly EntryTrace[];
}

/** No such list can reach this kernel. */
export interface MapInvalid {
  readonly outcome: 'invalid';
  /** Empty: the list is, or there is no such client. */
  readonly faults: readonly MapFault[];
}

export type MapFault = ScatterlistFault | { readonly fault: 'no-such-call'; readonly call: DmaCall };

/** start inclusive; lengths in bytes. */
export interface AddressRange {
  readonly start: bigint;
  readonly length: bigint;
}

export interface Segment {
  /** virtual: software DMA; the CPU copies, and the address is a kernel virtual one that is not known. */
  readonly kind: 'bus' | 'physical' | 'iova' | 'virtual';
  /** As the device sees it; null: not known (virtual). */
  readonly address: bigint | null;
  readonly length: bigint;
  /** The entries it came from, ascending. */
  readonly entries: readonly number[];
  /** Below an IOMMU: the physical runs that the page tables map it to, in order; neighbours joined. Else empty. */
  readonly runs: readonly AddressRange[];
  /** The data is copied through the bounce buffer. */
  readonly bounced: boolean;
  /** The address is an example: IOVAs of a fresh domain, slots of an empty bounce buffer. */
  readonly illustrative: boolean;
}

export interface EntryTrace {
  readonly entry: number;
  readonly memory: 'ram' | 'p2pmem';
  /** What the lookup answered; null: nobody asked. */
  readonly mapType: MapType | null;
  readonly rule: EntryRule;
  /** The segment it is part of; null: not mapped. */
  readonly segment: number | null;
  /** Why it begins a segment of its own, or that it joins the one before; null: not mapped. */
  readonly start: SegmentStart | null;
  /** Bytes of IOVA left unused behind this entry so that the next does not cross the boundary. */
  readonly padding: bigint;
  readonly bounced: boolean;
}

/**
 * not-asked: a peer-to-peer page mapped as if it were memory. first-page: the list's first page decided for this one too.
 * undone: was mapped, then unmapped because a later entry failed. not-reached: the failure came before it.
 */
export type EntryRule =
  | 'memory'
  | 'bus-address'
  | 'through-host-bridge'
  | 'not-asked'
  | 'first-page'
  | 'refused'
  | 'failed'
  | 'undone'
  | 'not-reached';

/** Why an entry starts where it does: one segment an entry; or the condition of dma-iommu that kept it from joining. */
export type SegmentStart =
  | 'one-per-entry'
  | 'bus-address'
  | 'joined'
  | 'first'
  | 'after-bus-address'
  | 'after-partial-granule'
  | 'offset-in-granule'
  | 'boundary'
  | 'max-segment';

export type MapFailure =
  | { readonly reason: 'not-supported'; readonly provider: number }
  /** The old call, and nobody had asked for the distance. */
  | { readonly reason: 'type-not-cached'; readonly provider: number }
  | { readonly reason: 'not-dma-capable'; readonly address: bigint; readonly limit: bigint }
  | { readonly reason: 'peer-memory-not-bounced'; readonly because: 'forced' | 'not-dma-capable' }
  | { readonly reason: 'bounce-too-long'; readonly length: bigint; readonly longest: bigint }
  /** The slot's last byte lies beyond the mask: the buffer itself is out of the device's reach. */
  | { readonly reason: 'bounce-out-of-reach'; readonly address: bigint; readonly limit: bigint }
  | { readonly reason: 'bounce-inactive' }
  | { readonly reason: 'no-iova'; readonly length: bigint; readonly limit: bigint }
  | { readonly reason: 'length-overflow'; readonly length: bigint }
  | { readonly reason: 'no-dma-mask' }
  | { readonly reason: 'not-a-pci-device' }
  /** A negative value where dma_map_sg() of that series allows none: BUG_ON. */
  | { readonly reason: 'kernel-bug'; readonly errno: Errno };
