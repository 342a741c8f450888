// Which entries of an ACS option name a function. An index built once a boot: without it every function would be held
// against every entry, which a long list on a big machine makes slow.

import type { AcsEntry } from './commandline';
import { matchesDevice } from './device-pattern';
import { deviceFunction } from '../pci/address';
import type { PciFunction, Topology } from '../pci/topology';

export interface EntryMatch {
  /** The first entry that certainly names the function and that the kernel's scan reaches; null: none. */
  readonly matched: AcsEntry | null;
  /** Entries before it that may name the function, which hinges on an id that is not known. */
  readonly undecided: readonly AcsEntry[];
  /** Indices of entries behind the matched one that name the function too. */
  readonly shadowed: readonly number[];
}

const NONE: readonly AcsEntry[] = [];

export const NO_MATCH: EntryMatch = { matched: null, undecided: [], shadowed: [] };

/** Which of these entries name a function; built once a boot, then a lookup for each function. */
export function indexEntries(entries: readonly AcsEntry[], topology: Topology): (device: PciFunction) => EntryMatch {
  const index = buildIndex(entries);
  return (device) => {
    const candidates = candidatesFor(index, device);
    if (candidates.length === 0) return NO_MATCH;
    const first = candidates.findIndex((entry) => matchesDevice(entry.device, device, topology) !== false);
    return first < 0 ? NO_MATCH : matchFrom(first, candidates, device, topology);
  };
}

function matchFrom(
  first: number,
  candidates: readonly AcsEntry[],
  device: PciFunction,
  topology: Topology,
): EntryMatch {
  let matched: AcsEntry | null = null;
  const undecided: AcsEntry[] = [];
  const shadowed: number[] = [];
  for (const entry of candidates.slice(first)) {
    const matches = matchesDevice(entry.device, device, topology);
    if (matches === false) continue;
    if (matched !== null) shadowed.push(entry.index);
    else if (matches === 'unknown') undecided.push(entry);
    else matched = entry;
  }
  return { matched, undecided, shadowed };
}

interface Index {
  /** Entries that name one function, by its address. */
  readonly byAddress: ReadonlyMap<number, readonly AcsEntry[]>;
  /** Entries with a path, by the devfn of its last step. */
  readonly byLastStep: ReadonlyMap<number, readonly AcsEntry[]>;
  readonly byId: readonly AcsEntry[];
  readonly byVendor: ReadonlyMap<number, readonly AcsEntry[]>;
}

function buildIndex(entries: readonly AcsEntry[]): Index {
  const byAddress = new Map<number, AcsEntry[]>();
  const byLastStep = new Map<number, AcsEntry[]>();
  const byId: AcsEntry[] = [];
  const byVendor = new Map<number, AcsEntry[]>();
  for (const entry of entries) {
    if (entry.state !== 'applies' && entry.state !== 'flags-invalid') continue;
    const { device } = entry;
    if (device.kind === 'path') {
      const last = device.path[device.path.length - 1] ?? 0;
      if (device.path.length > 1) add(byLastStep, last, entry);
      else add(byAddress, addressKey(device.domain, device.bus, last), entry);
    }
    if (device.kind === 'id') {
      byId.push(entry);
      add(byVendor, device.vendor, entry);
    }
  }
  return { byAddress, byLastStep, byId, byVendor };
}

/** In the order of the list. */
function candidatesFor(index: Index, device: PciFunction): readonly AcsEntry[] {
  const { domain, bus } = device.address;
  const devfn = deviceFunction(device.address);
  const exact = index.byAddress.get(addressKey(domain, bus, devfn)) ?? NONE;
  const below = index.byLastStep.get(devfn) ?? NONE;
  const ids = index.byId.length === 0 ? NONE : idCandidates(index, device);
  if (below.length === 0 && ids.length === 0) return exact;
  if (exact.length === 0 && below.length === 0) return ids;
  return [...exact, ...below, ...ids].sort((left, right) => left.index - right.index);
}

function idCandidates({ byId, byVendor }: Index, { id }: PciFunction): readonly AcsEntry[] {
  if (id === null) return byId;
  const own = byVendor.get(id.vendor) ?? NONE;
  // 0 in an entry stands for every vendor.
  const every = id.vendor === 0 ? NONE : (byVendor.get(0) ?? NONE);
  if (every.length === 0) return own;
  return [...own, ...every].sort((left, right) => left.index - right.index);
}

/** Numbers are quicker to look up than texts, and this is done for every function. */
function addressKey(domain: number, bus: number, devfn: number): number {
  return domain * 0x10000 + bus * 0x100 + devfn;
}

function add<Key>(map: Map<Key, AcsEntry[]>, key: Key, entry: AcsEntry): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}
