// pci_p2pdma_map_sg(), the call of its own for peer-to-peer memory from 4.20 until the series replaced it (patch 16; 6.0).
// It looks at the first page only and maps the whole list by what that page is, ordinary memory included, and released
// kernels before 5.16 subtract the bus offset where they should add it.

import type { DmaRules } from '../kernel/dma-rules';
import { busAddressOf } from '../pci/bus-address';
import type { MapTypeAnswer, MapTypeLookup } from '../providers/map-types';
import type { EntryTrace, MapFailure, Segment } from './mapping';
import { traceOf } from './pages';
import type { LocatedEntry } from './scatterlist';

export type OldCallResult =
  | { readonly result: 'mapped'; readonly segments: readonly Segment[]; readonly entries: readonly EntryTrace[] }
  /** THRU_HOST_BRIDGE: the list goes on to dma_map_sg(). */
  | { readonly result: 'handed-on' }
  | { readonly result: 'undecided'; readonly answer: Extract<MapTypeAnswer, { answer: 'undecided' }> }
  /** 0 and a warning with a call trace, once. */
  | { readonly result: 'refused'; readonly reason: MapFailure; readonly entries: readonly EntryTrace[] };

/** `first` is the first entry's provider; the list must begin with peer-to-peer memory, or the caller would not be here. */
export function mapByOldCall(
  rules: Pick<DmaRules, 'specialCall' | 'busOffset'>,
  entries: readonly LocatedEntry[],
  first: Extract<LocatedEntry, { memory: 'p2pmem' }>,
  client: number,
  lookup: MapTypeLookup,
): OldCallResult {
  if (rules.specialCall === 'always-bus-address') return mapAll(rules, entries, first, null);
  const answer = lookup(first.provider, client);
  if (answer.answer === 'undecided') return { result: 'undecided', answer };
  if (answer.answer === 'not-cached') {
    return refuse(entries, { reason: 'type-not-cached', provider: first.provider }, null);
  }
  if (answer.mapType === 'THRU_HOST_BRIDGE') return { result: 'handed-on' };
  if (answer.mapType === 'NOT_SUPPORTED') {
    return refuse(entries, { reason: 'not-supported', provider: first.provider }, answer.mapType);
  }
  return mapAll(rules, entries, first, answer.mapType);
}

/** The first page's bus offset is applied to every entry, whatever it is. */
function mapAll(
  { busOffset }: Pick<DmaRules, 'busOffset'>,
  entries: readonly LocatedEntry[],
  first: Extract<LocatedEntry, { memory: 'p2pmem' }>,
  mapType: 'BUS_ADDR' | null,
): OldCallResult {
  const offset = busOffset === 'added' ? first.busOffset : -first.busOffset;
  const segments = entries.map((entry): Segment => ({
    kind: 'bus',
    address: busAddressOf(entry.physical, offset),
    length: entry.length,
    entries: [entry.index],
    runs: [],
    bounced: false,
    illustrative: false,
  }));
  const traces = entries.map((entry): EntryTrace => ({
    ...traceOf(entry, entry.index === first.index ? ruleOf(mapType) : 'first-page', entry === first ? mapType : null),
    segment: entry.index,
    start: 'one-per-entry',
  }));
  return { result: 'mapped', segments, entries: traces };
}

function ruleOf(mapType: 'BUS_ADDR' | null): EntryTrace['rule'] {
  return mapType === null ? 'not-asked' : 'bus-address';
}

function refuse(entries: readonly LocatedEntry[], reason: MapFailure, mapType: EntryTrace['mapType']): OldCallResult {
  const traces = entries.map((entry, position) =>
    position === 0 ? traceOf(entry, 'refused', mapType) : traceOf(entry, 'not-reached', null),
  );
  return { result: 'refused', reason, entries: traces };
}
