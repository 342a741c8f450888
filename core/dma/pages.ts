// How the pages of a list are to be treated, entry by entry, before any address is computed: who asks for the map type, and
// what the answer means. One state a call, as in pci_p2pdma_map_segment() (patch 8; 6.0): the type is looked up once a BAR.

import type { PeerPages } from '../kernel/dma-rules';
import type { Errno } from '../kernel/dma-errno';
import type { MapType } from '../p2pdma/verdict';
import { busAddressOf } from '../pci/bus-address';
import type { MapTypeAnswer, MapTypeLookup } from '../providers/map-types';
import type { AddressRange, EntryRule, EntryTrace, MapFailure, Segment, SegmentStart } from './mapping';
import type { LocatedEntry } from './scatterlist';

export interface Page {
  readonly entry: LocatedEntry;
  readonly treatment: 'memory' | 'not-asked' | 'bus-address' | 'through-host-bridge' | 'refused';
  readonly mapType: MapType | null;
}

export type Pages =
  | { readonly pages: readonly Page[]; readonly undecided: null }
  | {
      readonly pages: readonly Page[];
      readonly undecided: Extract<MapTypeAnswer, { answer: 'undecided' }> & {
        readonly entry: number;
        readonly provider: number;
      };
    };

/** What an implementation (dma-direct, dma-iommu) makes of a list. */
export type LayerResult =
  | {
      readonly done: true;
      readonly segments: readonly Segment[];
      readonly entries: readonly EntryTrace[];
      readonly iova: AddressRange | null;
      readonly messages: readonly string[];
    }
  | {
      readonly done: false;
      readonly errno: Errno;
      readonly entry: number | null;
      readonly reason: MapFailure;
      readonly entries: readonly EntryTrace[];
      readonly messages: readonly string[];
    };

/** The treatment of every entry up to the first that is refused (the rest is not looked at). */
export function classifyPages(
  peerPages: PeerPages,
  entries: readonly LocatedEntry[],
  client: number,
  lookup: MapTypeLookup,
): Pages {
  const answers = new Map<number, MapTypeAnswer>();
  const pages: Page[] = [];
  for (const entry of entries) {
    if (entry.memory === 'ram') {
      pages.push({ entry, treatment: 'memory', mapType: null });
      continue;
    }
    if (peerPages === 'as-memory') {
      pages.push({ entry, treatment: 'not-asked', mapType: null });
      continue;
    }
    const answer = answers.get(entry.provider) ?? lookup(entry.provider, client);
    answers.set(entry.provider, answer);
    if (answer.answer === 'undecided') {
      return { pages, undecided: { ...answer, entry: entry.index, provider: entry.provider } };
    }
    const mapType = answer.answer === 'decided' ? answer.mapType : 'UNKNOWN';
    pages.push({ entry, treatment: treatmentOf(mapType), mapType });
    if (treatmentOf(mapType) === 'refused') break;
  }
  return { pages, undecided: null };
}

export function busSegment(page: Page): Segment {
  const { entry } = page;
  return {
    kind: 'bus',
    address: entry.memory === 'ram' ? entry.physical : busAddressOf(entry.physical, entry.busOffset),
    length: entry.length,
    entries: [entry.index],
    runs: [],
    bounced: false,
    illustrative: false,
  };
}

/** The trace of an entry that became (part of) a segment. */
export function mappedTrace(
  page: Page,
  segment: number,
  start: SegmentStart,
  more: { readonly padding?: bigint; readonly bounced?: boolean } = {},
): EntryTrace {
  return {
    ...traceOf(page.entry, page.treatment, page.mapType),
    segment,
    start,
    padding: more.padding ?? 0n,
    bounced: more.bounced ?? false,
  };
}

export function traceOf(entry: LocatedEntry, rule: EntryRule, mapType: MapType | null): EntryTrace {
  return {
    entry: entry.index,
    memory: entry.memory,
    mapType,
    rule,
    segment: null,
    start: null,
    padding: 0n,
    bounced: false,
  };
}

/** The trace of a list that failed at entry `failed` (null: as a whole): what came before is undone, what follows not reached. */
export function failedTrace(
  entries: readonly LocatedEntry[],
  pages: readonly Page[],
  failed: number | null,
  rule: EntryRule,
): readonly EntryTrace[] {
  return entries.map((entry, position) => {
    const mapType = pages[position]?.mapType ?? null;
    if (failed === null) return traceOf(entry, 'undone', mapType);
    if (position < failed) return traceOf(entry, 'undone', mapType);
    return position === failed ? traceOf(entry, rule, mapType) : traceOf(entry, 'not-reached', null);
  });
}

/** The trace of a list of which nothing was mapped. */
export function unreached(entries: readonly LocatedEntry[]): readonly EntryTrace[] {
  return entries.map((entry) => traceOf(entry, 'not-reached', null));
}

/** -EREMOTEIO for a page that this device cannot reach. */
export function refusePage(entries: readonly LocatedEntry[], pages: readonly Page[], page: Page): LayerResult {
  const provider = page.entry.memory === 'p2pmem' ? page.entry.provider : -1;
  return {
    done: false,
    errno: 'EREMOTEIO',
    entry: page.entry.index,
    reason: { reason: 'not-supported', provider },
    entries: failedTrace(entries, pages, page.entry.index, 'refused'),
    messages: [],
  };
}

function treatmentOf(mapType: MapType): Page['treatment'] {
  if (mapType === 'BUS_ADDR') return 'bus-address';
  if (mapType === 'THRU_HOST_BRIDGE') return 'through-host-bridge';
  return 'refused';
}
