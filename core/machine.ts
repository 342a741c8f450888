// A machine as a kernel sees it after boot: its enumerated tree, the settings it booted with, and the ACS control word
// that firmware, the kernel's defaults and the command line together left in every function.

import type { CommandLine } from './kernel/commandline';
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
}
