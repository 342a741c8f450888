// Words of the language that are values: numbers, sizes, PCI addresses, buses, ids, references. Each reader takes the
// whole word and gives its value, or null where the word is no such thing. 64-bit values are exact.

import type { PartialAddress } from '../../core/pci/description';
import type { PciId } from '../../core/pci/id';

const LIMIT = 1n << 64n;

const UNIT_SHIFT: ReadonlyMap<string, bigint> = new Map([
  ['B', 0n],
  ['K', 10n],
  ['KiB', 10n],
  ['M', 20n],
  ['MiB', 20n],
  ['G', 30n],
  ['GiB', 30n],
  ['T', 40n],
  ['TiB', 40n],
]);

/** Decimal or `0x` hexadecimal with `_` between digits; below 2^64. */
export function readNumber(word: string): bigint | null {
  const small = smallDecimal(word, word.length);
  if (small >= 0) return BigInt(small);
  if (!hasNumberForm(word) || word.length > 64) return null;
  const value = BigInt(word.replaceAll('_', ''));
  return value < LIMIT ? value : null;
}

/** Whether it is written as a number is, however large. */
export function hasNumberForm(word: string): boolean {
  return /^(?:0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|[0-9]+(?:_[0-9]+)*)$/.test(word);
}

/** Bytes: a decimal number with its unit, or hexadecimal; below 2^64. */
export function readSize(word: string): bigint | null {
  const unit = unitStart(word);
  const shift = UNIT_SHIFT.get(word.slice(unit));
  if (shift === undefined) return /^0[xX]/.test(word) ? readNumber(word) : null;
  const small = smallDecimal(word, unit);
  const amount = small >= 0 ? BigInt(small) : readNumber(word.slice(0, unit));
  if (amount === null) return null;
  const value = amount << shift;
  return value < LIMIT ? value : null;
}

/** Whether it is written as a size is, however many bytes that are. */
export function hasSizeForm(word: string): boolean {
  const unit = unitStart(word);
  const isHexadecimal = /^0[xX]/.test(word);
  return (
    hasNumberForm(isHexadecimal ? word : word.slice(0, unit)) && (isHexadecimal || UNIT_SHIFT.has(word.slice(unit)))
  );
}

function unitStart(word: string): number {
  let end = 0;
  while (end < word.length && (isDigit(word.charCodeAt(end)) || word.charCodeAt(end) === UNDERSCORE)) end++;
  return end;
}

/** Digits up to `end`, as nearly all numbers of a file are, without a regular expression; -1: no such number. */
function smallDecimal(word: string, end: number): number {
  if (end === 0 || end > 15) return -1;
  let value = 0;
  for (let index = 0; index < end; index++) {
    const code = word.charCodeAt(index);
    if (!isDigit(code)) return -1;
    value = value * 10 + (code - ZERO);
  }
  return value;
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE;
}

const ZERO = '0'.charCodeAt(0);
const NINE = '9'.charCodeAt(0);
const UNDERSCORE = '_'.charCodeAt(0);

/** `dddd:bb:dd.f`, `bb:dd.f` or `dd.f`; a domain below 2^31. A device above 1f or a function above 7 is enumeration's to refuse. */
export function readAddress(word: string): PartialAddress | null {
  const dot = word.length - 2;
  const fn = smallDecimal(word.slice(dot + 1), 1);
  const device = hexadecimal(word, dot - 2, dot);
  if (word[dot] !== '.' || fn < 0 || device < 0) return null;
  if (dot === 2) return { domain: null, bus: null, device, function: fn };
  const busEnd = dot - 3;
  const bus = word[busEnd] === ':' ? hexadecimal(word, busEnd - 2, busEnd) : -1;
  if (bus < 0) return null;
  if (busEnd === 2) return { domain: null, bus, device, function: fn };
  const domain = readDomain(word, busEnd - 3);
  return domain === null ? null : { domain, bus, device, function: fn };
}

/** `dddd:bb`. */
export function readBus(word: string): { readonly domain: number; readonly bus: number } | null {
  const colon = word.length - 3;
  const bus = hexadecimal(word, colon + 1, word.length);
  const domain = readDomain(word, colon);
  return bus < 0 || domain === null ? null : { domain, bus };
}

/** The 4 to 8 digits before a colon. */
function readDomain(word: string, colon: number): number | null {
  if (colon < 4 || colon > 8 || word[colon] !== ':') return null;
  const domain = hexadecimal(word, 0, colon);
  return domain < 0 || domain > 0x7fffffff ? null : domain;
}

/** `vvvv:dddd`, without its brackets. */
export function readId(word: string): PciId | null {
  if (word.length !== 9 || word[4] !== ':') return null;
  const vendor = hexadecimal(word, 0, 4);
  const device = hexadecimal(word, 5, 9);
  return vendor < 0 || device < 0 ? null : { vendor, device };
}

/** The form of a name; whether it is reserved is another question. */
export function isNameForm(word: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(word);
}

/** The three forms of a reference. N is not bounded here: whether there are so many functions is the binder's business. */
export function readRef(word: string): { readonly name: string; readonly virtualFunction: number | '*' | null } | null {
  if (isNameForm(word)) return { name: word, virtualFunction: null };
  const parts = /^([A-Za-z_][A-Za-z0-9_]*)\.vf([0-9]{1,9}|\*)$/.exec(word);
  const name = parts?.[1];
  if (name === undefined) return null;
  const index = parts?.[2];
  return { name, virtualFunction: index === '*' ? '*' : Number(index) };
}

/** The value of hexadecimal digits, at least one and no more than a double holds; -1: something else. */
function hexadecimal(word: string, start: number, end: number): number {
  if (start < 0 || start >= end || end > word.length) return -1;
  let value = 0;
  for (let index = start; index < end; index++) {
    const digit = HEXADECIMAL[word.charCodeAt(index)] ?? NO_DIGIT;
    if (digit === NO_DIGIT) return -1;
    value = value * 16 + digit;
  }
  return value;
}

const NO_DIGIT = 255;
/** By character code below 128. */
const HEXADECIMAL = new Uint8Array(128).fill(NO_DIGIT);
[...'0123456789abcdef'].forEach((digit, value) => {
  HEXADECIMAL[digit.charCodeAt(0)] = value;
  HEXADECIMAL[digit.toUpperCase().charCodeAt(0)] = value;
});
