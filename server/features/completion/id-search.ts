// How well an id and its name fit what was typed: a piece of a number, or of a name as people write it ("connectx-6 dx",
// "connectx6", "switchtec"). Editors cut such text into words of their own, so the list is searched here.

import type { NumberedName, PciNames } from '../pci-names';
import { MOST_ITEMS } from './completion';

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
}

export interface Wanted {
  readonly words: string;
  readonly pieces: readonly string[];
}

export function wantedOf(typed: string): Wanted {
  const words = typed.trim().toLowerCase();
  return { words, pieces: words.split(/\s+/) };
}

/** A number from its start, a whole word, the start of one, a part of one, all that was typed in any order. */
function rankOf({ hex, words }: Searchable, wanted: Wanted): number {
  if (hex.startsWith(wanted.words)) return 0;
  const at = words.indexOf(wanted.words);
  if (at >= 0) return rankInside(words, at, wanted.words);
  if (hex.includes(wanted.words)) return 4;
  return wanted.pieces.length > 1 && wanted.pieces.every((piece) => words.includes(piece)) ? 5 : NO_MATCH;
}

/** The best of its places: "GA100 [A100 PCIe 40GB]" has A100 as a word of its own, too. */
function rankInside(words: string, first: number, wanted: string): number {
  let best = 3;
  for (let at = first; at >= 0; at = words.indexOf(wanted, at + 1)) {
    if (isLetter(words.charCodeAt(at - 1))) continue;
    if (!isLetter(words.charCodeAt(at + wanted.length))) return 1;
    best = 2;
  }
  return best;
}

/** A small letter or a digit; NaN, which stands beyond either end, is none. */
function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

export function fits(id: number, name: string, wanted: Wanted): number {
  return rankOf(searchable(0, null, { id, name }), wanted);
}

function searchable(vendor: number, device: number | null, { id, name }: NumberedName): Searchable {
  return { vendor, device, name, hex: hex(id), words: name.toLowerCase() };
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
  return found(indexOf(names).vendors, wanted);
}

/** Of one vendor after the other. */
export function findDevices(names: PciNames, vendors: readonly number[], wanted: Wanted): readonly Found[] {
  if (wanted.words === '') return vendors.flatMap((vendor) => firstDevices(names, vendor));
  const all = vendors.map((vendor) => devicesOf(names, vendor));
  const fitting = all.flatMap((devices) => found(devices, wanted));
  return fitting.length > 0 ? fitting : all.flatMap((devices) => foundBare(devices, wanted));
}

/** A list of all has no more than fit into it. */
function firstDevices(names: PciNames, vendor: number): readonly Found[] {
  const devices = names.devices(vendor).slice(0, MOST_ITEMS);
  return devices.map(({ id, name }) => ({ vendor, device: id, name, rank: 0 }));
}

function found(all: readonly Searchable[], wanted: Wanted): readonly Found[] {
  const list: Found[] = [];
  for (const each of all) {
    const rank = rankOf(each, wanted);
    if (rank !== NO_MATCH) list.push({ vendor: each.vendor, device: each.device, name: each.name, rank });
  }
  return list;
}

const SHORTEST_BARE = 3;

/** By letters and digits alone: "connectx6" is ConnectX-6. */
function foundBare(all: readonly Searchable[], { words }: Wanted): readonly Found[] {
  const bare = bareOf(words);
  if (bare.length < SHORTEST_BARE) return [];
  return all.flatMap((each): readonly Found[] =>
    bareOf(each.words).includes(bare) ? [{ vendor: each.vendor, device: each.device, name: each.name, rank: 6 }] : [],
  );
}

function bareOf(words: string): string {
  return words.replace(/[^a-z0-9]+/g, '');
}

export function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}
