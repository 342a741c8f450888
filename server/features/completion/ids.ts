// PCI ids inside `[`: those that the machine has already, then vendors, and once a vendor is written its devices. What is
// typed may be a number or a piece of a name, of a vendor or a device, in either place. Whatever was typed stands before
// the words that an editor filters by: the list is chosen and ordered here, and asked for again with every character.

import { formatId, type PciId } from '../../../core/pci/id';
import type { Analysis } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import type { PciNames } from '../pci-names';
import { baseEvaluation } from '../places';
import { DESCRIPTION_LENGTH, entries, MOST_ITEMS, type Entries, type Entry } from './completion';
import type { CursorPlace } from './cursor-place';
import { declarationOf } from './devices';
import { findDevices, findVendors, fits, hex, NO_MATCH, wantedOf, type Found, type Wanted } from './id-search';

interface Brackets {
  /** Between the brackets; to the end of the word where the second is missing. */
  readonly range: TextRange;
  readonly typed: string;
  readonly closed: boolean;
}

export function idEntries(
  analysis: Analysis,
  place: CursorPlace,
  { allowNone, subsystem }: { readonly allowNone: boolean; readonly subsystem: boolean },
  names: PciNames | null,
): Entries {
  const brackets = bracketsAt(place);
  if (brackets === null) return entries([]);
  const { typed } = brackets;
  const vendor = /^\s*([0-9a-f]{4}):/i.exec(typed)?.[1] ?? null;
  const own = ownIds(analysis, place, subsystem).map((id): Named => ({ ...id, name: nameOf(id, names, subsystem) }));
  const found =
    vendor === null
      ? anywhere(own, wantedOf(typed), names, subsystem)
      : below(parseInt(vendor, 16), own, wantedOf(typed.slice(typed.indexOf(':') + 1)), names, subsystem);
  const list = found.map((each) => idEntry(each, brackets, subsystem));
  const wantsNone = allowNone && vendor === null && 'none'.startsWith(typed.trim());
  return entries(wantsNone ? withNone(list, own.length, brackets) : list, true);
}

interface Named extends PciId {
  readonly name: string;
}

function nameOf({ vendor, device }: PciId, names: PciNames | null, subsystem: boolean): string {
  return (subsystem ? null : names?.device(vendor, device)) ?? names?.vendor(vendor) ?? '';
}

type Candidate = Omit<Found, 'rank'>;

/** Ids of this vendor; of subsystems the list has no devices. */
function below(
  vendor: number,
  own: readonly Named[],
  wanted: Wanted,
  names: PciNames | null,
  subsystem: boolean,
): readonly Candidate[] {
  const ours = ranked(
    own.filter((each) => each.vendor === vendor),
    wanted,
    false,
  );
  const listed = names === null || subsystem ? [] : findDevices(names, [vendor], wanted);
  return bestOf(ours, listed);
}

/** Shorter than this a piece of a name fits devices without number. */
const SHORTEST_NAME = 4;

/** Vendors, the ids of this machine, and devices of every vendor by their names. */
function anywhere(
  own: readonly Named[],
  wanted: Wanted,
  names: PciNames | null,
  subsystem: boolean,
): readonly Candidate[] {
  const ours = ranked(own, wanted, true);
  if (names === null) return bestOf(ours, []);
  const vendors = findVendors(names, wanted);
  const isName = wanted.words.length >= SHORTEST_NAME && !subsystem;
  const devices = isName ? allDevices(names, wanted) : [];
  // A number is that of a vendor here, before it is that of a device.
  const later = devices.map((each) => (each.rank === 0 ? { ...each, rank: 4 } : each));
  return bestOf(ours, [...vendors, ...later]);
}

function allDevices(names: PciNames, wanted: Wanted): readonly Found[] {
  const vendors = names.vendors().map(({ id }) => id);
  return findDevices(names, vendors, wanted);
}

/** `whole`: the vendor's number counts, too. */
function ranked(own: readonly Named[], wanted: Wanted, whole: boolean): readonly Found[] {
  return own.flatMap(({ vendor, device, name }): readonly Found[] => {
    const byVendor = whole && hex(vendor).startsWith(wanted.words) ? 0 : NO_MATCH;
    const rank = Math.min(byVendor, fits(device, name, wanted));
    return rank === NO_MATCH ? [] : [{ vendor, device, name, rank }];
  });
}

/** Makers of what peer-to-peer DMA is done with. */
const COMMON: readonly number[] = [0x8086, 0x1022, 0x10de, 0x15b3, 0x144d, 0x11f8, 0x1000, 0x10b5, 0x14e4, 0x1002];

