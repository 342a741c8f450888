// Where the ACS control bits of one function come from: firmware, the defaults of this kernel, an entry of the command line,
// or the file itself. Hint, hover and explanation tell it in the same words.

import { kernelDefaults } from '../../core/boot';
import type { AcsEntry } from '../../core/kernel/commandline';
import type { CommandLineEffect, Machine } from '../../core/machine';
import type { AcsState } from '../../core/pci/acs';
import type { PciFunction } from '../../core/pci/topology';
import { effectsByFunction } from '../language/explain/hops';

export interface AcsSource {
  /** Mask over the seven bits; 0 where it says something about none of them. */
  readonly flags: number;
  /** Plain text. */
  readonly from: string;
}

/** First what is set, then what was taken away, then what is open. */
export function acsSources(machine: Machine, device: PciFunction): readonly AcsSource[] {
  const state = machine.acs[device.index] ?? null;
  if (state === null) return [];
  if (state.from === 'pinned') return [{ flags: state.control, from: 'pinned in the file' }];
  const effects = (effectsByFunction(machine).get(device.index) ?? []).filter(({ outcome }) => outcome === 'applied');
  const open: readonly AcsSource[] = [
    { flags: state.assumed, from: 'up to firmware, assumed clear' },
    { flags: state.unknown, from: 'not known: its id is missing, and the command line may name it' },
  ];
  return [
    ...setSources(machine, device, state, effects),
    ...clearedSources(machine, device, state, effects),
    ...open,
  ].filter(({ flags }) => flags !== 0);
}

function setSources(
  machine: Machine,
  device: PciFunction,
  { control, capability }: AcsState,
  effects: readonly CommandLineEffect[],
): readonly AcsSource[] {
  const firmware = firmwareBits(device) & capability;
  const written = effects.map((effect) => ({ flags: writtenBits(machine, effect), effect }));
  let open = control;
  const take = (flags: number): number => {
    const taken = open & flags;
    open &= ~taken;
    return taken;
  };
  return [
    // The last entry that set a bit is where it comes from.
    ...written
      .reverse()
      .map(({ flags, effect }) => ({ flags: take(flags), from: `set by ${entryText(machine, effect)}` })),
    { flags: take(firmware), from: 'left by firmware' },
    { flags: take(kernelDefaults(machine, device)), from: `default of ${machine.settings.kernel.label} with an IOMMU` },
  ];
}

function clearedSources(
  machine: Machine,
  device: PciFunction,
  { control, capability, assumed }: AcsState,
  effects: readonly CommandLineEffect[],
): readonly AcsSource[] {
  // What firmware may have set was not cleared: the kernel left it as it found it.
  let open = (firmwareBits(device) | kernelDefaults(machine, device)) & capability & ~control & ~assumed;
  return effects.map((effect) => {
    const flags = open & effect.before & ~effect.after;
    open &= ~flags;
    return { flags, from: `cleared by ${entryText(machine, effect)}` };
  });
}

function firmwareBits({ acs }: PciFunction): number {
  return acs.mode === 'auto' ? (acs.firmware ?? 0) : 0;
}

/** What was clear before, and what a `1` of config_acs says, whatever stood there. */
function writtenBits(machine: Machine, effect: CommandLineEffect): number {
  return effect.after & (~effect.before | (entryOf(machine, effect)?.flags?.value ?? 0));
}

/** `disable_acs_redir=pci:11f8:4036`; the entry alone, however long the list is. */
function entryText(machine: Machine, effect: CommandLineEffect): string {
  return `${effect.option}=${entryOf(machine, effect)?.text ?? ''}`;
}

function entryOf({ commandLine }: Machine, { option, entry }: CommandLineEffect): AcsEntry | undefined {
  const read = option === 'config_acs' ? commandLine.configAcs : commandLine.disableAcsRedir;
  return read?.entries[entry];
}
