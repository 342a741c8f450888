// What is asked of a machine: `pair`, `map`, `provider for`, `nvmet`, and the scatterlists that `map` takes.

import { expectBlock, type Grammar, type Parse } from './block';
import type { Cursor } from './cursor';
import { ERRNOS, MAP_TYPES } from './keywords';
import { headOf } from './parse-setting';
import {
  atDigit,
  expectName,
  expectNumber,
  expectOneOf,
  expectRef,
  expectRefs,
  expectSize,
  nameForm,
  numberForm,
  optionalNumber,
  optionalSize,
  refForm,
  sizeForm,
} from './piece';
import { readNumber } from './literal';
import type {
  ChosenSyntax,
  Errno,
  ExpectedMapType,
  MapExpectation,
  MapQuerySyntax,
  NvmetEntrySyntax,
  NvmetNamespaceSyntax,
  NvmetPortSyntax,
  NvmetSyntax,
  P2pmemEntrySyntax,
  PairQuerySyntax,
  ProviderQuerySyntax,
  QuerySyntax,
  RamEntrySyntax,
  ScatterlistEntrySyntax,
  ScatterlistSyntax,
  SegmentSyntax,
  Value,
} from './tree';

/** What messages say of each piece. */
const PROVIDER = refForm('the provider');
const CLIENT = refForm('the client');
const SOME_CLIENT = refForm('a client');
const SCATTERLIST = refForm('a scatterlist');
const DEVICES = refForm('devices or `none`');
const DEVICES_OR_ERROR = refForm('devices, `none` or an error');
const SUBSYSTEM_NAME = nameForm('the name of the subsystem');
const PORT = refForm('the device of the port');
const NAMESPACE = refForm('the device of the namespace');
const NAMESPACE_MEMORY = refForm('`auto`, `off` or a device');
const SCATTERLIST_NAME = nameForm('the name of the scatterlist');
const MEMORY = refForm('a device with peer-to-peer memory');
const ENTRY_LENGTH = sizeForm('the length of the entry', '4KiB');
const ENTRY_ADDRESS = numberForm('the physical address', '0x100200');
const ENTRY_BAR = numberForm('the number of the BAR', '4');
const ENTRY_OFFSET = sizeForm('the offset in the memory', '64KiB');
const SEGMENT_COUNT = numberForm('the number of segments', '3');
const SEGMENT_LENGTH = sizeForm('the length of the segment', '4KiB');

export const QUERIES: readonly (readonly [string, Parse<QuerySyntax>])[] = [
  ['pair', parsePair],
  ['map', parseMap],
  ['provider', parseProvider],
  ['nvmet', parseNvmet],
];

const EXPECTED: Readonly<Record<(typeof MAP_TYPES)[number], ExpectedMapType>> = {
  bus_addr: 'BUS_ADDR',
  thru_host_bridge: 'THRU_HOST_BRIDGE',
  not_supported: 'NOT_SUPPORTED',
  supported: 'SUPPORTED',
};

function parsePair(cursor: Cursor): PairQuerySyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const providers = expectRefs(cursor, PROVIDER);
  expectArrow(cursor, 'pair nvme0 -> mlx0');
  const clients = expectRefs(cursor, CLIENT);
  const expected = cursor.accept('=') === null ? null : parseMapType(cursor);
  return {
    kind: 'pair',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    providers,
    clients,
    expected,
  };
}

function parseMapType(cursor: Cursor): Value<ExpectedMapType> {
  const word = expectOneOf(cursor, 'a map type', MAP_TYPES);
  return { start: word.start, end: word.end, value: word.value === null ? null : EXPECTED[word.value] };
}

/** Once it is reported that the arrow is missing, the rest of the line is read as if it stood there. */
function expectArrow(cursor: Cursor, example: string): void {
  if (cursor.acceptArrow() !== null) return;
  cursor.reportExpected('`->`', `write it as in \`${example}\``);
  if (!cursor.startsLine() && (cursor.at('-') || cursor.at('='))) cursor.take();
}

