// Why a scatterlist is mapped as it is: one sentence for the list, one for what became of each entry, one for why an entry
// begins a segment or joins one, one for each segment. Read by hover, panel, command line and diagnostics alike.

import type { EntryRule, EntryTrace, MapResult, Segment, SegmentStart } from '../../../core/dma/mapping';
import { dmaClient } from '../../../core/dma/client';
import { dmaRulesOf } from '../../../core/kernel/dma-changes';
import type { Machine } from '../../../core/machine';
import type { MappedEntry, Mapping } from '../results';
import { failureReason, faultReason, undecidedReason } from './map-failure';
import { functionAt, listWords, pairName } from './names';
import { firstRelease } from './releases';
import { hexText, sizeText } from './sizes';

/** Why the list as a whole comes to what it does: a clause without a full stop. */
export function mapReason(machine: Machine, mapping: Mapping): string {
  const { client, result } = mapping;
  switch (result.outcome) {
    case 'mapped':
      return mappedReason(machine, mapping, result);
    case 'error': {
      const clause = failureReason(machine, client, result.reason);
      const entry = result.entry === null ? undefined : mapping.entries[result.entry];
      return entry === undefined || result.entry === null
        ? clause
        : `${entryName(machine, entry, result.entry)}: ${clause}`;
    }
    case 'undecided':
      return undecidedReason(machine, client, result.because);
    case 'invalid': {
      const [fault] = result.faults;
      return fault === undefined ? 'the list has no entry' : faultReason(machine, fault);
    }
  }
}

function mappedReason(
  machine: Machine,
  { client }: Mapping,
  result: Extract<MapResult, { outcome: 'mapped' }>,
): string {
  const name = functionAt(machine, client).name;
  if (result.segments.length === 0) {
    return `the driver of ${name} has set no DMA mask, and ${result.call}() takes that for success`;
  }
  switch (result.path) {
    case 'old-p2pdma':
      return `${result.call}() gives every entry a bus address, whatever it is`;
    case 'dma-direct':
      return `there is no DMA mapping by an IOMMU for ${name}, so every entry is a segment`;
    case 'dma-iommu':
      return result.iova === null
        ? 'everything is reached by bus address, so no IOVA is taken'
        : `what is not reached by bus address shares one IOVA range of ${sizeText(result.iova.length)}`;
    case 'dma-iommu-untrusted':
      return `${name} is untrusted, so every entry gets an IOVA range of its own, and nobody asks about peer-to-peer memory`;
    case 'virt':
    case 'custom':
      return `${name} does its DMA in software: the CPU copies, and nobody is asked`;
  }
}

/** `entry 3 (p2pmem nvme0 4KiB)`; counted from 1. */
export function entryName(machine: Machine, { memory, length }: MappedEntry, index: number): string {
  const what = memory.kind === 'ram' ? 'ram' : `p2pmem ${functionAt(machine, memory.provider).name}`;
  return `entry ${String(index + 1)} (${what} ${sizeText(length)})`;
}

/** What became of one entry, and by which rule. `index` counts from 0. */
export function entrySentence(machine: Machine, mapping: Mapping, index: number): string {
  const { result } = mapping;
  if (result.outcome === 'invalid') return `No such list can reach this kernel: ${mapReason(machine, mapping)}.`;
  const trace = result.entries[index];
  if (trace === undefined) return '';
  const sentence = ENTRY_SENTENCES[trace.rule](machine, mapping, trace, result);
  return trace.bounced ? `${sentence} It is copied through the bounce buffer.` : sentence;
}

type Answered = Exclude<MapResult, { outcome: 'invalid' }>;
type EntryWords = (machine: Machine, mapping: Mapping, trace: EntryTrace, result: Answered) => string;

const ENTRY_SENTENCES: Readonly<Record<EntryRule, EntryWords>> = {
  memory: () => 'Ordinary memory, mapped as such.',
  'bus-address': (machine, mapping, trace) =>
    `${pairOf(machine, mapping, trace)} is BUS_ADDR: it keeps its PCI bus address.`,
  'through-host-bridge': (machine, mapping, trace) =>
    `${pairOf(machine, mapping, trace)} is THRU_HOST_BRIDGE: it is mapped as memory would be.`,
  'not-asked': (machine, mapping, _trace, result) =>
    `Nobody asks whether ${nameOf(machine, mapping.client)} reaches it: ${unasked(machine, mapping, result)}.`,
  'first-page': (_machine, _mapping, _trace, result) =>
    result.path === 'old-p2pdma'
      ? `The first page of the list decides for all: ${result.call}() gives this entry a bus address too.`
      : 'The first page of the list decides for all: this entry goes through the host bridge too.',
  refused: (machine, mapping, _trace, result) =>
    result.outcome === 'error'
      ? `The whole list fails with ${result.errno ?? '0'}: ${failureReason(machine, mapping.client, result.reason)}.`
      : 'The whole list fails.',
  failed: (machine, mapping, _trace, result) =>
    result.outcome === 'error'
      ? `The whole list fails with ${result.errno ?? '0'}: ${failureReason(machine, mapping.client, result.reason)}.`
      : 'The whole list fails.',
  undone: (_machine, _mapping, _trace, result) => `Mapped, and undone: ${culprit(result)}.`,
  'not-reached': (_machine, _mapping, _trace, result) =>
    result.outcome === 'mapped'
      ? 'Not mapped: without a DMA mask nobody looks at the list.'
      : result.outcome === 'undecided'
        ? `Not known: ${culprit(result)}.`
        : `Not reached: ${culprit(result)}.`,
};

function culprit(result: Answered): string {
  const entry = result.outcome === 'mapped' ? null : result.entry;
  if (result.outcome === 'undecided') {
    return entry === null ? 'the list is undecided' : `entry ${String(entry + 1)} is undecided`;
  }
  return entry === null ? 'the list as a whole fails' : `entry ${String(entry + 1)} fails`;
}