const COMMONNESS: ReadonlyMap<number, number> = new Map(COMMON.map((vendor, index) => [vendor, index]));

function commonness(vendor: number): number {
  return COMMONNESS.get(vendor) ?? COMMON.length;
}

/** By how well they fit, then what the machine has, then common makers; of names the shorter, which say least besides. */
function bestOf(own: readonly Found[], listed: readonly Found[]): readonly Candidate[] {
  const keyOf = ({ vendor, device }: Found): number => vendor * 0x20000 + (device ?? 0x10000);
  const ours = new Set(own.map(keyOf));
  // Sorted into shelves first: thousands fit a short word, and few of them are shown.
  const shelves = new Map<number, Found[]>();
  const put = (shelf: number, each: Found): void => {
    const known = shelves.get(shelf);
    if (known === undefined) shelves.set(shelf, [each]);
    else known.push(each);
  };
  for (const each of own) put(each.rank * SHELVES, each);
  for (const each of listed) if (!ours.has(keyOf(each))) put(each.rank * SHELVES + 1 + commonness(each.vendor), each);
  const best: Found[] = [];
  for (const shelf of [...shelves.keys()].sort((one, other) => one - other)) {
    const inOrder = shelf < SHELVES || shelf % SHELVES === 0;
    const each = shelves.get(shelf) ?? [];
    best.push(...(inOrder ? each : each.sort((one, other) => one.name.length - other.name.length)));
    if (best.length >= MOST_ITEMS) break;
  }
  return best.slice(0, MOST_ITEMS);
}

const SHELVES = COMMON.length + 2;

function idEntry({ vendor, device, name }: Candidate, brackets: Brackets, subsystem: boolean): Entry {
  const { range, typed, closed } = brackets;
  const label = device === null ? `${hex(vendor)}:` : formatId({ vendor, device });
  const end = closed || device === null ? '' : ']';
  return {
    label,
    kind: 'id',
    description: name === '' ? null : nameInBrackets(name),
    range,
    insert: `${label}${end}`,
    filterText: filterText(typed, `${label} ${name}`),
    data: { kind: 'id', vendor, device: subsystem ? null : device },
  };
}

/** Editors look no further than 128 characters. */
function filterText(typed: string, words: string): string {
  return `${typed}${typed === '' ? '' : ' '}${words}`.slice(0, 128);
}

/** Where the whole name has no room: `[ConnectX-6 Dx Flash Recovery]` is what people know it by. */
function nameInBrackets(name: string): string {
  if (name.length <= DESCRIPTION_LENGTH) return name;
  return /\[([^\]]+)\]/.exec(name)?.[1] ?? name;
}

function withNone(list: readonly Entry[], at: number, { range, typed, closed }: Brackets): readonly Entry[] {
  const none: Entry = {
    label: 'none',
    kind: 'value',
    description: 'nothing is at 00.0',
    range,
    insert: closed ? 'none' : 'none]',
    filterText: filterText(typed, 'none'),
  };
  return typed.trim() === '' ? [...list.slice(0, at), none, ...list.slice(at)] : [none, ...list];
}

const MOST_OWN = 20;

/** Those that the machine has, in the order of its functions, but for what is being written. */
function ownIds(analysis: Analysis, { parsed, construct }: CursorPlace, subsystem: boolean): readonly PciId[] {
  const written = declarationOf(analysis, parsed.uri, construct)?.index ?? null;
  const found = new Map<string, PciId>();
  for (const { id, subsystemId, origin } of baseEvaluation(analysis).machine.topology.functions) {
    const wanted = subsystem ? subsystemId : id;
    if (wanted !== null && origin !== written) found.set(formatId(wanted), wanted);
    if (found.size >= MOST_OWN) break;
  }
  return [...found.values()];
}

/** null: no bracket is open on this line. */
function bracketsAt({ parsed: { text }, offset }: CursorPlace): Brackets | null {
  const before = /\[([^[\]{}\r\n]*)$/.exec(text.slice(Math.max(0, offset - 200), offset));
  if (before === null) return null;
  const typed = before[1] ?? '';
  const behind = text.slice(offset, offset + 200);
  const rest = /^[^[\]{}"\r\n]*(?=\])/.exec(behind);
  const length = (rest ?? /^[\w.:*]*/.exec(behind))?.[0].length ?? 0;
  return { range: { start: offset - typed.length, end: offset + length }, typed, closed: rest !== null };
}
