// Words of the language that are values: numbers, sizes, PCI addresses, buses, ids, references. Each reader takes the
// whole word and gives its value, or null where the word is no such thing. 64-bit values are exact.

import type { PartialAddress } from '../../core/pci/description';
import type { PciId } from '../../core/pci/id';

const LIMIT = 1n << 64n;

const UNIT_SHIFT: Readonly<Record<string, bigint>> = {
  B: 0n,
  K: 10n,
  KiB: 10n,
  M: 20n,
  MiB: 20n,
  G: 30n,
  GiB: 30n,
  T: 40n,
  TiB: 40n,
};

/** Decimal or `0x` hexadecimal with `_` between digits; below 2^64. */
export function readNumber(word: string): bigint | null {
  if (word.length > 64 || !/^(?:0[xX][0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|[0-9]+(?:_[0-9]+)*)$/.test(word)) return null;
  const value = BigInt(word.replaceAll('_', ''));
  return value < LIMIT ? value : null;
}

/** Bytes: a decimal number with its unit, or hexadecimal; below 2^64. */
export function readSize(word: string): bigint | null {
  if (/^0[xX]/.test(word)) return readNumber(word);
  const parts = /^([0-9_]+)([A-Za-z]+)$/.exec(word);
  const shift = UNIT_SHIFT[parts?.[2] ?? ''];
  const amount = readNumber(parts?.[1] ?? '');
  if (shift === undefined || amount === null) return null;
  const value = amount << shift;
  return value < LIMIT ? value : null;
}

const ADDRESS = /^(?:(?:([0-9a-f]{4,8}):)?([0-9a-f]{2}):)?([0-9a-f]{2})\.([0-9])$/i;

/** `dddd:bb:dd.f`, `bb:dd.f` or `dd.f`; a domain below 2^31. A device above 1f or a function above 7 is enumeration's to refuse. */
export function readAddress(word: string): PartialAddress | null {
  const parts = ADDRESS.exec(word);
  if (parts === null) return null;
  const domain = hexadecimal(parts[1]);
  if (domain !== null && domain > 0x7fffffff) return null;
  return {
    domain,
    bus: hexadecimal(parts[2]),
    device: hexadecimal(parts[3]) ?? 0,
    function: hexadecimal(parts[4]) ?? 0,
  };
}

/** `dddd:bb`. */
export function readBus(word: string): { readonly domain: number; readonly bus: number } | null {
  const parts = /^([0-9a-f]{4,8}):([0-9a-f]{2})$/i.exec(word);
  const domain = hexadecimal(parts?.[1]);
  const bus = hexadecimal(parts?.[2]);
  return domain === null || bus === null || domain > 0x7fffffff ? null : { domain, bus };
}

/** `vvvv:dddd`, without its brackets. */
export function readId(word: string): PciId | null {
  const parts = /^([0-9a-f]{4}):([0-9a-f]{4})$/i.exec(word);
  const vendor = hexadecimal(parts?.[1]);
  const device = hexadecimal(parts?.[2]);
  return vendor === null || device === null ? null : { vendor, device };
}

/** The form of a name; whether it is reserved is another question. */
export function isNameForm(word: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(word);
}

/** The three forms of a reference. N is not bounded here: whether there are so many functions is the binder's business. */
export function readRef(word: string): { readonly name: string; readonly virtualFunction: number | '*' | null } | null {
  const parts = /^([A-Za-z_][A-Za-z0-9_]*)(?:\.vf([0-9]{1,9}|\*))?$/.exec(word);
  const name = parts?.[1];
  if (name === undefined) return null;
  const index = parts?.[2];
  if (index === undefined) return { name, virtualFunction: null };
  return { name, virtualFunction: index === '*' ? '*' : Number(index) };
}

function hexadecimal(digits: string | undefined): number | null {
  return digits === undefined ? null : Number.parseInt(digits, 16);
}