/** Why a peer-to-peer page is mapped without a question. */
function unasked(machine: Machine, { client }: Mapping, { path, call }: Answered): string {
  const name = nameOf(machine, client);
  switch (path) {
    case 'custom':
      return `the DMA operations of ${name} are custom and take it for memory`;
    case 'virt':
      return `${name} does its DMA in software`;
    case 'dma-iommu-untrusted':
      return `${name} is untrusted, and bouncing comes before that question`;
    case 'old-p2pdma':
      return `${call}() of ${machine.settings.kernel.label} gives everything a bus address`;
    case 'dma-direct':
    case 'dma-iommu':
      return `${call}() of ${machine.settings.kernel.label} takes it for memory${askedSince()}`;
  }
}

function askedSince(): string {
  const first = firstRelease((kernel) => dmaRulesOf(kernel).driverCall !== 'first-page');
  return first === null ? '' : `, as every kernel before ${first}`;
}

/** Why an entry begins a segment, or joins the one before; null: it is not mapped. `index` counts from 0. */
export function startSentence(machine: Machine, mapping: Mapping, index: number): string | null {
  const { result } = mapping;
  const trace = result.outcome === 'mapped' ? result.entries[index] : undefined;
  if (result.outcome !== 'mapped' || trace === undefined || trace.start === null) return null;
  const sentence = START_SENTENCES[trace.start](machine, mapping, index, result.path);
  if (trace.padding === 0n) return sentence;
  return `${sentence} Behind it ${sizeText(trace.padding)} of IOVA stay unused, so that the next entry does not cross the boundary of ${boundaryText(machine, mapping)}.`;
}

type StartWords = (machine: Machine, mapping: Mapping, index: number, path: Answered['path']) => string;

const START_SENTENCES: Readonly<Record<SegmentStart, StartWords>> = {
  'one-per-entry': (_machine, _mapping, _index, path) => `A segment of its own: ${ONE_PER_ENTRY[path]}.`,
  'bus-address': () => 'A segment of its own: a bus address joins nothing.',
  joined: () => 'Joins the segment before it: nothing lies between them in the IOVA range.',
  first: () => 'The first segment in the IOVA range.',
  'after-bus-address': () => 'Begins a segment: a bus address stands before it.',
  'after-partial-granule': () => 'Begins a segment: the entry before it does not fill its last page of the IOMMU.',
  'offset-in-granule': (machine, mapping, index) =>
    `Begins a segment: it starts ${hexText(offsetInGranule(machine, mapping, index))} into a page of the IOMMU.`,
  boundary: (machine, mapping) =>
    `Begins a segment: no segment of ${nameOf(machine, mapping.client)} crosses a boundary of ${boundaryText(machine, mapping)}.`,
  'max-segment': (machine, mapping) =>
    `Begins a segment: joined, it would be longer than ${sizeText(dmaClient(machine, mapping.client)?.maxSegment ?? 0n)}, the longest of ${nameOf(machine, mapping.client)}.`,
};

const ONE_PER_ENTRY: Readonly<Record<Answered['path'], string>> = {
  'old-p2pdma': 'pci_p2pdma_map_sg() joins nothing',
  'dma-direct': 'without an IOMMU nothing is joined',
  'dma-iommu': 'it is mapped by itself',
  'dma-iommu-untrusted': 'entries of an untrusted device are mapped one by one',
  custom: 'it is mapped by itself',
  virt: 'software DMA joins nothing',
};

/** The offset of the entry's physical address in the page; peer-to-peer memory begins on one. */
function offsetInGranule(machine: Machine, { client, entries }: Mapping, index: number): bigint {
  const granule = dmaClient(machine, client)?.granule ?? 4096n;
  const memory = entries[index]?.memory;
  if (memory === undefined) return 0n;
  if (memory.kind === 'ram') return memory.physical % granule;
  const bar = functionAt(machine, memory.provider).bars.find(({ number }) => number === memory.bar);
  return ((bar?.physical ?? 0n) + (bar?.p2pmem?.offset ?? 0n) + memory.offset) % granule;
}

function boundaryText(machine: Machine, { client }: Mapping): string {
  return sizeText((dmaClient(machine, client)?.boundary ?? 0n) + 1n);
}

/** What one DMA segment is and which entries it holds. `index` counts from 0. */
export function segmentSentence(mapping: Mapping, index: number): string {
  const { result } = mapping;
  const segment = result.outcome === 'mapped' ? result.segments[index] : undefined;
  if (segment === undefined) return '';
  const entries = segment.entries.map((entry) => String(entry + 1));
  const from = `${entries.length === 1 ? 'entry' : 'entries'} ${listWords(entries)}`;
  const address = segment.address === null ? '' : ` ${hexText(segment.address)}`;
  const example = segment.illustrative ? ' (an example: a running machine hands out others)' : '';
  return `${sizeText(segment.length)} at ${KIND_WORDS[segment.kind]}${address}${example}: ${from}${segment.bounced ? ', copied through the bounce buffer' : ''}.`;
}

const KIND_WORDS: Readonly<Record<Segment['kind'], string>> = {
  bus: 'PCI bus address',
  physical: 'physical address',
  iova: 'IOVA',
  virtual: 'a kernel virtual address',
};

function pairOf(machine: Machine, { entries, client }: Mapping, trace: EntryTrace): string {
  const memory = entries[trace.entry]?.memory;
  return memory?.kind === 'p2pmem' ? pairName(machine, { provider: memory.provider, client }) : 'It';
}

function nameOf(machine: Machine, index: number): string {
  return functionAt(machine, index).name;
}
