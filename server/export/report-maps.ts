// A mapped scatterlist as the report prints it: what went in, entry by entry, and what came out.

import type { EntryTrace, MapResult, Segment } from '../../core/dma/mapping';
import type { Machine } from '../../core/machine';
import { peerMemory } from '../../core/providers/register';
import type { Evaluation } from '../language/analysis';
import { functionAt } from '../language/explain/names';
import type { MappedEntry, MapQueryResult } from '../language/results';
import type { ReportMap, ReportMapEntry, ReportSegment } from '../protocol/report-queries';
import { hexText } from '../language/explain/sizes';
import { reportMissing } from './report-pairs';

export function reportMap(
  { machine }: Pick<Evaluation, 'machine'>,
  { query, mapping, holds }: MapQueryResult,
): ReportMap {
  const named = { sgl: query.scatterlist.name.value ?? '', client: query.client.value ?? '', holds };
  if (mapping === null) return { ...NOT_EVALUATED, ...named };
  const { result } = mapping;
  const traces = result.outcome === 'invalid' ? [] : result.entries;
  const entries = mapping.entries.map((entry, index) => reportEntry(machine, entry, traces[index]));
  return { ...named, ...reportResult(machine, result), entries };
}

const NOTHING = {
  path: null,
  error: null,
  segments: [],
  call: null,
  reason: null,
  entry: null,
  undecidedBy: [],
  iova: null,
  messages: [],
} as const;

const NOT_EVALUATED = { ...NOTHING, outcome: 'not-evaluated', entries: [] } as const;

type ResultFields = Omit<ReportMap, 'sgl' | 'client' | 'entries' | 'holds'>;

function reportResult(machine: Machine, result: MapResult): ResultFields {
  const { outcome } = result;
  if (outcome === 'invalid') {
    const [first] = result.faults;
    const entry = first !== undefined && 'entry' in first ? first.entry : null;
    return { ...NOTHING, outcome, reason: first?.fault ?? 'empty-list', entry };
  }
  const { call, path } = result;
  switch (outcome) {
    case 'mapped': {
      const { iova } = result;
      const range = iova === null ? null : { address: hexText(iova.start), length: hexText(iova.length) };
      const segments = result.segments.map(reportSegment);
      return { ...NOTHING, outcome, call, path, segments, iova: range, messages: result.messages };
    }
    case 'error': {
      const { errno, entry, reason, messages } = result;
      return { ...NOTHING, outcome, call, path, error: errno, reason: reason.reason, entry, messages };
    }
    case 'undecided': {
      const { because, entry } = result;
      const missing = because.because === 'map-type' ? because.undecidedBy : [];
      const undecidedBy = missing.map((each) => reportMissing(machine, each));
      return { ...NOTHING, outcome, call, path, reason: because.because, entry, undecidedBy };
    }
  }
}

function reportSegment({ address, length, kind, illustrative, bounced, entries, runs }: Segment): ReportSegment {
  return {
    address: address === null ? null : hexText(address),
    length: hexText(length),
    kind,
    illustrative,
    bounced,
    entries,
    runs: runs.map((run) => ({ physical: hexText(run.start), length: hexText(run.length) })),
  };
}

function reportEntry(machine: Machine, { length, memory }: MappedEntry, trace: EntryTrace | undefined): ReportMapEntry {
  const place =
    memory.kind === 'ram'
      ? {
          memory: memory.kind,
          provider: null,
          bar: null,
          offset: null,
          physical: hexText(memory.physical),
          illustrative: memory.assigned,
        }
      : {
          memory: memory.kind,
          provider: functionAt(machine, memory.provider).name,
          bar: memory.bar,
          offset: hexText(memory.offset),
          ...peerAddress(machine, memory),
        };
  return {
    ...place,
    length: hexText(length),
    mapType: trace?.mapType ?? null,
    rule: trace?.rule ?? null,
    segment: trace?.segment ?? null,
    start: trace?.start ?? null,
    padding: hexText(trace?.padding ?? 0n),
    bounced: trace?.bounced ?? false,
  };
}

/** The BAR's address is an example where the file leaves it to be assigned. */
function peerAddress(
  machine: Machine,
  memory: Extract<MappedEntry['memory'], { kind: 'p2pmem' }>,
): Pick<ReportMapEntry, 'physical' | 'illustrative'> {
  const registered = peerMemory(machine, memory.provider).find(({ bar }) => bar === memory.bar);
  const bar = functionAt(machine, memory.provider).bars.find(({ number }) => number === memory.bar);
  const physical = registered === undefined ? null : hexText(registered.physical + memory.offset);
  return { physical, illustrative: bar?.assigned ?? false };
}
