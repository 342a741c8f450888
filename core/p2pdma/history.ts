// The verdict of one pair over every known release, in runs: since when it is as it is.

import { bootPrepared, prepareBoot, type Boot } from '../boot';
import { KERNEL_RELEASES } from '../kernel/resolve';
import type { KernelVersion } from '../kernel/version';
import type { CommandLineEffect, Machine } from '../machine';
import { ACS_BIT } from '../pci/acs';
import { decidePair } from './decide';
import type { Verdict } from './verdict';
import { walk } from './walk';

/** Consecutive releases with one map type and one rule; `verdict` is that of `first`. */
export interface HistoryRun {
  readonly first: KernelVersion;
  readonly last: KernelVersion;
  readonly verdict: Verdict;
  /** The command line names a redirecting function of the path, and this kernel's own fault leaves it redirecting. */
  readonly parameterBroken: boolean;
}

/** Every release of KERNEL_RELEASES in order, the rest of the settings as they are. */
export function pairHistory(machine: Machine, provider: number, client: number): readonly HistoryRun[] {
  const functions = walk(machine, provider, client).hops.map((hop) => hop.function);
  const runs: HistoryRun[] = [];
  const boots = bootsOf(machine);
  const bootedBy = new Map<Boot, Machine>();
  for (const kernel of KERNEL_RELEASES) {
    const last = runs.at(-1);
    const boot = boots.get(kernel);
    if (last !== undefined && boot === undefined) {
      runs[runs.length - 1] = { ...last, last: kernel };
      continue;
    }
    if (boot === undefined) continue;
    const same = bootedBy.get(boot) ?? bootPrepared(boot, functions);
    bootedBy.set(boot, same);
    const booted = { ...same, settings: { ...same.settings, kernel } };
    const verdict = decidePair(booted, provider, client);
    const run = { first: kernel, last: kernel, verdict, parameterBroken: isParameterBroken(booted, verdict) };
    if (last !== undefined && isSame(last, run)) runs[runs.length - 1] = { ...last, last: kernel };
    else runs.push(run);
  }
  return runs;
}

const preparedBoots = new WeakMap<Machine, ReadonlyMap<KernelVersion, Boot>>();

/** By changing release. The ACS part of the rules alone decides what a boot leaves, so few of them are different. */
function bootsOf(machine: Machine): ReadonlyMap<KernelVersion, Boot> {
  const known = preparedBoots.get(machine);
  if (known !== undefined) return known;
  const byRules = new Map<string, Boot>();
  const boots = new Map<KernelVersion, Boot>();
  for (const kernel of changingReleases()) {
    const rules = JSON.stringify(kernel.acs);
    const boot = byRules.get(rules) ?? prepareBoot(machine.topology, { ...machine.settings, kernel });
    byRules.set(rules, boot);
    boots.set(kernel, boot);
  }
  preparedBoots.set(machine, boots);
  return boots;
}

let changing: ReadonlySet<KernelVersion> | null = null;

/** The releases whose rules differ from those of the release before; the others decide as that one does. */
function changingReleases(): ReadonlySet<KernelVersion> {
  changing ??= new Set(
    KERNEL_RELEASES.filter((kernel, index) => {
      const before = KERNEL_RELEASES[index - 1];
      return before === undefined || !hasSameRules(before, kernel);
    }),
  );
  return changing;
}

function hasSameRules(left: KernelVersion, right: KernelVersion): boolean {
  return (
    left.p2pdma.redirects === right.p2pdma.redirects &&
    JSON.stringify([left.p2pdma, left.acs]) === JSON.stringify([right.p2pdma, right.acs])
  );
}

function isSame(left: HistoryRun, right: HistoryRun): boolean {
  return (
    left.verdict.mapType === right.verdict.mapType &&
    left.verdict.rule === right.verdict.rule &&
    left.verdict.possible.join() === right.verdict.possible.join() &&
    left.parameterBroken === right.parameterBroken
  );
}

/** Whether the command line names a function that still redirects, by a fault of the machine's own kernel. */
export function isParameterBroken(machine: Machine, verdict: Verdict): boolean {
  return machine.commandLineEffects.some(
    (effect) =>
      verdict.acsRedirects.includes(effect.function) &&
      effect.outcome === 'applied' &&
      isBroken(machine, effect) &&
      wantsNoRedirect(machine, effect),
  );
}

function isBroken(machine: Machine, effect: CommandLineEffect): boolean {
  const { disableAcsRedir, configAcs } = machine.settings.kernel.acs;
  return (effect.option === 'config_acs' ? configAcs : disableAcsRedir) === 'broken';
}

function wantsNoRedirect(machine: Machine, effect: CommandLineEffect): boolean {
  if (effect.option === 'disable_acs_redir') return true;
  const flags = machine.commandLine.configAcs?.entries[effect.entry]?.flags ?? null;
  return flags !== null && (flags.mask & ~flags.value & (ACS_BIT.RR | ACS_BIT.CR | ACS_BIT.EC)) !== 0;
}
