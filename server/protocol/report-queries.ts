// The types of the report's answers to `map`, `provider for` and `nvmet` (docs/report.md). One element a question, in the
// order of the file, also where a fault keeps it from being answered: the index of a question names it in peermap/at.

import type { ReportMapType, ReportMissing } from './report-words';

/** null: nothing was asserted, or there is no answer. */
export type ReportHolds = boolean | 'undecided' | null;

export interface ReportMap {
  /** Names as in the file. */
  readonly sgl: string;
  readonly client: string;
  /** The implementation that mapped it; null: none was reached. */
  readonly path: 'dma-direct' | 'dma-iommu' | 'dma-iommu-untrusted' | 'old-p2pdma' | 'custom' | 'virt' | null;
  /** The name of the error; null: none, or the call has no error code and returned 0 (`outcome` tells which). */
  readonly error: string | null;
  readonly segments: readonly ReportSegment[];
  readonly outcome: 'mapped' | 'error' | 'undecided' | 'invalid' | 'not-evaluated';
  /** The function that the driver calls; null: no such list reaches it. */
  readonly call: 'pci_p2pdma_map_sg' | 'dma_map_sg' | 'dma_map_sg_p2pdma' | 'dma_map_sgtable' | null;
  /** Why there are no segments, one word of docs/report.md; null: mapped. */
  readonly reason: string | null;
  /** Index of the entry that failed; null: the list as a whole, or none. */
  readonly entry: number | null;
  readonly undecidedBy: readonly ReportMissing[];
  readonly entries: readonly ReportMapEntry[];
  /** The range of an IOMMU mapping, illustrative; null: none was needed. */
  readonly iova: { readonly address: string; readonly length: string } | null;
  readonly messages: readonly string[];
  readonly holds: ReportHolds;
}

export interface ReportSegment {
  /** As the device sees it; null: not known (virtual). */
  readonly address: string | null;
  readonly length: string;
  readonly kind: 'bus' | 'physical' | 'iova' | 'virtual';
  /** The address is an example: a running machine gives another one. */
  readonly illustrative: boolean;
  readonly bounced: boolean;
  /** Indices into `entries`. */
  readonly entries: readonly number[];
  /** Below an IOMMU, the physical ranges that it is translated to. */
  readonly runs: readonly { readonly physical: string; readonly length: string }[];
}

export interface ReportMapEntry {
  readonly memory: 'ram' | 'p2pmem';
  /** null: memory of the host. */
  readonly provider: string | null;
  readonly bar: number | null;
  /** From the start of the registered memory. */
  readonly offset: string | null;
  readonly length: string;
  /** CPU address of its first byte; null: there is no such memory. */
  readonly physical: string | null;
  /** The file gives no address, so `physical` is an example. */
  readonly illustrative: boolean;
  /** What the lookup answered; null: nobody asked. */
  readonly mapType: ReportMapType | null;
  /** What the kernel does with it; null: no such list reaches the kernel. */
  readonly rule: string | null;
  /** Index into `segments`; null: not mapped. */
  readonly segment: number | null;
  /** Why it begins a segment, or that it joins the one before; null: not mapped. */
  readonly start: string | null;
  /** Bytes of IOVA left unused behind it. */
  readonly padding: string;
  readonly bounced: boolean;
}

export interface ReportProviderChoice {
  readonly clients: readonly string[];
  /** All that tie; the kernel draws one. */
  readonly chosen: readonly string[];
  /** The sum over the clients; null: nothing is chosen. */
  readonly distance: number | null;
  readonly outcome: 'chosen' | 'none' | 'undecided' | 'not-evaluated';
  /** Those that might be as near, or nearer, were more known. */
  readonly undecided: readonly string[];
  readonly undecidedBy: readonly ReportMissing[];
  readonly candidates: readonly ReportCandidate[];
  readonly holds: ReportHolds;
}

export interface ReportCandidate {
  readonly provider: string;
  readonly outcome: 'chosen' | 'farther' | 'refused' | 'not-published' | 'undecided' | 'beyond-512';
  /** The sum; -1: refused; null: not published, or not known. */
  readonly distance: number | null;
  /** By client; null: nobody asked. */
  readonly mapTypes: readonly (ReportMapType | null)[];
}

export interface ReportNvmet {
  readonly name: string;
  readonly results: readonly ReportNvmetResult[];
}

export interface ReportNvmetResult {
  readonly namespace: string;
  readonly port: string;
  /** Those of which the kernel draws one; empty: host memory, an error, or not known. */
  readonly provider: readonly string[];
  /** Of enabling the namespace; null: none. */
  readonly error: string | null;
  /** Why host memory takes the place of what was asked for; null: it does not. */
  readonly fallback: string | null;
  readonly messages: readonly string[];
  /** Of writing `p2pmem`, after which the namespace has none; null: none. */
  readonly p2pmemError: string | null;
  readonly outcome: 'provider' | 'host-memory' | 'refused' | 'undecided';
  /** Why enabling was refused; null: it was not. */
  readonly reason: string | null;
  readonly undecidedBy: readonly ReportMissing[];
  readonly holds: ReportHolds;
}