function parseMap(cursor: Cursor): MapQuerySyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const scatterlist = expectRef(cursor, SCATTERLIST);
  expectArrow(cursor, 'map read -> mlx0');
  const client = expectRef(cursor, CLIENT);
  if (cursor.at(',')) skipList(cursor, '`map` takes one client; write a `map` for each');
  const expected = cursor.accept('=') === null ? null : parseMapExpectation(cursor);
  return {
    kind: 'map',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    scatterlist,
    client,
    expected,
  };
}

/** A list where one thing is taken: told at its first comma, and read to its end. */
function skipList(cursor: Cursor, message: string): void {
  cursor.report(cursor.range(), `\`,\`: ${message}`);
  while (cursor.accept(',') !== null) expectRef(cursor, SOME_CLIENT);
}

function parseMapExpectation(cursor: Cursor): Value<MapExpectation> {
  const start = cursor.start();
  const faults = cursor.faults;
  const value = readMapExpectation(cursor);
  const end = Math.max(cursor.previousEnd(), Math.min(start, cursor.previousEnd()));
  return { start: Math.min(start, end), end, value: cursor.faults > faults ? null : value };
}

function readMapExpectation(cursor: Cursor): MapExpectation | null {
  const errno = acceptErrno(cursor);
  if (errno !== null) return { kind: 'error', errno };
  if (atDigit(cursor) && readNumber(cursor.word() ?? '') !== null) {
    const count = expectNumber(cursor, SEGMENT_COUNT);
    if (cursor.acceptWord('segments') === null && cursor.acceptWord('segment') === null) {
      cursor.reportExpected('`segments`', 'write it as in `= 3 segments`');
    }
    return count.value === null ? null : { kind: 'count', count: count.value };
  }
  const segments = [parseSegment(cursor)];
  while (cursor.accept(',') !== null) segments.push(parseSegment(cursor));
  return { kind: 'segments', segments };
}

function parseSegment(cursor: Cursor): SegmentSyntax {
  const faults = cursor.faults;
  const what = 'an error such as `EREMOTEIO`, a number of segments, or a segment as in `bus 4KiB`';
  const address = expectOneOf(cursor, what, ['bus', 'physical', 'iova'] as const);
  const size: Value<bigint> =
    cursor.faults > faults && !atDigit(cursor)
      ? { start: address.end, end: address.end, value: null }
      : expectSize(cursor, SEGMENT_LENGTH);
  return { start: address.start, end: size.end, address, size };
}

function acceptErrno(cursor: Cursor): Errno | null {
  const errno = ERRNOS.find((candidate) => candidate === cursor.word());
  if (errno !== undefined) cursor.take();
  return errno ?? null;
}

function parseProvider(cursor: Cursor): ProviderQuerySyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  if (cursor.acceptWord('for') === null) cursor.reportExpected('`for`', 'write it as in `provider for mlx0`');
  const clients = expectRefs(cursor, SOME_CLIENT);
  const expected = cursor.accept('=') === null ? null : parseChosen(cursor, false);
  return {
    kind: 'provider',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    clients,
    expected,
  };
}

function parseChosen(cursor: Cursor, allowErrno: boolean): ChosenSyntax {
  const start = cursor.start();
  if (cursor.word() === 'none') {
    const none = cursor.take();
    if (!cursor.at(',')) return { ...none, value: 'none', devices: [] };
    skipList(cursor, '`none` stands alone; take it out, or what follows it');
    return { start: none.start, end: cursor.previousEnd(), value: null, devices: [] };
  }
  const errno = allowErrno ? acceptErrno(cursor) : null;
  if (errno !== null) return { start, end: cursor.previousEnd(), value: errno, devices: [] };
  const devices = expectRefs(cursor, allowErrno ? DEVICES_OR_ERROR : DEVICES);
  const faulty = devices.some((device) => device.value === null);
  const end = cursor.previousEnd();
  return { start: Math.min(start, end), end, value: faulty ? null : 'devices', devices };
}

