// The kernel parameter that takes ACS redirect off a pair's path, for the machine's own kernel version, proved by
// deciding the pair again.

import type { AcsOptionName } from '../kernel/commandline';
import type { Machine } from '../machine';
import type { Verdict } from './verdict';

export interface Repair {
  readonly option: AcsOptionName;
  /** The option alone, as one types it after GRUB_CMDLINE_LINUX: `pci=disable_acs_redir=0000:02:00.0;0000:02:01.0`. */
  readonly parameter: string;
  /** The whole command line with it: the option replaced where there was one, added where there was none. */
  readonly commandLine: string;
  /** Functions that the parameter has to name, in the kernel's order. */
  readonly functions: readonly number[];
  /** Those of them whose ACS is pinned in the description and must become `acs auto`. */
  readonly makeAuto: readonly number[];
  /** By function: ACS control bits that are set now and would be lost besides RR, CR and EC. */
  readonly price: readonly { readonly function: number; readonly lost: number }[];
  /** The pair after the repair. */
  readonly verdict: Verdict;
}

export type RepairRefusal =
  /** ACS redirect is not what stands in the way. */
  | { readonly reason: 'no-redirect' }
  /** No parameter of this kernel clears the bits; `firstKernel` is the first later release that can (null: none). */
  | { readonly reason: 'kernel-cannot'; readonly firstKernel: string | null };

export interface RepairProposal {
  /** Best first; empty: see refusal. */
  readonly repairs: readonly Repair[];
  readonly refusal: RepairRefusal | null;
}

export function proposeRepair(_machine: Machine, _provider: number, _client: number): RepairProposal {
  return { repairs: [], refusal: { reason: 'no-redirect' } };
}
