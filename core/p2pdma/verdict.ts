// What the kernel decides for one pair, and the typed trace that proves it. A verdict is read by hover, related
// information, the map, the report and `explain` alike; the trace alone is enough to derive the verdict again.

import type { AcsState } from '../pci/acs';
import type { PciId } from '../pci/id';

export type MapType = 'UNKNOWN' | 'NOT_SUPPORTED' | 'BUS_ADDR' | 'THRU_HOST_BRIDGE';
export type DecidedMapType = Exclude<MapType, 'UNKNOWN'>;

/** The step that decided (see docs/report.md). `common-bridge`, `acs-redirect` and `no-common-bridge` decide alone before 5.4. */
export type Rule =
  | 'common-bridge'
  | 'acs-redirect'
  | 'no-common-bridge'
  | 'cpu'
  | 'root-complex'
  | 'whitelist'
  | 'whitelist-same-host-bridge'
  | 'not-listed'
  | 'same-host-bridge-only'
  | 'no-representative'
  | 'virtual-dma'
  | 'architecture'
  | 'unknown';

export interface Verdict {
  /** Function indices of the machine's topology. */
  readonly provider: number;
  readonly client: number;
  readonly mapType: MapType;
  /** UNKNOWN only: the types it may turn out to be; else empty. */
  readonly possible: readonly DecidedMapType[];
  /** UNKNOWN only: what is not known; else empty. */
  readonly undecidedBy: readonly Missing[];
  /** What was assumed and would change the verdict if it were otherwise. */
  readonly assumes: readonly Assumption[];
  /** Hops as that kernel counts (5.2 and 5.3 add 0x1000 through a root complex), also where NOT_SUPPORTED. */
  readonly distance: number;
  readonly commonBridge: number | null;
  /** Functions whose ACS control redirects on the common path, in the kernel's order; empty without a common bridge. */
  readonly acsRedirects: readonly number[];
  readonly rule: Rule;
  readonly trace: readonly TraceStep[];
  /** What the kernel logs for a verbose query of this pair, word for word, in order. */
  readonly messages: readonly KernelMessage[];
  /** Those of them that a query which is not verbose (pci_p2pmem_find_many()) logs, too: 5.14 to 7.3. */
  readonly quietMessages: readonly KernelMessage[];
}

export type Missing =
  | { readonly missing: 'function at 00.0'; readonly hostBridge: number }
  | { readonly missing: 'CPU family' }
  | { readonly missing: 'PCI id'; readonly function: number }
  /** The representative is on the whitelist with a queued entry whose scope is not known. */
  | { readonly missing: 'whitelist entry'; readonly hostBridge: number };

export interface Assumption {
  readonly assumption: 'firmware left no ACS bits';
  readonly function: number;
}

/** How the whitelist has a host bridge; no: not listed, or nobody stands for it; unknown: the representative, its id or the entry's scope is not known. */
export type Listing = 'any' | 'same-host-bridge' | 'no' | 'unknown';

/** The function that logs it (null: a host bridge function that is not written out), and the text. */
export interface KernelMessage {
  readonly function: number | null;
  /** `0000:05:00.0` of the function that logs it. */
  readonly address: string;
  readonly text: string;
}

export type HopAcs = Pick<AcsState, 'capability' | 'control' | 'assumed' | 'unknown' | 'from' | 'quirk'>;

export type TraceStep =
  /** One function of the walk, in the order of the walk: provider side upwards, then client side upwards. */
  | {
      readonly step: 'hop';
      readonly side: 'provider' | 'client';
      readonly function: number;
      readonly upstreamBridge: number | null;
      /** Whether this is the nearest common function. */
      readonly common: boolean;
      /** null: no ACS capability. Masks over the seven bits. */
      readonly acs: HopAcs | null;
      /** null: hinges on an id that is not known. */
      readonly redirects: boolean | null;
    }
  | {
      readonly step: 'path';
      readonly commonBridge: number | null;
      readonly distance: number;
      readonly acsRedirects: readonly number[];
    }
  /** P2PDMA itself: compiled in or not for this architecture, or refused for the client's DMA operations. */
  | { readonly step: 'architecture'; readonly supported: boolean }
  | { readonly step: 'virtual-dma'; readonly client: number; readonly refused: boolean }
  /** 5.2 and 5.3: an IOMMU, passthrough included, closes the way through the root complex. */
  | { readonly step: 'iommu'; readonly present: boolean }
  | {
      readonly step: 'cpu';
      readonly vendor: string;
      readonly family: number | null;
      /** null: not known. */
      readonly accepted: boolean | null;
    }
  /** Whom the whitelist is asked for: a written function, one known only by its id, nobody, or not known. */
  | {
      readonly step: 'representative';
      readonly hostBridge: number;
      readonly representative:
        | { readonly kind: 'function'; readonly function: number; readonly id: PciId | null }
        | { readonly kind: 'unwritten'; readonly id: PciId }
        | { readonly kind: 'none' }
        | { readonly kind: 'unknown' };
    }
  | {
      readonly step: 'whitelist';
      readonly hostBridge: number;
      readonly sameHostBridge: boolean;
      readonly listed: Listing;
      readonly accepted: boolean | null;
    }
  | { readonly step: 'decision'; readonly rule: Rule; readonly mapType: MapType };
