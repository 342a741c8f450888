// Mapping a scatterlist for a client as one kernel version does it: which call the driver makes, which implementation
// serves the device, and what the call returns when that implementation fails. The public entry of this folder.

import type { DmaCall, DmaRules } from '../kernel/dma-rules';
import { dmaRulesOf } from '../kernel/dma-changes';
import type { Machine } from '../machine';
import type { MapTypeLookup } from '../providers/map-types';
import { freshMapTypes } from '../providers/map-types';
import type { MapOutcome } from './calls';
import { callExists, driverCall, finish, plainCallMessages, withoutMask } from './calls';
import type { DmaClient, DmaLimits } from './client';
import { dmaClient } from './client';
import { mapDirect } from './dma-direct';
import { mapIommu } from './dma-iommu';
import { mapUntrusted } from './dma-iommu-untrusted';
import type { EntryTrace, MapPath, MapResult, MapUndecided, Segment } from './mapping';
import { mapByOldCall } from './old-call';
import type { LayerResult } from './pages';
import { classifyPages, traceOf, unreached } from './pages';
import type { BusOffsetOf, LocatedEntry, Scatterlist } from './scatterlist';
import { locate } from './scatterlist';

export interface MapOptions {
  /** Default: the one a driver of that version makes for such a list. */
  readonly call?: DmaCall;
  /** Default: every driver has asked for the distance after the last change (freshMapTypes). */
  readonly mapTypes?: MapTypeLookup;
  /** Default: those of the description. */
  readonly limits?: Partial<DmaLimits>;
  /** Default: the host bridge's. */
  readonly busOffsetOf?: BusOffsetOf;
}

/** `client` and the providers in the list are function indices. Linear in the number of entries. Never throws. */
export function mapScatterlist(
  machine: Machine,
  list: Scatterlist,
  client: number,
  options: MapOptions = {},
): MapResult {
  const rules = dmaRulesOf(machine.settings.kernel);
  const { entries, faults } = locate(machine, list, options.busOffsetOf);
  const device = dmaClient(machine, client, options.limits);
  if (device === null || list.length === 0 || faults.length > 0) return { outcome: 'invalid', faults };
  const call = options.call ?? driverCall(rules, entries);
  if (!callExists(rules, call)) return { outcome: 'invalid', faults: [{ fault: 'no-such-call', call }] };
  const lookup = options.mapTypes ?? freshMapTypes(machine);
  if (call !== 'pci_p2pdma_map_sg') return mapByDmaApi(rules, device, entries, call, lookup);
  return mapSpecially(machine, device, entries, lookup);
}

function mapSpecially(
  machine: Machine,
  device: DmaClient,
  entries: readonly LocatedEntry[],
  lookup: MapTypeLookup,
): MapResult {
  const call = 'pci_p2pdma_map_sg';
  const path = 'old-p2pdma';
  const rules = dmaRulesOf(machine.settings.kernel);
  const [first] = entries;
  // A list that begins with memory is no list for this call; a driver takes the ordinary one.
  if (first?.memory !== 'p2pmem') return mapByDmaApi(rules, device, entries, rules.memoryCall, lookup);
  // Software RDMA without a PCI device to map for: a warning with a call trace, and 0.
  if (device.operations === 'virt' && machine.settings.kernel.p2pdma.virtualClient === 'not-a-pci-device') {
    const traces = unreached(entries);
    const reason = { reason: 'not-a-pci-device' } as const;
    return { outcome: 'error', call, path, errno: null, entry: null, reason, entries: traces, messages: [] };
  }
  const result = mapByOldCall(rules, entries, first, device.function, lookup);
  switch (result.result) {
    case 'mapped':
      return {
        outcome: 'mapped',
        call,
        path,
        segments: result.segments,
        entries: result.entries,
        iova: null,
        messages: [],
      };
    case 'handed-on':
      return handedOn(mapByDmaApi(rules, device, entries, 'dma_map_sg', lookup), call);
    case 'undecided': {
      const { possible, undecidedBy } = result.answer;
      const because = { because: 'map-type', provider: first.provider, possible, undecidedBy } as const;
      return { outcome: 'undecided', call, path, entry: 0, because, entries: unreached(entries) };
    }
    case 'refused':
      return {
        outcome: 'error',
        call,
        path,
        errno: null,
        entry: 0,
        reason: result.reason,
        entries: result.entries,
        messages: [],
      };
  }
}

