// Which entries of an ACS option name a function. A class, because it is an index built once a boot: without it every
// function would be held against every entry, which a long list on a big machine makes slow.

import type { AcsEntry } from './commandline';
import type { DevicePattern } from './device-pattern';
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

const NO_MATCH: EntryMatch = { matched: null, undecided: [], shadowed: [] };

export class EntryIndex {
  readonly #topology: Topology;
  /** Entries that name one function, by its address. */
  readonly #byAddress = new Map<number, AcsEntry[]>();
  /** Entries with a path, by the devfn of its last step. */
  readonly #byLastStep = new Map<number, AcsEntry[]>();
  readonly #byId: AcsEntry[] = [];
  readonly #byVendor = new Map<number, AcsEntry[]>();

  constructor(entries: readonly AcsEntry[], topology: Topology) {
    this.#topology = topology;
    for (const entry of entries) {
      if (entry.state !== 'applies' && entry.state !== 'flags-invalid') continue;
      if (entry.device.kind === 'path') this.#addPath(entry, entry.device);
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

  #addPath(entry: AcsEntry, pattern: DevicePattern & { readonly kind: 'path' }): void {
    const last = pattern.path[pattern.path.length - 1] ?? 0;
    if (pattern.path.length > 1) add(this.#byLastStep, last, entry);
    else add(this.#byAddress, addressKey(pattern.domain, pattern.bus, last), entry);
  }

  /** In the order of the list. */
  #candidates(device: PciFunction): readonly AcsEntry[] {
    const { domain, bus } = device.address;
    const devfn = deviceFunction(device.address);
    const exact = this.#byAddress.get(addressKey(domain, bus, devfn)) ?? NONE;
    const below = this.#byLastStep.get(devfn) ?? NONE;
    const ids = this.#byId.length === 0 ? NONE : this.#idCandidates(device);
    if (below.length === 0 && ids.length === 0) return exact;
    return [...exact, ...below, ...ids].sort((left, right) => left.index - right.index);
  }

  #idCandidates(device: PciFunction): readonly AcsEntry[] {
    const { id } = device;
    return id === null ? this.#byId : vendorsOf(id.vendor).flatMap((vendor) => this.#byVendor.get(vendor) ?? NONE);
  }
}

/** 0 in an entry stands for every vendor. */
function vendorsOf(vendor: number): readonly number[] {
  return vendor === 0 ? [0] : [vendor, 0];
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
