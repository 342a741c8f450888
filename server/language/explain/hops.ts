// The path of a pair as a person follows it: from the provider up to the common bridge and down to the client, or over
// the host bridges where there is none. The trace lists both sides upwards, as the kernel walks; here the client's is turned.

import type { CommandLineEffect, Machine } from '../../../core/machine';
import type { Verdict } from '../../../core/p2pdma/verdict';
import { type AcsFlag, acsFlags } from '../../../core/pci/acs';
import { formatAddress } from '../../../core/pci/address';
import { formatId } from '../../../core/pci/id';
import { functionAt, hostBridgeAddress, hostBridgeAt } from './names';
import { REDIRECT_BITS, representativeId } from './reason';
import { listedAfter, listedSince } from './releases';
import { type StepOf, steps } from './trace';

export interface Hop {
  readonly role: 'provider' | 'bridge' | 'common-bridge' | 'host-bridge' | 'client';
  readonly name: string;
  /** `0000:03:00.0`; of a host bridge `0000:00`. */
  readonly address: string;
  readonly kind: string;
  /** Control flags that are set; null: no ACS capability, or a host bridge. */
  readonly acs: readonly AcsFlag[] | null;
  /** Redirects, and the kernel counts it on this path. */
  readonly redirects: boolean;
  /** A few words; empty: nothing special. */
  readonly note: string;
  /** Index of its declaration. */
  readonly origin: number;
}

export function explainHops(machine: Machine, verdict: Verdict): readonly Hop[] {
  const walk = steps(verdict, 'hop');
  const provider = walk.filter((hop) => hop.side === 'provider');
  const client = walk.filter((hop) => hop.side === 'client' && !hop.common).reverse();
  const between = verdict.commonBridge === null ? hostBridgeHops(machine, verdict) : [];
  const functionHop = (hop: StepOf<'hop'>): Hop => explainFunctionHop(machine, verdict, hop);
  return [...provider.map(functionHop), ...between, ...client.map(functionHop)];
}

/** The host bridges that were asked, the provider's first; also where there is a common bridge with a redirect. */
export function hostBridgeHops(machine: Machine, verdict: Verdict): readonly Hop[] {
  const indices = [verdict.provider, verdict.client].map((index) => functionAt(machine, index).hostBridge);
  return [...new Set(indices)].map((index) => {
    const hostBridge = hostBridgeAt(machine, index);
    return {
      role: 'host-bridge',
      name: hostBridge.name,
      address: hostBridgeAddress(hostBridge),
      kind: 'host_bridge',
      acs: null,
      redirects: false,
      note: hostBridgeNote(machine, verdict, index),
      origin: hostBridge.origin,
    };
  });
}

function explainFunctionHop(machine: Machine, verdict: Verdict, hop: StepOf<'hop'>): Hop {
  const pciFunction = functionAt(machine, hop.function);
  return {
    role: role(verdict, hop),
    name: pciFunction.name,
    address: formatAddress(pciFunction.address),
    kind: pciFunction.kind,
    acs: hop.acs === null ? null : acsFlags(hop.acs.control),
    redirects: verdict.commonBridge !== null && hop.redirects === true,
    note: functionNotes(machine, verdict, hop).join(', '),
    origin: pciFunction.origin,
  };
}

function role(verdict: Verdict, hop: StepOf<'hop'>): Hop['role'] {
  if (hop.function === verdict.provider) return 'provider';
  if (hop.function === verdict.client) return 'client';
  return hop.common ? 'common-bridge' : 'bridge';
}

export const PINNED_NOTE = 'pinned in the file';

function functionNotes(machine: Machine, verdict: Verdict, hop: StepOf<'hop'>): readonly string[] {
  const notes: string[] = [];
  if (hop.common && verdict.provider !== verdict.client) notes.push('common bridge');
  if (hop.acs === null) return notes;
  const written = effectsByFunction(machine).get(hop.function) ?? [];
  notes.push(...written.map(effectNote).filter((note) => note !== ''));
  if (hop.acs.from === 'pinned') notes.push(PINNED_NOTE);
  if (hop.redirects === null) notes.push('id not known: may be cleared by the command line');
  const assumed = verdict.assumes.some((assumption) => assumption.function === hop.function);
  if (assumed) notes.push('firmware assumed none');
  if (hop.acs.quirk === 'sunrise-point') notes.push('redirect not seen: control word of Sunrise Point is elsewhere');
  return notes;
}

/** A machine is a value that never changes, and every hop of every proof asks. */
const effects = new WeakMap<Machine, ReadonlyMap<number, readonly CommandLineEffect[]>>();

export function effectsByFunction(machine: Machine): ReadonlyMap<number, readonly CommandLineEffect[]> {
  const known = effects.get(machine);
  if (known !== undefined) return known;
  const made = new Map<number, CommandLineEffect[]>();
  for (const effect of machine.commandLineEffects) {
    const list = made.get(effect.function);
    if (list === undefined) made.set(effect.function, [effect]);
    else list.push(effect);
  }
  effects.set(machine, made);
  return made;
}

function effectNote(effect: CommandLineEffect): string {
  if (effect.outcome !== 'applied') return '';
  const redirected = (effect.before & REDIRECT_BITS) !== 0;
  const redirects = (effect.after & REDIRECT_BITS) !== 0;
  if (redirected && !redirects) return `cleared by ${effect.option}`;
  if (effect.option === 'disable_acs_redir' && redirects) return 'disable_acs_redir does not clear it on this kernel';
  return `set by ${effect.option}`;
}

function hostBridgeNote(machine: Machine, verdict: Verdict, index: number): string {
  const asked = steps(verdict, 'whitelist').find((step) => step.hostBridge === index);
  const id = representativeId(machine, verdict, index);
  const speaks = steps(verdict, 'representative').find((step) => step.hostBridge === index);
  if (speaks?.representative.kind === 'none') return 'nothing speaks for it';
  if (speaks?.representative.kind === 'unknown') return 'function at 00.0 not known';
  if (asked === undefined) return verdict.rule === 'cpu' ? 'accepted by the CPU' : '';
  if (id === null) return asked.listed === 'no' ? 'not listed' : '';
  if (asked.listed === 'no') {
    const later = listedAfter(machine.settings.kernel, id);
    return `${formatId(id)} not listed${later === null ? '' : ` before ${later}`}`;
  }
  const since = listedSince(id);
  const scope = asked.listed === 'same-host-bridge' ? ', for pairs below it only' : '';
  return `${formatId(id)} listed${since === null ? '' : ` since ${since}`}${scope}`;
}
