// The properties of host bridges and functions.

import { expectBlock, type Grammar, type Parse } from './block';
import type { Cursor } from './cursor';
import { parseAcs } from './parse-acs';
import {
  atDigit,
  expectNumber,
  expectOneOf,
  expectSize,
  numberForm,
  optionalNumber,
  optionalSize,
  sizeForm,
} from './piece';
import type {
  BarSyntax,
  BusOffsetSyntax,
  DmaEntrySyntax,
  DmaSyntax,
  NumaSyntax,
  PropertySyntax,
  PublishedSyntax,
  Value,
  VirtualFunctionsSyntax,
} from './tree';

/** What messages say of each value. */
const BAR_NUMBER = numberForm('the number of the BAR', '4');
const BAR_SIZE = sizeForm('the size of the BAR', '512MiB');
const BAR_ADDRESS = numberForm('the address of the BAR', '0x380000000000');
const MEMORY_SIZE = sizeForm('the size of the registered memory', '256MiB');
const MEMORY_OFFSET = sizeForm('the offset in the BAR', '2MiB');
const COUNT = numberForm('the number of virtual functions', '8');
const OFFSET = numberForm('the offset of the first virtual function', '1');
const STRIDE = numberForm('the stride of the virtual functions', '1');
const MASK = numberForm('the DMA mask', '0xffffffff');
const BOUNDARY = sizeForm('the boundary', '64KiB');
const LARGEST_SEGMENT = sizeForm('the size of the largest segment', '64KiB');
const BUS_OFFSET = sizeForm('the bus offset', '0x100000000');
const NODE = numberForm('the number of the NUMA node', '0');

export const PROPERTIES: readonly (readonly [string, Parse<PropertySyntax>])[] = [
  ['acs', parseAcs],
  ['bar', parseBar],
  ['published', parsePublished],
  ['vfs', parseVirtualFunctions],
  ['dma', parseDma],
  ['bus_offset', parseBusOffset],
  ['numa', parseNuma],
];

function parseBar(cursor: Cursor): BarSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const number = expectNumber(cursor, BAR_NUMBER);
  const size = expectSize(cursor, BAR_SIZE);
  const at = optionalNumber(cursor, 'at', BAR_ADDRESS);
  const p2pmem = parseP2pmem(cursor);
  return {
    kind: 'bar',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    number,
    size,
    at,
    p2pmem,
  };
}

function parseP2pmem(cursor: Cursor): BarSyntax['p2pmem'] {
  const keyword = cursor.acceptWord('p2pmem');
  if (keyword === null) return null;
  const size = atDigit(cursor) ? expectSize(cursor, MEMORY_SIZE) : null;
  return { keyword, size, offset: optionalSize(cursor, 'offset', MEMORY_OFFSET) };
}

function parsePublished(cursor: Cursor): PublishedSyntax {
  const keyword = cursor.take();
  return {
    kind: 'published',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: false,
  };
}

function parseVirtualFunctions(cursor: Cursor): VirtualFunctionsSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const count = expectNumber(cursor, COUNT);
  const offset = optionalNumber(cursor, 'offset', OFFSET);
  const stride = optionalNumber(cursor, 'stride', STRIDE);
  return {
    kind: 'vfs',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    count,
    offset,
    stride,
  };
}

const DMA_ENTRIES: Grammar<DmaEntrySyntax> = {
  what: '`ops`, `mask`, `max_segment`, `boundary` or `untrusted`',
  members: new Map<string, Parse<DmaEntrySyntax>>([
    ['ops', parseDmaOps],
    ['mask', parseDmaAmount],
    ['max_segment', parseDmaAmount],
    ['boundary', parseDmaAmount],
    ['untrusted', parseUntrusted],
  ]),
  proposals: [],
  unknown: null,
};

function parseDma(cursor: Cursor): DmaSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const block = expectBlock(cursor, () => 'dma', DMA_ENTRIES);
  return {
    kind: 'dma',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    block,
  };
}

function parseDmaOps(cursor: Cursor): DmaEntrySyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const ops = expectOneOf(cursor, 'the kind of DMA operations', ['direct', 'iommu', 'custom', 'virt'] as const);
  return {
    kind: 'ops',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    ops,
  };
}

function parseDmaAmount(cursor: Cursor, word: string): DmaEntrySyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const kind = word === 'mask' ? 'mask' : word === 'boundary' ? 'boundary' : 'max_segment';
  const amount =
    kind === 'mask' ? expectNumber(cursor, MASK) : expectSize(cursor, kind === 'boundary' ? BOUNDARY : LARGEST_SEGMENT);
  return {
    kind,
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    amount,
  };
}

function parseUntrusted(cursor: Cursor): DmaEntrySyntax {
  const keyword = cursor.take();
  return {
    kind: 'untrusted',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: false,
  };
}

function parseBusOffset(cursor: Cursor): BusOffsetSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const minus = cursor.accept('-');
  const size = expectSize(cursor, BUS_OFFSET);
  const offset: Value<bigint> =
    minus === null ? size : { start: minus.start, end: size.end, value: size.value === null ? null : -size.value };
  return {
    kind: 'bus_offset',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    offset,
  };
}

function parseNuma(cursor: Cursor): NumaSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const node = expectNumber(cursor, NODE);
  return {
    kind: 'numa',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    node,
  };
}
