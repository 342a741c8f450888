// Whom a kernel takes for a host bridge, and what its whitelist says of that one. Both may be unknown, where the
// description does not say what stands at 00.0.

import type { P2pdmaRules } from '../kernel/version';
import type { WhitelistEntry } from '../kernel/whitelist';
import type { PciId } from '../pci/id';
import type { HostBridge, Topology } from '../pci/topology';
import type { Listing, Missing, TraceStep } from './verdict';

export type Representative = (TraceStep & { readonly step: 'representative' })['representative'];

/** The function that stands for the host bridge on a kernel with this rule. */
export function representativeOf(
  topology: Topology,
  hostBridge: HostBridge,
  rule: P2pdmaRules['representative'],
): Representative {
  const index = hostBridge.rootFunctions[0];
  const first = index === undefined ? undefined : topology.functions[index];
  if (first !== undefined && first.address.device === 0 && first.address.function === 0) {
    return { kind: 'function', function: first.index, id: first.id };
  }
  if (hostBridge.unwritten.kind === 'id') return { kind: 'unwritten', id: hostBridge.unwritten.id };
  if (hostBridge.unwritten.kind === 'unknown') return { kind: 'unknown' };
  const countsAnywhere = rule === 'first-if-00.0-or-root-port' && first?.kind === 'root_port';
  return countsAnywhere ? { kind: 'function', function: first.index, id: first.id } : { kind: 'none' };
}

/** The id that the whitelist is asked for; null: there is none, or it is not known. */
export function representativeId(representative: Representative): PciId | null {
  return representative.kind === 'function' || representative.kind === 'unwritten' ? representative.id : null;
}

export function whitelistEntry(table: readonly WhitelistEntry[], id: PciId): WhitelistEntry | null {
  return (
    table.find((entry) => entry.vendor === id.vendor && (entry.device === null || entry.device === id.device)) ?? null
  );
}

export interface HostBridgeListing {
  readonly representative: Representative;
  readonly listed: Listing;
  /** Why `listed` is unknown. */
  readonly missing: Missing | null;
}

/** What the machine's kernel makes of one host bridge, whatever the pair. */
export function listHostBridge(topology: Topology, hostBridge: HostBridge, rules: P2pdmaRules): HostBridgeListing {
  const representative = representativeOf(topology, hostBridge, rules.representative);
  if (representative.kind === 'none') return { representative, listed: 'no', missing: null };
  if (representative.kind === 'unknown') {
    return unknown(representative, { missing: 'function at 00.0', hostBridge: hostBridge.index });
  }
  const { id } = representative;
  if (representative.kind === 'function' && id === null) {
    return unknown(representative, { missing: 'PCI id', function: representative.function });
  }
  const scope = id === null ? 'no' : (whitelistEntry(rules.whitelist, id)?.scope ?? 'no');
  if (scope === 'unknown') return unknown(representative, { missing: 'whitelist entry', hostBridge: hostBridge.index });
  return { representative, listed: scope, missing: null };
}

function unknown(representative: Representative, missing: Missing): HostBridgeListing {
  return { representative, listed: 'unknown', missing };
}

/** Whether the host bridge lets a pair through; an entry of unknown scope does where both are below it. */
export function acceptsPair(listing: HostBridgeListing, sameHostBridge: boolean): boolean | null {
  if (listing.listed === 'any') return true;
  if (listing.listed === 'same-host-bridge') return sameHostBridge;
  if (listing.listed === 'no') return false;
  return listing.missing?.missing === 'whitelist entry' && sameHostBridge ? true : null;
}