/** The first page went through the host bridge, and took all others with it. */
function handedOn<R extends MapOutcome>(result: R, call: DmaCall): R {
  const entries = result.entries.map((trace): EntryTrace => {
    if (trace.rule !== 'not-asked') return trace;
    const isFirst = trace.entry === 0;
    return {
      ...trace,
      rule: isFirst ? 'through-host-bridge' : 'first-page',
      mapType: isFirst ? 'THRU_HOST_BRIDGE' : null,
    };
  });
  return { ...result, call, entries };
}

function mapByDmaApi(
  rules: DmaRules,
  device: DmaClient,
  entries: readonly LocatedEntry[],
  call: DmaCall,
  lookup: MapTypeLookup,
): MapOutcome {
  const path = pathOf(device);
  const warnings = plainCallMessages(rules, device, entries, call);
  if (device.mask === 0n) return withoutMask(rules, entries, call, path);
  if (path === 'custom') {
    const traces = entries.map((entry) => traceOf(entry, entry.memory === 'ram' ? 'memory' : 'not-asked', null));
    return {
      outcome: 'undecided',
      call,
      path,
      entry: null,
      because: { because: 'custom-operations' },
      entries: traces,
    };
  }
  if (path === 'virt') return finish(rules, call, path, mapVirtual(entries), warnings);
  if (path === 'dma-iommu-untrusted') return finish(rules, call, path, mapUntrusted(device, entries), warnings);
  const peerPages = path === 'dma-direct' ? rules.directPeerPages : rules.iommuPeerPages;
  const { pages, undecided } = classifyPages(peerPages, entries, device.function, lookup);
  if (undecided !== null) {
    const { provider, possible, undecidedBy } = undecided;
    const because = { because: 'map-type', provider, possible, undecidedBy } as const;
    return { outcome: 'undecided', call, path, entry: undecided.entry, because, entries: unreached(entries) };
  }
  if (path === 'dma-direct') return finish(rules, call, path, mapDirect(device, rules, entries, pages), warnings);
  const result = mapIommu(device, rules, entries, pages);
  if (result.done !== null) return finish(rules, call, path, result, warnings);
  return wraps(call, path, result.wraps, entries);
}

function pathOf(device: DmaClient): MapPath {
  if (device.operations === 'direct') return 'dma-direct';
  if (device.operations !== 'iommu') return device.operations;
  return device.untrusted ? 'dma-iommu-untrusted' : 'dma-iommu';
}

/** Software RDMA (rxe, siw): the CPU copies, by kernel virtual addresses, and nobody is asked. */
function mapVirtual(entries: readonly LocatedEntry[]): LayerResult {
  const segments = entries.map(({ index, length }): Segment => {
    return { kind: 'virtual', address: null, length, entries: [index], runs: [], bounced: false, illustrative: false };
  });
  const traces = entries.map((entry): EntryTrace => ({
    ...traceOf(entry, entry.memory === 'ram' ? 'memory' : 'not-asked', null),
    segment: entry.index,
    start: 'one-per-entry',
  }));
  return { done: true, segments, entries: traces, iova: null, messages: [] };
}

function wraps(call: DmaCall, path: MapPath, entry: number, entries: readonly LocatedEntry[]): MapUndecided {
  return {
    outcome: 'undecided',
    call,
    path,
    entry,
    because: { because: 'aligned-length-wraps' },
    entries: unreached(entries),
  };
}
