// Pinned ACS bits turned into computed ones, so that a command line can reach them. What the kernel's defaults cannot have
// set must have been there before: it is kept as what firmware left.

import { kernelDefaults } from './boot';
import type { Machine } from './machine';
import type { AcsDescription } from './pci/acs';
import type { Topology } from './pci/topology';

/** Without an IOMMU all bits are firmware's; with one, where the defaults explain them all, nothing is known of firmware. */
export function computedAcs(machine: Machine, index: number): AcsDescription {
  const device = machine.topology.functions[index];
  if (device === undefined) return { mode: 'absent' };
  const { acs } = device;
  if (acs.mode !== 'pinned') return acs;
  const { capability, control } = acs;
  const defaults = kernelDefaults(machine, device);
  const beyond = control & ~defaults;
  return { mode: 'auto', firmware: defaults !== 0 && beyond === 0 ? null : beyond, capability };
}

/** The topology with these functions computed. */
export function withComputedAcs(machine: Machine, functions: readonly number[]): Topology {
  return withAcs(machine.topology, functions, (index) => computedAcs(machine, index));
}

/** The same, had firmware set every bit that is pinned: the least that a parameter can clear. */
export function withFirmwareAcs({ topology }: Machine, functions: readonly number[]): Topology {
  return withAcs(topology, functions, (index) => {
    const acs = topology.functions[index]?.acs ?? { mode: 'absent' };
    return acs.mode === 'pinned' ? { mode: 'auto', firmware: acs.control, capability: acs.capability } : acs;
  });
}

function withAcs(topology: Topology, functions: readonly number[], acsOf: (index: number) => AcsDescription): Topology {
  if (functions.length === 0) return topology;
  const changed = [...topology.functions];
  for (const index of functions) {
    const device = changed[index];
    if (device !== undefined) changed[index] = { ...device, acs: acsOf(index) };
  }
  return { ...topology, functions: changed };
}
