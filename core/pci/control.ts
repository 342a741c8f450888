// The ACS control word of one function as it results from its parts: what firmware left, what the kernel sets by
// default, and what an entry of `disable_acs_redir=` or `config_acs=` makes of that on each generation of kernels.

import type { AcsRules } from '../kernel/version';
import { ACS_BIT } from './acs';

/** What an entry that matches a function does to its control word. */
export type ControlChange =
  | { readonly option: 'disable_acs_redir' }
  | { readonly option: 'config_acs'; readonly mask: number; readonly value: number };

const REDIRECT = ACS_BIT.RR | ACS_BIT.CR | ACS_BIT.EC;
const DEFAULTS = ACS_BIT.SV | ACS_BIT.RR | ACS_BIT.CR | ACS_BIT.UF;
const WORD = 0xffff;

/** The bits that pci_std_enable_acs() adds to those already set, as far as the capability has them. */
export function defaultBits(blockTranslated: boolean): number {
  return DEFAULTS | (blockTranslated ? ACS_BIT.TB : 0);
}

/** All 16 bits as the kernel computes (and logs) them; hardware keeps those that the capability has. */
export function changedControl(change: ControlChange, control: number, firmware: number, rules: AcsRules): number {
  if (change.option === 'disable_acs_redir') return DISABLE_REDIRECT[rules.disableAcsRedir](control, firmware);
  if (rules.configAcs === 'none') return control;
  return CONFIGURE[rules.configAcs](control, firmware, change.mask, change.value);
}

/** 32-bit registers at other offsets: either parameter ends in the quirk that clears the redirect bits there. */
export function sunrisePointControl(control: number): number {
  return control & ~REDIRECT;
}

const DISABLE_REDIRECT: Readonly<Record<AcsRules['disableAcsRedir'], (control: number, firmware: number) => number>> = {
  default: (control) => control & ~REDIRECT,
  broken: (control, firmware) => brokenConfigure(control, firmware, REDIRECT, ~REDIRECT & WORD),
  firmware: (_control, firmware) => firmware & ~REDIRECT,
};

type Configure = (control: number, firmware: number, mask: number, value: number) => number;

const CONFIGURE: Readonly<Record<'broken' | 'list', Configure>> = {
  broken: brokenConfigure,
  list: (_control, firmware, mask, value) => (firmware & ~mask) | (value & mask),
};

function brokenConfigure(control: number, firmware: number, mask: number, value: number): number {
  return (control & ~mask) | (firmware & mask) | value;
}
