// Which entries of an ACS option name a function. A class, because it is an index built once a boot: without it every
// function would be held against every entry, which a long list on a big machine makes slow.

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

const NO_MATCH: EntryMatch = { matched: null, undecided: [], shadowed: [] };

export class EntryIndex {
  readonly #topology: Topology;
  readonly #byAddress = new Map<string, AcsEntry[]>();
  readonly #byId: AcsEntry[] = [];
  readonly #byVendor = new Map<number, AcsEntry[]>();

  constructor(entries: readonly AcsEntry[], topology: Topology) {
    this.#topology = topology;
    for (const entry of entries) {
      if (entry.state !== 'applies' && entry.state !== 'flags-invalid') continue;
      if (entry.device.kind === 'path') add(this.#byAddress, pathKey(entry.device), entry);
      if (entry.device.kind === 'id') {
        this.#byId.push(entry);
        add(this.#byVendor, entry.device.vendor, entry);
      }
    }
  }

  match(device: PciFunction): EntryMatch {
    const candidates = this.#candidates(device);
    if (candidates.length === 0) return NO_MATCH;
    let matched: AcsEntry | null = null;
    const undecided: AcsEntry[] = [];
    const shadowed: number[] = [];
    for (const entry of candidates) {
      const matches = matchesDevice(entry.device, device, this.#topology);
      if (matches === false) continue;
      if (matched !== null) shadowed.push(entry.index);
      else if (matches === 'unknown') undecided.push(entry);
      else matched = entry;
    }
    return { matched, undecided, shadowed };
  }

  /** In the order of the list. */
  #candidates(device: PciFunction): readonly AcsEntry[] {
    const { address, id } = device;
    const devfn = deviceFunction(address);
    const exact = this.#byAddress.get(`${String(address.domain)}:${String(address.bus)}:${String(devfn)}`) ?? [];
    const below = this.#byAddress.get(`/${String(devfn)}`) ?? [];
    const ids = id === null ? this.#byId : vendorsOf(id.vendor).flatMap((vendor) => this.#byVendor.get(vendor) ?? []);
    if (exact.length + below.length + ids.length < 2) return exact.length > 0 ? exact : below.length > 0 ? below : ids;
    return [...exact, ...below, ...ids].sort((left, right) => left.index - right.index);
  }
}

/** 0 in an entry stands for every vendor. */
function vendorsOf(vendor: number): readonly number[] {
  return vendor === 0 ? [0] : [vendor, 0];
}

/** A path with several steps is found by the last one, the function itself. */
function pathKey(pattern: { readonly domain: number; readonly bus: number; readonly path: readonly number[] }): string {
  const last = String(pattern.path[pattern.path.length - 1]);
  if (pattern.path.length > 1) return `/${last}`;
  return `${String(pattern.domain)}:${String(pattern.bus)}:${last}`;
}

function add<Key>(map: Map<Key, AcsEntry[]>, key: Key, entry: AcsEntry): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [entry]);
  else list.push(entry);
}
