// Booting: what firmware, the kernel's defaults and the command line together leave in every function's ACS control.

import { parseCommandLine } from './kernel/commandline';
import type { Machine, MachineSettings } from './machine';
import type { Topology } from './pci/topology';

/** The machine after boot under these settings. Linear in the number of functions. */
export function bootMachine(topology: Topology, settings: MachineSettings): Machine {
  const commandLine = parseCommandLine(settings.commandLine, settings.kernel);
  return { topology, settings, commandLine, acs: topology.functions.map(() => null), commandLineEffects: [] };
}
