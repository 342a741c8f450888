// What may stand after `=`: first what the kernel decides for the query as it stands, then everything else that fits.

import type { Analysis } from '../../language/analysis';
import { MAP_TYPES } from '../../language/keywords';
import { actualAnswer } from './actual-answer';
import { entries, type Entries, type Entry } from './completion';
import type { CursorPlace } from './cursor-place';
import type { Slot, Values } from './form';
import { publisherEntries } from './names';
import { sizeEntries } from './values';

type Query = Extract<Values, { of: 'answer' }>['query'];

const DECIDED = 'what the kernel decides';

const MAP_TYPE_MEANINGS: Readonly<Record<(typeof MAP_TYPES)[number], string>> = {
  bus_addr: 'below a common bridge, by bus addresses',
  thru_host_bridge: 'through the host bridge',
  supported: 'either way',
  not_supported: 'refused',
};

const ERRNO_MEANINGS: readonly (readonly [string, string])[] = [
  ['EREMOTEIO', 'the client cannot reach the memory'],
  ['EINVAL', 'the list or its mapping is invalid'],
  ['ENOMEM', 'no room for the mapping'],
  ['EIO', 'the mapping failed'],
];

const SEGMENT_MEANINGS: readonly (readonly [string, string])[] = [
  ['bus', 'a bus address: below a common bridge'],
  ['physical', 'a physical address'],
  ['iova', 'an address that the IOMMU translates'],
];

export function answerEntries(
  analysis: Analysis,
  place: CursorPlace,
  query: Query,
  { before }: Slot,
  taken: ReadonlySet<string>,
): Entries {
  const last = before.at(-1) ?? null;
  switch (query) {
    case 'pair':
      return last === null ? entries(mapTypeEntries(actualAnswer(analysis, place))) : entries([]);
    case 'map':
      return entries(mapEntries(analysis, place, last));
    case 'provider':
    case 'namespace':
      return chosenEntries(analysis, place, query, last, taken);
  }
}

function mapTypeEntries(actual: string | null): readonly Entry[] {
  const types = [...MAP_TYPES].sort((one, other) => Number(other === actual) - Number(one === actual));
  return types.map((label) => ({
    label,
    kind: 'value',
    description: label === actual ? DECIDED : MAP_TYPE_MEANINGS[label],
  }));
}

function mapEntries(analysis: Analysis, place: CursorPlace, last: string | null): readonly Entry[] {
  const segments = SEGMENT_MEANINGS.map(([label, description]): Entry => ({ label, kind: 'value', description }));
  if (last === ',') return segments;
  if (last !== null && SEGMENT_MEANINGS.some(([word]) => word === last)) return sizeEntries(place, 'segment');
  if (last !== null) return /^[0-9_]+$/.test(last) ? counted(last) : [];
  const range = wholeAnswer(place);
  return [...actualEntries(actualAnswer(analysis, place), range), ...segments, ...errnoEntries(range)];
}

function counted(number: string): readonly Entry[] {
  return [{ label: number === '1' ? 'segment' : 'segments', kind: 'value' }];
}

function chosenEntries(
  analysis: Analysis,
  place: CursorPlace,
  query: 'provider' | 'namespace',
  last: string | null,
  taken: ReadonlySet<string>,
): Entries {
  if (last !== null && last !== ',') return entries([]);
  const devices = publisherEntries(analysis, place.typed, taken);
  if (last === ',') return devices;
  const range = wholeAnswer(place);
  const actual = actualAnswer(analysis, place);
  const none: readonly Entry[] = [{ label: 'none', kind: 'value', description: 'no memory is chosen', ...range }];
  const errors = query === 'namespace' ? errnoEntries(range) : [];
  const others = [...devices.entries, ...none, ...errors].filter(({ label }) => label !== actual);
  return { ...devices, entries: [...actualEntries(actual, range), ...others] };
}

function errnoEntries(range: Pick<Entry, 'range'>): readonly Entry[] {
  return ERRNO_MEANINGS.map(([label, description]) => ({ label, kind: 'value', description, ...range }));
}

const LONGEST_LABEL = 40;

/** One that is too long for a row is labelled by what it begins with and how much it has. */
function actualEntries(actual: string | null, range: Pick<Entry, 'range'>): readonly Entry[] {
  if (actual === null) return [];
  if (actual.length <= LONGEST_LABEL) return [{ label: actual, kind: 'value', description: DECIDED, ...range }];
  const parts = actual.split(', ');
  const label = `${parts[0] ?? ''}, … (${String(parts.length)})`;
  const data = { kind: 'said', text: `${DECIDED}: ${actual}` } as const;
  return [{ label, kind: 'value', description: DECIDED, insert: actual, filterText: actual, data, ...range }];
}

/** An answer that stands there already is replaced as a whole, if it stands on the cursor's line. */
function wholeAnswer({ construct, range, parsed }: CursorPlace): Pick<Entry, 'range'> {
  if (construct === null || !('expected' in construct) || construct.expected === null) return {};
  const { end } = construct.expected;
  const isOneLine = end > range.end && !/[\r\n]/.test(parsed.text.slice(range.start, end));
  return isOneLine ? { range: { start: range.start, end } } : {};
}