const NVMET_ENTRIES: Grammar<NvmetEntrySyntax> = {
  what: '`port` or `namespace`',
  members: new Map<string, Parse<NvmetEntrySyntax>>([
    ['port', parseNvmetPort],
    ['namespace', parseNvmetNamespace],
  ]),
  proposals: [],
  unknown: null,
};

function parseNvmet(cursor: Cursor): NvmetSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const name = expectName(cursor, SUBSYSTEM_NAME);
  const head = headOf(cursor, keyword, faults);
  const block = expectBlock(cursor, () => `nvmet ${name.value ?? ''}`.trim(), NVMET_ENTRIES);
  const faulty = head.faulty || block === null || !block.closed;
  return { ...head, kind: 'nvmet', end: cursor.previousEnd(), faulty, name, block };
}

function parseNvmetPort(cursor: Cursor): NvmetPortSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const device = expectRef(cursor, PORT);
  return {
    kind: 'nvmet_port',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    device,
  };
}

function parseNvmetNamespace(cursor: Cursor): NvmetNamespaceSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const device = expectRef(cursor, NAMESPACE);
  const p2pmem = cursor.acceptWord('p2pmem') === null ? null : parseNamespaceMemory(cursor);
  const expected = cursor.accept('=') === null ? null : parseChosen(cursor, true);
  return {
    kind: 'nvmet_namespace',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    device,
    p2pmem,
    expected,
  };
}

function parseNamespaceMemory(cursor: Cursor): NvmetNamespaceSyntax['p2pmem'] {
  const word = cursor.word();
  if (word === 'auto' || word === 'off') return { ...cursor.take(), value: word, device: null };
  const device = expectRef(cursor, NAMESPACE_MEMORY);
  return { start: device.start, end: device.end, value: device.value === null ? null : 'device', device };
}

const SCATTERLIST_ENTRIES: Grammar<ScatterlistEntrySyntax> = {
  what: '`ram` or `p2pmem`',
  members: new Map<string, Parse<ScatterlistEntrySyntax>>([
    ['ram', parseRamEntry],
    ['p2pmem', parseP2pmemEntry],
  ]),
  proposals: [],
  unknown: null,
};

export function parseScatterlist(cursor: Cursor): ScatterlistSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const name = expectName(cursor, SCATTERLIST_NAME);
  const head = headOf(cursor, keyword, faults);
  const block = expectBlock(cursor, () => `sgl ${name.value ?? ''}`.trim(), SCATTERLIST_ENTRIES);
  return { ...head, kind: 'sgl', end: cursor.previousEnd(), faulty: head.faulty || block === null, name, block };
}

function parseRamEntry(cursor: Cursor): RamEntrySyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const size = expectSize(cursor, ENTRY_LENGTH);
  const at = optionalNumber(cursor, 'at', ENTRY_ADDRESS);
  return {
    kind: 'ram',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    size,
    at,
  };
}

function parseP2pmemEntry(cursor: Cursor): P2pmemEntrySyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const device = expectRef(cursor, MEMORY);
  const bar = optionalNumber(cursor, 'bar', ENTRY_BAR);
  const size = expectSize(cursor, ENTRY_LENGTH);
  const offset = optionalSize(cursor, 'offset', ENTRY_OFFSET);
  if (bar === null && cursor.word() === 'bar' && !cursor.startsLine()) {
    cursor.report(cursor.range(), '`bar`: stands before the length; write it as in `p2pmem nvme0 bar 4 4KiB`');
    cursor.take();
    if (atDigit(cursor)) cursor.take();
  }
  return {
    kind: 'p2pmem',
    start: keyword.start,
    end: cursor.previousEnd(),
    keyword,
    faulty: cursor.faults > faults,
    device,
    bar,
    size,
    offset,
  };
}
