// How well an id and its name fit what was typed: a piece of a number, or of a name as people write it ("connectx-6 dx",
// "connectx6", "switchtec"). Editors cut such text into words of their own, so the list is searched here.

import type { NumberedName, PciNames } from '../pci-names';

export interface Found {
  readonly vendor: number;
  /** null: the vendor itself. */
  readonly device: number | null;
  readonly name: string;
  /** Lower fits better. */
  readonly rank: number;
}

/** In place of a rank: it does not fit. */
export const NO_MATCH = 9;

interface Searchable {
  readonly vendor: number;
  readonly device: number | null;
  readonly name: string;
  readonly hex: string;
  /** In small letters. */
  readonly words: string;
  /** Letters and digits alone. */
  readonly bare: string;
}

export interface Wanted {
  readonly words: string;
  readonly pieces: readonly string[];
  readonly bare: string;
}

export function wantedOf(typed: string): Wanted {
  const words = typed.trim().toLowerCase();
  return { words, pieces: words.split(/\s+/).filter((piece) => piece !== ''), bare: bareOf(words) };
}

function bareOf(words: string): string {
  return words.replace(/[^a-z0-9]+/g, '');
}

/** A number from its start, a whole word, the start of one, a part of one, all that was typed in any order. */
function rankOf({ hex, words, bare }: Searchable, wanted: Wanted): number {
  if (wanted.words === '' || hex.startsWith(wanted.words)) return 0;
  const at = words.indexOf(wanted.words);
  if (at >= 0) return rankInside(words, at, wanted.words.length);
  if (hex.includes(wanted.words)) return 4;
  if (wanted.pieces.length > 1 && wanted.pieces.every((piece) => words.includes(piece))) return 5;
  return wanted.bare.length > 2 && bare.includes(wanted.bare) ? 6 : NO_MATCH;
}

/** The best of its places: "GA100 [A100 PCIe 40GB]" has A100 as a word of its own, too. */
function rankInside(words: string, first: number, length: number): number {
  let best = 3;
  for (let at = first; at >= 0; at = words.indexOf(words.slice(first, first + length), at + 1)) {
    if (isLetter(words[at - 1])) continue;
    if (!isLetter(words[at + length])) return 1;
    best = 2;
  }
  return best;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[a-z0-9]/.test(character);
}

export function fits(id: number, name: string, wanted: Wanted): number {
  return rankOf(searchable(0, null, { id, name }), wanted);
}

function searchable(vendor: number, device: number | null, { id, name }: NumberedName): Searchable {
  const words = name.toLowerCase();
  return { vendor, device, name, hex: hex(id), words, bare: bareOf(words) };
}

interface Index {
  readonly vendors: readonly Searchable[];
  readonly devices: Map<number, readonly Searchable[]>;
}

const indices = new WeakMap<PciNames, Index>();

function indexOf(names: PciNames): Index {
  const known = indices.get(names);
  if (known !== undefined) return known;
  const index = {
    vendors: names.vendors().map((each) => searchable(each.id, null, each)),
    devices: new Map<number, readonly Searchable[]>(),
  };
  indices.set(names, index);
  return index;
}

function devicesOf(names: PciNames, vendor: number): readonly Searchable[] {
  const { devices } = indexOf(names);
  const known = devices.get(vendor);
  if (known !== undefined) return known;
  const made = names.devices(vendor).map((each) => searchable(vendor, each.id, each));
  devices.set(vendor, made);
  return made;
}

export function findVendors(names: PciNames, wanted: Wanted): readonly Found[] {
  return ranked(indexOf(names).vendors, wanted);
}

export function findDevices(names: PciNames, vendor: number, wanted: Wanted): readonly Found[] {
  return ranked(devicesOf(names, vendor), wanted);
}

function ranked(all: readonly Searchable[], wanted: Wanted): readonly Found[] {
  return all.flatMap((each): readonly Found[] => {
    const rank = rankOf(each, wanted);
    return rank === NO_MATCH ? [] : [{ vendor: each.vendor, device: each.device, name: each.name, rank }];
  });
}

export function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
