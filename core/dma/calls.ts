// The functions that map a scatterlist, by version: which one a driver calls, which ones exist, and what each makes of an
// implementation's result. dma_map_sg() returns 0 for every failure; the posted series and 6.0 add errors in different ways.

import type { Errno } from '../kernel/dma-errno';
import type { DmaCall, DmaRules } from '../kernel/dma-rules';
import type { DmaClient } from './client';
import type { MapInvalid, MapPath, MapResult } from './mapping';
import type { LayerResult } from './pages';
import { unreached } from './pages';
import type { LocatedEntry } from './scatterlist';

/** What comes of a list that can exist. */
export type MapOutcome = Exclude<MapResult, MapInvalid>;

const PLAIN_CALL_WARNING = 'PCI P2PDMA pages were mapped with dma_map_sg!';

/** What a driver of that version calls; before the series it looks at the first page. */
export function driverCall(rules: DmaRules, entries: readonly Pick<LocatedEntry, 'memory'>[]): DmaCall {
  if (rules.driverCall !== 'first-page') return rules.driverCall;
  return entries[0]?.memory === 'p2pmem' ? 'pci_p2pdma_map_sg' : rules.memoryCall;
}

/** Whether the kernel has this function. */
export function callExists(rules: DmaRules, call: DmaCall): boolean {
  if (call === 'pci_p2pdma_map_sg') return rules.specialCall !== 'none';
  if (call === 'dma_map_sg_p2pdma') return rules.driverCall === 'dma_map_sg_p2pdma';
  return call === 'dma_map_sg' || rules.sgtableFailure !== 'none';
}

/** What the call makes of the implementation's result. */
export function finish(
  rules: DmaRules,
  call: DmaCall,
  path: MapPath,
  result: LayerResult,
  warnings: readonly string[],
): MapOutcome {
  const messages = [...warnings, ...result.messages];
  if (result.done) {
    return {
      outcome: 'mapped',
      call,
      path,
      segments: result.segments,
      entries: result.entries,
      iova: result.iova,
      messages,
    };
  }
  const { entry, entries, errno } = result;
  // Patch 5: dma_map_sg() of that series allows no negative value from an implementation.
  const isBug = rules.failure === 'zero-or-remote' && call !== 'dma_map_sg_p2pdma' && errno === 'EREMOTEIO';
  const reason = isBug ? ({ reason: 'kernel-bug', errno } as const) : result.reason;
  return {
    outcome: 'error',
    call,
    path,
    errno: isBug ? null : errnoOf(rules, call, errno),
    entry,
    reason,
    entries,
    messages,
  };
}

/** null: the call returns 0 and has no error code. */
function errnoOf(rules: DmaRules, call: DmaCall, errno: Errno): Errno | null {
  switch (call) {
    case 'pci_p2pdma_map_sg':
    case 'dma_map_sg':
      return null;
    case 'dma_map_sg_p2pdma':
      return errno === 'EREMOTEIO' ? errno : 'ENOMEM';
    case 'dma_map_sgtable':
      return rules.sgtableFailure === 'passed-on' ? errno : 'EINVAL';
  }
}

/** WARN and 0; dma_map_sgtable() takes the 0 for success with no segments since errors have numbers (5.15). */
export function withoutMask(
  rules: DmaRules,
  entries: readonly LocatedEntry[],
  call: DmaCall,
  path: MapPath,
): MapOutcome {
  const traces = unreached(entries);
  if (call === 'dma_map_sgtable' && rules.sgtableFailure === 'passed-on') {
    return { outcome: 'mapped', call, path, segments: [], entries: traces, iova: null, messages: [] };
  }
  const errno = call === 'dma_map_sg' ? null : errnoOf(rules, call, 'ENOMEM');
  return {
    outcome: 'error',
    call,
    path,
    errno,
    entry: null,
    reason: { reason: 'no-dma-mask' },
    entries: traces,
    messages: [],
  };
}

/** Patch 7: a peer-to-peer page that comes in by dma_map_sg() is warned about once, and mapped all the same. */
export function plainCallMessages(
  rules: DmaRules,
  device: DmaClient,
  entries: readonly LocatedEntry[],
  call: DmaCall,
): readonly string[] {
  const isAsked = (device.operations === 'direct' || device.operations === 'iommu') && !device.untrusted;
  const isPlain = call === 'dma_map_sg' || call === 'dma_map_sgtable';
  if (!rules.plainCallWarns || !isPlain || !isAsked) return [];
  return entries.some(({ memory }) => memory === 'p2pmem') ? [PLAIN_CALL_WARNING] : [];
}
