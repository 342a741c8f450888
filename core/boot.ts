// Booting: what firmware, the kernel's defaults and the command line together leave in every function's ACS control
// word. Where something is not known (firmware's bits, an id that the command line names) the word is computed for
// every possibility, and the bits that differ are marked.

import type { AcsEntry, AcsOption, CommandLine } from './kernel/commandline';
import { parseCommandLine } from './kernel/commandline-parse';
import { acsQuirk, SUNRISE_POINT_DISABLED } from './kernel/quirks';
import { fillMessage } from './kernel/version';
import type { CommandLineEffect, Machine, MachineSettings } from './machine';
import type { EntryMatch } from './kernel/entry-index';
import { indexEntries, NO_MATCH } from './kernel/entry-index';
import type { AcsState } from './pci/acs';
import { ACS_ALL, ACS_BIT } from './pci/acs';
import type { ControlChange } from './pci/control';
import { changedControl, defaultBits, sunrisePointControl } from './pci/control';
import type { PciFunction, Topology } from './pci/topology';

/** The machine after boot under these settings. Linear in the number of functions. */
export function bootMachine(topology: Topology, settings: MachineSettings): Machine {
  const boot = prepareBoot(topology, settings);
  const booted = topology.functions.map((device) => bootFunction(boot, device));
  return {
    topology,
    settings,
    commandLine: boot.commandLine,
    acs: booted.map((one) => one.acs),
    commandLineEffects: booted.flatMap((one) => one.effects),
  };
}

/** The same, but only these functions have their ACS computed; the others stand as if they had no capability. */
export function bootFunctions(topology: Topology, settings: MachineSettings, functions: readonly number[]): Machine {
  return bootPrepared(prepareBoot(topology, settings), functions);
}

/** bootFunctions in two steps, for whoever boots the same machine again and again. */
export function bootPrepared(boot: Boot, functions: readonly number[]): Machine {
  const { topology, settings } = boot;
  const acs: (AcsState | null)[] = [];
  const commandLineEffects: CommandLineEffect[] = [];
  for (const index of functions) {
    const device = topology.functions[index];
    if (device === undefined) continue;
    const booted = bootFunction(boot, device);
    acs[index] = booted.acs;
    commandLineEffects.push(...booted.effects);
  }
  return { topology, settings, commandLine: boot.commandLine, acs, commandLineEffects };
}

/** What does not depend on the functions: the command line as this kernel reads it. */
export interface Boot {
  readonly topology: Topology;
  readonly settings: MachineSettings;
  readonly commandLine: CommandLine;
  readonly options: readonly { readonly option: AcsOption; readonly match: (device: PciFunction) => EntryMatch }[];
  /** What the kernel logs, by control word. */
  readonly messages: Map<number, string>;
}

interface Booted {
  readonly acs: AcsState | null;
  readonly effects: readonly CommandLineEffect[];
}

const UNTOUCHED: Booted = { acs: null, effects: [] };

export function prepareBoot(topology: Topology, settings: MachineSettings): Boot {
  const commandLine = parseCommandLine(settings.commandLine, settings.kernel);
  const options = [commandLine.disableAcsRedir, commandLine.configAcs].filter((option) => option !== null);
  return {
    topology,
    settings,
    commandLine,
    options: options.map((option) => ({ option, match: indexEntries(option.entries, topology) })),
    messages: new Map(),
  };
}

function bootFunction(boot: Boot, device: PciFunction): Booted {
  if (boot.options.length === 0 && device.acs.mode === 'absent') return UNTOUCHED;
  const matches = boot.options.map(({ match }) => match(device));
  const isNamed = matches.some(({ matched, undecided }) => matched !== null || undecided.length > 0);
  if (!isNamed && device.acs.mode === 'absent') return UNTOUCHED;
  const named = boot.options.map(({ option }, index) => ({ option, ...(matches[index] ?? NO_MATCH) }));
  const initial = initialState(boot, device);
  if (initial === null || initial.from === 'pinned') {
    if (!isNamed) {
      return initial === null ? UNTOUCHED : { acs: initial, effects: [] };
    }
    return { acs: initial, effects: named.flatMap((match) => untouchedEffects(boot, device, initial, match)) };
  }
  const firmware = device.acs.mode === 'auto' ? device.acs.firmware : 0;
  const compute = (from: number, entries: readonly (AcsEntry | null)[]): number =>
    controlAfter(boot, device, initial, from & initial.capability, entries);
  const certain = named.map(({ matched }) => matched);
  const control = compute(firmware ?? 0, certain);
  const assumed = firmware === null ? compute(initial.capability, certain) ^ control : 0;
  const unknown = combinations(named.map(({ matched, undecided }) => [matched, ...undecided])).reduce(
    (bits, entries) => bits | (compute(firmware ?? 0, entries) ^ control),
    0,
  );
  const acs = acsState(initial, control, assumed, unknown);
  return { acs, effects: appliedEffects(boot, device, initial, (firmware ?? 0) & initial.capability, named) };
}

type Named = { readonly option: AcsOption } & EntryMatch;

