// The kernel parameter that takes ACS redirect off a pair's path, for the machine's own kernel version. A proposal is
// only made after the pair was decided again with it: what each version's faults make of a parameter shows there.

import { bootFunctions } from '../boot';
import { withComputedAcs, withFirmwareAcs } from '../computed-acs';
import { nextReadingAcsParameters } from '../kernel/acs-parameters';
import type { AcsEntry, AcsOptionName } from '../kernel/commandline';
import { parseCommandLine } from '../kernel/commandline-parse';
import { matchesDevice } from '../kernel/device-pattern';
import { withAcsOption } from '../kernel/edit-commandline';
import type { KernelVersion } from '../kernel/version';
import type { Machine } from '../machine';
import { ACS_BIT, ACS_FLAGS } from '../pci/acs';
import type { Topology } from '../pci/topology';
import { decidePair } from './decide';
import { nameOf } from './messages';
import type { Verdict } from './verdict';
import type { Walk } from './walk';
import { walk } from './walk';

export interface Repair {
  readonly option: AcsOptionName;
  /** The option alone, as one types it after GRUB_CMDLINE_LINUX: `pci=disable_acs_redir=0000:02:00.0;0000:02:01.0`. */
  readonly parameter: string;
  /** The whole command line with it: the option replaced where there was one, added where there was none. */
  readonly commandLine: string;
  /** Functions whose redirect has to go, in the kernel's order. */
  readonly functions: readonly number[];
  /** Those of them whose ACS is pinned in the description and must become `acs auto`. */
  readonly makeAuto: readonly number[];
  /** By function: ACS control bits that are set now and would be lost besides RR, CR and EC. */
  readonly price: readonly { readonly function: number; readonly lost: number }[];
  /** Functions that it clears only if firmware left no redirect bits in them. */
  readonly assumes: readonly number[];
  /** The pair after the repair. */
  readonly verdict: Verdict;
}

export type RepairRefusal =
  /** ACS redirect is not what stands in the way. */
  | { readonly reason: 'no-redirect' }
  /** No parameter of this kernel clears the bits; `firstKernel` is a later release that does (null: none does). */
  | { readonly reason: 'kernel-cannot'; readonly firstKernel: string | null };

export interface RepairProposal {
  /** Best first; empty: see refusal. */
  readonly repairs: readonly Repair[];
  readonly refusal: RepairRefusal | null;
}

const REDIRECT = ACS_BIT.RR | ACS_BIT.CR | ACS_BIT.EC;

/** `disable_acs_redir` first, which every kernel's own hint names; `config_acs` keeps the other bits where both work. */
export function proposeRepair(machine: Machine, provider: number, client: number): RepairProposal {
  const path = walk(machine, provider, client);
  const functions = path.hops
    .map((hop) => hop.function)
    .filter((index) => [...path.redirects, ...path.undecided].includes(index));
  if (functions.length === 0) return { repairs: [], refusal: { reason: 'no-redirect' } };
  const wanted: Wanted = { machine, provider, client, path, functions };
  const repairs = repairsOn(wanted, machine.settings.kernel);
  if (repairs.length > 0) return { repairs, refusal: null };
  const later = nextReadingAcsParameters(machine.settings.kernel);
  const first = later !== null && repairsOn(wanted, later).length > 0 ? later.label : null;
  return { repairs: [], refusal: { reason: 'kernel-cannot', firstKernel: first } };
}

interface Wanted {
  readonly machine: Machine;
  readonly provider: number;
  readonly client: number;
  readonly path: Walk;
  readonly functions: readonly number[];
}

function repairsOn(wanted: Wanted, kernel: KernelVersion): readonly Repair[] {
  const options: readonly AcsOptionName[] = ['disable_acs_redir', 'config_acs'];
  return options.flatMap((option) => {
    if (option === 'config_acs' && kernel.acs.configAcs === 'none') return [];
    const repair = tryOption(wanted, kernel, option);
    return repair === null ? [] : [repair];
  });
}

/** null: the pair still does not stay below its common bridge. */
function tryOption(wanted: Wanted, kernel: KernelVersion, option: AcsOptionName): Repair | null {
  const { machine, provider, client, path, functions } = wanted;
  const commandLine = parseCommandLine(machine.settings.commandLine, kernel);
  const entries = option === 'config_acs' ? commandLine.configAcs?.entries : commandLine.disableAcsRedir?.entries;
  const valid = (entries ?? []).filter((entry) => entry.state === 'applies');
  const list = option === 'config_acs' ? configList(wanted, valid) : disableList(wanted, valid);
  const text = withAcsOption(commandLine, option, list);
  const makeAuto = functions.filter((index) => machine.topology.functions[index]?.acs.mode === 'pinned');
  const settings = { ...machine.settings, kernel, commandLine: text };
  const hops = path.hops.map((hop) => hop.function);
  const repaired = bootFunctions(withComputedAcs(machine, makeAuto), settings, hops);
  const verdict = decidePair(repaired, provider, client);
  if (verdict.mapType !== 'BUS_ADDR' || verdict.commonBridge === null) return null;
  const atWorst = bootFunctions(withFirmwareAcs(machine, makeAuto), settings, hops);
  const kept = walk(atWorst, provider, client).redirects;
  const assumed = verdict.assumes.map((one) => one.function);
  const assumes = hops.filter((index) => kept.includes(index) || assumed.includes(index));
  const price = functions.map((index) => ({ function: index, lost: lostBits(machine, repaired, index) }));
  return {
    option,
    parameter: `pci=${option}=${list}`,
    commandLine: text,
    functions,
    makeAuto,
    price,
    assumes,
    verdict,
  };
}

function disableList(wanted: Wanted, entries: readonly AcsEntry[]): string {
  const { topology } = wanted.machine;
  const missing = wanted.functions.filter((index) => !entries.some((entry) => names(entry, topology, index)));
  return [...entries.map((entry) => entry.text), ...missing.map((index) => nameOf(topology, index))].join(';');
}

/** New entries come first, because the first match counts; old ones that name nothing else go. */
function configList(wanted: Wanted, entries: readonly AcsEntry[]): string {
  const { machine, functions } = wanted;
  const { topology } = machine;
  const added = functions.map((index) => `${wantedFlags(machine, index)}@${nameOf(topology, index)}`);
  const kept = entries.filter(
    (entry) => entry.device.kind !== 'path' || !functions.some((index) => names(entry, topology, index)),
  );
  return [...added, ...kept.map((entry) => entry.text)].join(';');
}

/** Most significant bit first: redirect off, what is set now set, the rest as firmware left it. */
function wantedFlags(machine: Machine, index: number): string {
  const control = machine.acs[index]?.control ?? 0;
  const characters = ACS_FLAGS.map((flag) => {
    if ((ACS_BIT[flag] & REDIRECT) !== 0) return '0';
    return (control & ACS_BIT[flag]) !== 0 ? '1' : 'x';
  });
  return characters.reverse().join('');
}

function names(entry: AcsEntry, topology: Topology, index: number): boolean {
  const device = topology.functions[index];
  return device !== undefined && matchesDevice(entry.device, device, topology) === true;
}

function lostBits(before: Machine, after: Machine, index: number): number {
  return (before.acs[index]?.control ?? 0) & ~(after.acs[index]?.control ?? 0) & ~REDIRECT;
}
