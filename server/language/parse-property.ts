// The properties of host bridges and functions.

import { ACS_BIT, ACS_FLAGS, type AcsFlag } from '../../core/pci/acs';
import { expectBlock, type Grammar, type Parse } from './block';
import type { Cursor } from './cursor';
import { CONTINUATIONS, RESERVED } from './keywords';
import { nearest } from './nearest';
import { headOf } from './parse-setting';
import { atDigit, expectNumber, expectOneOf, expectSize, missing, optionalNumber, optionalSize } from './piece';
import type {
  AcsSyntax,
  BarSyntax,
  BusOffsetSyntax,
  DmaEntrySyntax,
  DmaSyntax,
  FlagsSyntax,
  NumaSyntax,
  PropertySyntax,
  PublishedSyntax,
  Value,
  VirtualFunctionsSyntax,
} from './tree';

export const PROPERTIES: readonly (readonly [string, Parse<PropertySyntax>])[] = [
  ['acs', parseAcs],
  ['bar', parseBar],
  ['published', parsePublished],
  ['vfs', parseVirtualFunctions],
  ['dma', parseDma],
  ['bus_offset', parseBusOffset],
  ['numa', parseNuma],
];

function parseAcs(cursor: Cursor): AcsSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const body = parseAcsMode(cursor);
  const capability = cursor.acceptWord('caps') === null ? null : parseFlags(cursor);
  return { ...headOf(cursor, keyword, faults), kind: 'acs', ...body, capability };
}

function parseAcsMode(cursor: Cursor): Pick<AcsSyntax, 'mode' | 'firmware' | 'control'> {
  const word = cursor.word();
  if (word === 'auto' || word === 'absent') {
    const mode = { ...cursor.take(), value: word } as const;
    const firmware = word === 'auto' && cursor.acceptWord('firmware') !== null ? parseFlags(cursor) : null;
    return { mode, firmware, control: null };
  }
  const control = parseFlags(cursor);
  return {
    mode: { start: control.start, end: control.end, value: control.value === null ? null : 'pinned' },
    firmware: null,
    control,
  };
}

function parseFlags(cursor: Cursor): FlagsSyntax {
  if (cursor.word() === 'none') {
    const none = { ...cursor.take(), value: 'none' } as const;
    return { start: none.start, end: none.end, value: 0, words: [none] };
  }
  const words: Value<AcsFlag>[] = [];
  while (atFlag(cursor)) words.push(parseFlag(cursor));
  const [first] = words;
  if (first === undefined) {
    cursor.reportExpected('ACS flags', `write \`none\` or some of ${ACS_FLAGS.join(' ')}`);
    return { ...missing<number>(cursor), words: [] };
  }
  let mask: number | null = 0;
  for (const { value } of words) mask = mask === null || value === null ? null : mask | ACS_BIT[value];
  return { start: first.start, end: words.at(-1)?.end ?? first.end, value: mask, words };
}

/** A flag, or a word on the same line that can only be meant as one. */
function atFlag(cursor: Cursor): boolean {
  const word = cursor.word();
  if (word === null) return false;
  if (isFlag(word)) return true;
  return !cursor.startsLine() && !RESERVED.has(word) && !CONTINUATIONS.has(word) && nearestContinuation(word) === null;
}

/** A mistyped `caps` is not a mistyped flag. */
function nearestContinuation(word: string): string | null {
  return nearest(word, ['caps', 'firmware']);
}

function parseFlag(cursor: Cursor): Value<AcsFlag> {
  const word = cursor.word() ?? '';
  const range = cursor.take();
  if (isFlag(word)) return { ...range, value: word };
  const near = nearest(word, ACS_FLAGS);
  const advice = near === null ? `write some of ${ACS_FLAGS.join(' ')}` : `did you mean \`${near}\`?`;
  cursor.report(range, `${cursor.quote(range)}: expected an ACS flag; ${advice}`, {
    replacement: near === null ? null : { range, text: near },
  });
  return { ...range, value: null };
}

function isFlag(word: string): word is AcsFlag {
  return (ACS_FLAGS as readonly string[]).includes(word);
}

function parseBar(cursor: Cursor): BarSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const number = expectNumber(cursor, 'the number of the BAR', '4');
  const size = expectSize(cursor, 'the size of the BAR', '512MiB');
  const at = optionalNumber(cursor, 'at', 'the address of the BAR', '0x380000000000');
  const p2pmem = parseP2pmem(cursor);
  return { ...headOf(cursor, keyword, faults), kind: 'bar', number, size, at, p2pmem };
}

function parseP2pmem(cursor: Cursor): BarSyntax['p2pmem'] {
  const keyword = cursor.acceptWord('p2pmem');
  if (keyword === null) return null;
  const size = atDigit(cursor) ? expectSize(cursor, 'the size of the registered memory', '256MiB') : null;
  return { keyword, size, offset: optionalSize(cursor, 'offset', 'the offset in the BAR', '2MiB') };
}

function parsePublished(cursor: Cursor): PublishedSyntax {
  const keyword = cursor.take();
  return { ...headOf(cursor, keyword, cursor.faults), kind: 'published' };
}

function parseVirtualFunctions(cursor: Cursor): VirtualFunctionsSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const count = expectNumber(cursor, 'the number of virtual functions', '8');
  const offset = optionalNumber(cursor, 'offset', 'the offset of the first virtual function', '1');
  const stride = optionalNumber(cursor, 'stride', 'the stride of the virtual functions', '1');
  return { ...headOf(cursor, keyword, faults), kind: 'vfs', count, offset, stride };
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
  return { ...headOf(cursor, keyword, faults), kind: 'dma', block };
}

function parseDmaOps(cursor: Cursor): DmaEntrySyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const ops = expectOneOf(cursor, 'the kind of DMA operations', ['direct', 'iommu', 'custom', 'virt'] as const);
  return { ...headOf(cursor, keyword, faults), kind: 'ops', ops };
}

function parseDmaAmount(cursor: Cursor, word: string): DmaEntrySyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const kind = word === 'mask' ? 'mask' : word === 'boundary' ? 'boundary' : 'max_segment';
  const amount =
    kind === 'mask'
      ? expectNumber(cursor, 'the DMA mask', '0xffffffff')
      : expectSize(cursor, kind === 'boundary' ? 'the boundary' : 'the size of the largest segment', '64KiB');
  return { ...headOf(cursor, keyword, faults), kind, amount };
}

function parseUntrusted(cursor: Cursor): DmaEntrySyntax {
  const keyword = cursor.take();
  return { ...headOf(cursor, keyword, cursor.faults), kind: 'untrusted' };
}

function parseBusOffset(cursor: Cursor): BusOffsetSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const minus = cursor.accept('-');
  const size = expectSize(cursor, 'the bus offset', '0x100000000');
  const offset: Value<bigint> =
    minus === null ? size : { start: minus.start, end: size.end, value: size.value === null ? null : -size.value };
  return { ...headOf(cursor, keyword, faults), kind: 'bus_offset', offset };
}

function parseNuma(cursor: Cursor): NumaSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const node = expectNumber(cursor, 'the number of the NUMA node', '0');
  return { ...headOf(cursor, keyword, faults), kind: 'numa', node };
}
