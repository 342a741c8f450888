// The era table: every era of the DMA layer, every way a device can be served, every kind of list. A cell is the model's
// answer in a few words; docs/dma-eras.md shows them, era-table.test.ts holds each to an expectation written by hand.

import type { EntryTrace, MapResult, Mapped, Segment } from '../../core/dma/mapping';
import type { MapOptions } from '../../core/dma/map-scatterlist';
import { mapScatterlist } from '../../core/dma/map-scatterlist';
import type { Scatterlist } from '../../core/dma/scatterlist';
import type { DmaCall } from '../../core/kernel/dma-rules';
import { mapRequest, queueFlag } from '../../core/drivers/nvme-pci';
import type { Machine } from '../../core/machine';
import { BUS_OFFSET, buildTree, named, peer, ram } from './tree';
import type { TreeOptions } from './tree';

export const ERAS = [
  '5.3',
  '5.10',
  '5.12',
  'p2pdma_map_ops_v1',
  '5.15',
  '5.16',
  '6.0',
  '6.2',
  '6.16',
  '6.17',
  '6.18',
  '6.19',
  '7.3',
] as const;
export type Era = (typeof ERAS)[number];

export const MODES = ['direct', 'iommu', 'passthrough', 'untrusted', 'swiotlb', 'custom', 'virt'] as const;
export type Mode = (typeof MODES)[number];

export const LISTS = [
  'bus',
  'through host bridge',
  'not supported',
  'RAM',
  'mixed',
  'mixed, peer first',
  'RAM out of reach',
] as const;
export type List = (typeof LISTS)[number];

const MODE_OPTIONS: Readonly<Record<Mode, Omit<TreeOptions, 'kernel'>>> = {
  direct: { iommu: 'off' },
  iommu: { iommu: 'on' },
  passthrough: { iommu: 'passthrough' },
  untrusted: { iommu: 'on', dma: { untrusted: true } },
  swiotlb: { iommu: 'off', commandLine: 'swiotlb=force' },
  custom: { dma: { ops: 'custom' } },
  virt: { dma: { ops: 'virt' } },
};

export function machineFor(era: Era, mode: Mode, list: List): Machine {
  const options = MODE_OPTIONS[mode];
  // Memory out of reach is to fail, not to be bounced, but where bouncing is the subject.
  const noBuffer = list === 'RAM out of reach' && mode !== 'swiotlb';
  return buildTree({ kernel: era, ...options, ...(noBuffer ? { commandLine: 'swiotlb=noforce' } : {}) });
}

export function listFor(machine: Machine, list: List): Scatterlist {
  switch (list) {
    case 'bus':
      return [peer(machine, 'near', 0x1000n), peer(machine, 'near', 0x1000n, 0x10000n)];
    case 'through host bridge':
      return [peer(machine, 'far', 0x1000n)];
    case 'not supported':
      return [peer(machine, 'foreign', 0x1000n)];
    case 'RAM':
      return [ram(0x100200n, 0xe00n), ram(0x200000n, 0x1000n)];
    case 'mixed':
      return [
        ram(0x100200n, 0xe00n),
        ram(0x200000n, 0x1000n),
        peer(machine, 'near', 0x1000n),
        ram(0x300000n, 0x800n),
        peer(machine, 'far', 0x1000n),
      ];
    case 'mixed, peer first':
      return [peer(machine, 'near', 0x1000n), ram(0x300000n, 0x1000n), peer(machine, 'far', 0x1000n)];
    case 'RAM out of reach':
      return [ram(0x1_0000_0000n, 0x80000n)];
  }
}

/** A mask of 12 bits: nothing can be reached, and no IOVA is left above the first granule. */
export function optionsFor(list: List): MapOptions {
  return list === 'RAM out of reach' ? { limits: { mask: 0xfffn } } : {};
}

const CALLS: Readonly<Record<DmaCall, string>> = {
  pci_p2pdma_map_sg: 'special',
  dma_map_sg: 'sg',
  dma_map_sg_p2pdma: 'p2pdma',
  dma_map_sgtable: 'sgtable',
};

/** `sgtable: iova 1e00, bus+ 1000`: the call, then its segments with lengths in hexadecimal, or its error. */
export function mapCell(era: Era, mode: Mode, list: List): string {
  const machine = machineFor(era, mode, list);
  const scatterlist = listFor(machine, list);
  const result = mapScatterlist(machine, scatterlist, named(machine, 'client'), optionsFor(list));
  return describeResult(result, scatterlist);
}

function describeResult(result: MapResult, list: Scatterlist): string {
  if (result.outcome === 'invalid') return `no such list: ${result.faults.map(({ fault }) => fault).join(', ')}`;
  const call = CALLS[result.call];
  if (result.outcome === 'undecided') return `${call}: undecided ${result.because.because}`;
  if (result.outcome === 'error') {
    return `${call}: ${result.errno === null ? '0' : `-${result.errno}`} ${result.reason.reason}`;
  }
  return `${call}: ${result.segments.map((segment) => describeSegment(segment, result, list)).join(', ')}`;
}

/** `+` or `-`: the bus offset added or subtracted; `~`: bounced; `?`: nobody asked; `^`: the first page decided. */
function describeSegment(segment: Segment, { entries }: Mapped, list: Scatterlist): string {
  const rules = segment.entries.map((index) => entries[index]?.rule);
  const has = (rule: EntryTrace['rule']): boolean => rules.includes(rule);
  const marks = `${busSign(segment, list)}${segment.bounced ? '~' : ''}${has('not-asked') ? '?' : ''}${has('first-page') ? '^' : ''}`;
  return `${segment.kind}${marks} ${segment.length.toString(16)}`;
}

function busSign(segment: Segment, list: Scatterlist): string {
  const entry = list[segment.entries[0] ?? -1];
  if (segment.kind !== 'bus' || entry === undefined) return '';
  const physical = entry.memory === 'ram' ? entry.physical : (BAR_START[entry.provider] ?? 0n) + entry.offset;
  if (segment.address === physical + BUS_OFFSET) return '+';
  return segment.address === BigInt.asUintN(64, physical - BUS_OFFSET) ? '-' : '!';
}

/** CPU addresses of BAR 4 by provider, as tree.ts places them: the same in every machine. */
const BAR_START: Readonly<Record<number, bigint>> = Object.fromEntries(
  buildTree({ kernel: '7.3' }).topology.functions.flatMap(({ index, bars }) =>
    bars.map(({ physical }): [number, bigint] => [index, physical]),
  ),
);

export const REQUESTS = [
  'bus',
  'through host bridge',
  'through host bridge, swiotlb=force',
  'not supported',
  'RAM out of reach',
  'queue flag, custom operations',
] as const;
export type Request = (typeof REQUESTS)[number];

/** What nvme-pci makes of one request, or whether a queue with custom operations takes peer-to-peer pages. */
export function requestCell(era: Era, request: Request): string {
  if (request === 'queue flag, custom operations') {
    const custom = machineFor(era, 'custom', 'bus');
    return queueFlag(custom, named(custom, 'drive')).set ? 'set' : 'not set';
  }
  const list = request === 'through host bridge, swiotlb=force' ? 'through host bridge' : request;
  const machine = machineFor(era, request === 'through host bridge, swiotlb=force' ? 'swiotlb' : 'direct', list);
  const result = mapRequest(machine, named(machine, 'drive'), listFor(machine, list), optionsFor(list));
  if (result.outcome === 'open' || result.outcome === 'never-one-request') return result.outcome;
  return `${result.dataPath}: ${result.status}`;
}
