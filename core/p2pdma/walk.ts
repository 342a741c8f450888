// The walk from provider and client up to their nearest common function, identical in every kernel from 4.20 to 7.3:
// the distance, and the functions on the path whose ACS control redirects. Only what follows from it has changed.

import type { RedirectRule, PathPosition } from '../kernel/version';
import type { Machine } from '../machine';
import type { AcsState } from '../pci/acs';
import type { Topology } from '../pci/topology';
import type { TraceStep } from './verdict';

export type Hop = TraceStep & { readonly step: 'hop' };

export interface Walk {
  /** Provider side upwards, then client side upwards; the common function belongs to the provider's side. */
  readonly hops: readonly Hop[];
  readonly commonBridge: number | null;
  /** Edges over the common function; without one, the functions of both ways up. */
  readonly distance: number;
  /** Functions of the common path that redirect, in the kernel's order; empty without a common function. */
  readonly redirects: readonly number[];
  /** Those of which it is not known whether they redirect. */
  readonly undecided: readonly number[];
  /** Those that do not redirect only because firmware is assumed to have left no bits. */
  readonly assumed: readonly number[];
}

/** Linear in the depth of the tree. */
export function walk(machine: Machine, provider: number, client: number): Walk {
  const common = nearestCommon(machine.topology, provider, client);
  const hops: Hop[] = [];
  const findings: Findings = { redirects: [], undecided: [], assumed: [] };
  climb(machine, 'provider', provider, common, hops, findings);
  climb(machine, 'client', client, common, hops, findings);
  const path = common === null ? NOTHING : findings;
  return { hops, commonBridge: common, distance: common === null ? hops.length : hops.length - 1, ...path };
}

interface Findings {
  readonly redirects: number[];
  readonly undecided: number[];
  readonly assumed: number[];
}

const NOTHING: Findings = { redirects: [], undecided: [], assumed: [] };

/** pci_upstream_bridge(); null on a root bus. */
function upstream(topology: Topology, index: number): number | null {
  return topology.functions[index]?.upstreamBridge ?? null;
}

function depth(topology: Topology, index: number): number {
  let count = 0;
  for (let at: number | null = index; at !== null; at = upstream(topology, at)) count += 1;
  return count;
}

/** Every function is its own ancestor, so a bridge above the other function, or the function itself, may be it. */
export function nearestCommon(topology: Topology, provider: number, client: number): number | null {
  let left: number | null = provider;
  let right: number | null = client;
  let ahead = depth(topology, provider) - depth(topology, client);
  for (; ahead > 0 && left !== null; ahead -= 1) left = upstream(topology, left);
  for (; ahead < 0 && right !== null; ahead += 1) right = upstream(topology, right);
  while (left !== right && left !== null && right !== null) {
    left = upstream(topology, left);
    right = upstream(topology, right);
  }
  return left;
}

/** The provider's side ends with the common function, the client's side below it; without one, both end at the root bus. */
function climb(
  machine: Machine,
  side: 'provider' | 'client',
  from: number,
  common: number | null,
  hops: Hop[],
  findings: Findings,
): void {
  const rule = machine.settings.kernel.p2pdma.redirects;
  const known = hopsOf(machine);
  for (let at: number | null = from; at !== null; at = upstream(machine.topology, at)) {
    const isCommon = at === common;
    if (isCommon && side === 'client') return;
    const acs = machine.acs[at] ?? null;
    const position = isCommon ? 'common' : side;
    const hop: Hop = known[position].get(at) ?? remember(known[position], hopAt(machine, at, side, isCommon));
    hops.push(hop);
    const { redirects } = hop;
    if (redirects === true) findings.redirects.push(at);
    else if (redirects === null) findings.undecided.push(at);
    else if (acs !== null && wouldRedirect(rule, acs, position)) findings.assumed.push(at);
    if (isCommon) return;
  }
}

/** What stands at a function is the same for every pair whose walk comes through it in the same position. */
type KnownHops = Readonly<Record<PathPosition, Map<number, Hop>>>;

const knownHops = new WeakMap<Machine, KnownHops>();

function hopsOf(machine: Machine): KnownHops {
  const known = knownHops.get(machine);
  if (known !== undefined) return known;
  const made: KnownHops = { provider: new Map(), client: new Map(), common: new Map() };
  knownHops.set(machine, made);
  return made;
}

function remember(known: Map<number, Hop>, hop: Hop): Hop {
  known.set(hop.function, hop);
  return hop;
}

function hopAt(machine: Machine, at: number, side: 'provider' | 'client', isCommon: boolean): Hop {
  const acs = machine.acs[at] ?? null;
  return {
    step: 'hop',
    side,
    function: at,
    upstreamBridge: upstream(machine.topology, at),
    common: isCommon,
    acs,
    redirects: redirectsAt(machine.settings.kernel.p2pdma.redirects, acs, isCommon ? 'common' : side),
  };
}

/** null: hinges on an id that is not known. */
export function redirectsAt(rule: RedirectRule, acs: HopWord | null, position: PathPosition): boolean | null {
  if (acs === null || acs.quirk === 'sunrise-point') return false;
  if (rule(acs.control & ~acs.unknown, position)) return true;
  return rule(acs.control | acs.unknown, position) ? null : false;
}

/** Whether the function would redirect, had firmware left its bits set. */
function wouldRedirect(rule: RedirectRule, acs: HopWord, position: PathPosition): boolean {
  return acs.quirk !== 'sunrise-point' && rule(acs.control | acs.assumed, position);
}

type HopWord = Pick<AcsState, 'control' | 'assumed' | 'unknown' | 'quirk'>;