/** The capability with its quirks, and a pinned control word; null: the kernel finds no capability. */
function initialState(boot: Boot, device: PciFunction): AcsState | null {
  const description = device.acs;
  if (description.mode === 'absent') return null;
  const capability = description.capability ?? ACS_ALL;
  if (description.mode === 'pinned') {
    return acsState({ capability, from: 'pinned', quirk: null }, description.control, 0, 0);
  }
  const computed = (capable: number, quirk: AcsState['quirk']): AcsState =>
    acsState({ capability: capable, from: 'auto', quirk }, 0, 0, 0);
  const quirk = device.id === null ? null : acsQuirk(device.id);
  if (quirk === 'idt') {
    const removed = boot.settings.kernel.acs.idtSourceValidationRemoved ? ACS_BIT.SV : 0;
    return computed(capability & ~removed, quirk);
  }
  if (quirk === null || device.kind !== 'root_port') return computed(capability, null);
  if (quirk === 'sunrise-point') return computed(capability, quirk);
  // A capability that the description spells out is there, whatever the id says.
  return description.capability === null ? null : computed(capability, null);
}

/** Written out, not spread: one object a function of the machine, and a spread costs ten times as much. */
function acsState(
  { capability, from, quirk }: Pick<AcsState, 'capability' | 'from' | 'quirk'>,
  control: number,
  assumed: number,
  unknown: number,
): AcsState {
  return { capability, control, assumed, unknown, from, quirk };
}

function controlAfter(
  boot: Boot,
  device: PciFunction,
  acs: AcsState,
  firmware: number,
  entries: readonly (AcsEntry | null)[],
): number {
  const control = entries.reduce(
    (current, entry, index) => applyEntry(boot, acs, boot.options[index]?.option, entry, current, firmware),
    startControl(boot, device, acs, firmware),
  );
  return control & acs.capability;
}

function startControl(boot: Boot, device: PciFunction, acs: AcsState, firmware: number): number {
  return firmware | (acs.capability & kernelDefaults(boot, device));
}

/**
 * Bits that the kernel sets by default in a function that has them: none unless an IOMMU driver requests ACS. The command
 * line is not asked for that, the setting says what the machine has.
 */
export function kernelDefaults(
  { settings, commandLine }: Pick<Machine, 'settings' | 'commandLine'>,
  device: PciFunction,
): number {
  return settings.iommu === 'off' ? 0 : defaultBits(commandLine.noAts || device.dma.untrusted);
}

function applyEntry(
  boot: Boot,
  acs: AcsState,
  option: AcsOption | undefined,
  entry: AcsEntry | null,
  control: number,
  firmware: number,
): number {
  if (option === undefined || entry?.state !== 'applies') return control;
  if (acs.quirk === 'sunrise-point') return sunrisePointControl(control);
  return changedControl(changeOf(option, entry), control, firmware, boot.settings.kernel.acs);
}

function changeOf(option: AcsOption, entry: AcsEntry): ControlChange {
  if (option.name === 'disable_acs_redir') return { option: option.name };
  return { option: option.name, mask: entry.flags?.mask ?? 0, value: entry.flags?.value ?? 0 };
}

/** Effects on a function that has no capability, or whose control word the description fixes. */
function untouchedEffects(boot: Boot, device: PciFunction, acs: AcsState | null, named: Named): CommandLineEffect[] {
  const { noCapability } = boot.settings.kernel.acs.messages;
  const message = acs === null && named.option.name === 'disable_acs_redir' ? noCapability : null;
  const control = acs?.control ?? 0;
  const outcome = acs === null ? 'no-capability' : 'pinned';
  return effectsOf(device, named, { outcome, before: control, after: control, message });
}

function appliedEffects(
  boot: Boot,
  device: PciFunction,
  acs: AcsState,
  firmware: number,
  named: readonly Named[],
): readonly CommandLineEffect[] {
  let control = startControl(boot, device, acs, firmware);
  return named.flatMap((match) => {
    const before = control & acs.capability;
    control = applyEntry(boot, acs, match.option, match.matched, control, firmware);
    const after = control & acs.capability;
    const message = acs.quirk === 'sunrise-point' ? SUNRISE_POINT_DISABLED : appliedMessage(boot, control);
    return effectsOf(device, match, { outcome: 'applied', before, after, message });
  });
}

/** A thousand functions have a few control words between them, and each its line in the log. */
function appliedMessage({ messages, settings }: Boot, control: number): string {
  const known = messages.get(control);
  if (known !== undefined) return known;
  const word = `0x${(control & 0xffff).toString(16).padStart(4, '0')}`;
  const message = fillMessage(settings.kernel.acs.messages.disabled, word);
  messages.set(control, message);
  return message;
}

type Effect = Pick<CommandLineEffect, 'outcome' | 'before' | 'after' | 'message'>;

function effectsOf(device: PciFunction, named: Named, effect: Effect): CommandLineEffect[] {
  const option = named.option.name;
  const open = named.undecided.map((entry): CommandLineEffect => {
    const unchanged = { before: effect.before, after: effect.before, message: null };
    return { function: device.index, option, entry: entry.index, shadowed: [], outcome: 'undecided', ...unchanged };
  });
  if (named.matched === null) return open;
  const entry = named.matched.index;
  const refused: Effect = { outcome: 'flags-invalid', before: effect.before, after: effect.before, message: null };
  const result = named.matched.state === 'flags-invalid' ? refused : effect;
  return [...open, { function: device.index, option, entry, shadowed: named.shadowed, ...result }];
}

/** Every way to take one item of each list; the lists are as many as there are options, two at most. */
function combinations<T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return lists.reduce<readonly (readonly T[])[]>(
    (found, list) => found.flatMap((taken) => list.map((item) => [...taken, item])),
    [[]],
  );
}
