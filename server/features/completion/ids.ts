// PCI ids inside `[`: those that the machine has already, then vendors, and once a vendor is written its devices. What is
// typed may be a number or a piece of the name.

import { formatId, type PciId } from '../../../core/pci/id';
import type { Analysis } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import type { NumberedName, PciNames } from '../pci-names';
import { baseEvaluation } from '../places';
import { entries, limited, type Entries, type Entry } from './completion';
import type { CursorPlace } from './cursor-place';

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
  const { range, typed, closed } = brackets;
  const end = closed ? '' : ']';
  const vendor = /^([0-9a-f]{4}):/i.exec(typed)?.[1];
  const finished = (id: PciId): Entry => idEntry(id, names, range, end, subsystem);
  if (vendor !== undefined) return devicesOf(parseInt(vendor, 16), typed, analysis, finished, names, subsystem);
  const own = idsOf(analysis, subsystem).map(finished);
  const none: readonly Entry[] = allowNone
    ? [{ label: 'none', kind: 'value', detail: 'nothing is at 00.0', range, insert: `none${end}` }]
    : [];
  const vendors = limited(likelyFirst(names?.vendors() ?? [], typed), typed, wordsOf);
  const listed = vendors.items.map(({ id, name }): Entry => ({
    label: `${hex(id)}:`,
    kind: 'id',
    detail: name,
    range,
    filterText: wordsOf({ id, name }),
    data: { kind: 'id', vendor: id, device: null },
  }));
  return entries([...own, ...none, ...listed], vendors.incomplete);
}

/** Makers of what peer-to-peer DMA is done with. */
const COMMON: readonly number[] = [0x8086, 0x1022, 0x10de, 0x15b3, 0x144d, 0x11f8, 0x1000, 0x10b5, 0x14e4, 0x1002];

/** Those whose number or name begins as what is typed, then those that are common. */
function likelyFirst(vendors: readonly NumberedName[], typed: string): readonly NumberedName[] {
  const wanted = typed.toLowerCase();
  const rank = ({ id, name }: NumberedName): number => {
    const begins = name.toLowerCase().startsWith(wanted) || hex(id).startsWith(wanted);
    const common = COMMON.indexOf(id);
    return (begins ? 0 : 100) + (common < 0 ? COMMON.length : common);
  };
  return vendors
    .map((vendor) => ({ vendor, place: rank(vendor) }))
    .sort((one, other) => one.place - other.place)
    .map(({ vendor }) => vendor);
}

function devicesOf(
  vendor: number,
  typed: string,
  analysis: Analysis,
  finished: (id: PciId) => Entry,
  names: PciNames | null,
  subsystem: boolean,
): Entries {
  const own = idsOf(analysis, subsystem).filter((id) => id.vendor === vendor);
  const known = new Set(own.map(({ device }) => device));
  // Of subsystems the list has the vendors alone.
  const listed = subsystem ? [] : (names?.devices(vendor) ?? []).filter(({ id }) => !known.has(id));
  const devices = limited(listed, typed.slice('vvvv:'.length), wordsOf);
  return entries(
    [...own.map(finished), ...devices.items.map(({ id }) => finished({ vendor, device: id }))],
    devices.incomplete,
  );
}

function idEntry(id: PciId, names: PciNames | null, range: TextRange, end: string, subsystem: boolean): Entry {
  const label = formatId(id);
  const vendor = names?.vendor(id.vendor) ?? null;
  const device = subsystem ? null : (names?.device(id.vendor, id.device) ?? null);
  return {
    label,
    kind: 'id',
    detail: device ?? vendor,
    range,
    insert: `${label}${end}`,
    filterText: [label, vendor, `${hex(id.vendor)}:${device ?? ''}`].filter((word) => word !== null).join(' '),
    data: { kind: 'id', vendor: id.vendor, device: subsystem ? null : id.device },
  };
}

function wordsOf({ id, name }: NumberedName): string {
  return `${hex(id)} ${name}`;
}

function hex(id: number): string {
  return id.toString(16).padStart(4, '0');
}

const MOST_OWN = 20;

/** Those that the machine has, in the order of its functions. */
function idsOf(analysis: Analysis, subsystem: boolean): readonly PciId[] {
  const found = new Map<string, PciId>();
  for (const { id, subsystemId } of baseEvaluation(analysis).machine.topology.functions) {
    const wanted = subsystem ? subsystemId : id;
    if (wanted !== null) found.set(formatId(wanted), wanted);
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
