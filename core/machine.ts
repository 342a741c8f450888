// A machine as a kernel sees it after boot: its enumerated tree, the settings it booted with, and the ACS control word
// that firmware, the kernel's defaults and the command line together left in every function.

import type { AcsOptionName, CommandLine } from './kernel/commandline';
import type { KernelVersion } from './kernel/version';
import type { AcsState } from './pci/acs';
import type { Topology } from './pci/topology';

export type Architecture = 'x86_64' | 'i386' | 'arm64' | 'ppc64le' | 'riscv64';
export type CpuVendor = 'intel' | 'amd' | 'hygon' | 'zhaoxin' | 'other';
export type IommuMode = 'off' | 'passthrough' | 'on';

export interface MachineSettings {
  readonly kernel: KernelVersion;
  readonly architecture: Architecture;
  readonly cpu: { readonly vendor: CpuVendor; readonly family: number | null; readonly model: number | null };
  readonly iommu: IommuMode;
  readonly commandLine: string;
}

export interface Machine {
  readonly topology: Topology;
  readonly settings: MachineSettings;
  /** settings.commandLine as this kernel version parses it. */
  readonly commandLine: CommandLine;
  /** By function index; null: no ACS capability. */
  readonly acs: readonly (AcsState | null)[];
  /** Every function that an entry of the command line names, in the order of functions, config_acs after disable_acs_redir. */
  readonly commandLineEffects: readonly CommandLineEffect[];
}

/** What one entry of `disable_acs_redir=` or `config_acs=` does to one function that it is the first to match. */
export interface CommandLineEffect {
  readonly function: number;
  readonly option: AcsOptionName;
  /** Index into the option's entries. */
  readonly entry: number;
  /** Later entries of the same option that match this function too, and have no effect on it. */
  readonly shadowed: readonly number[];
  /**
   * applied: the control word was written. pinned: the description fixes it. no-capability: nothing to write.
   * flags-invalid: the entry's flags are refused. undecided: the function's id is not known, so the entry may not match.
   */
  readonly outcome: 'applied' | 'pinned' | 'no-capability' | 'flags-invalid' | 'undecided';
  /** Control word before and after; equal unless applied. */
  readonly before: number;
  readonly after: number;
  /** What the kernel logs for this function, word for word; null: nothing. */
  readonly message: string | null;
}
