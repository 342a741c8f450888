// Memory that the kernel does not register as described: page maps are made of subsections of 2 MiB, and nvme-pci leaves
// a controller memory buffer alone that does not fit. A warning, an error where a list or namespace needs it.

import { describedMemoryOwners, registrations } from '../../../core/providers/register';
import type { Evaluation } from '../analysis';
import { functionAt } from '../explain/names';
import { registrationReason } from '../explain/registration';
import type { Rule } from '../rule';
import { placeOfMemory } from './answers';

export const memoryMisaligned: Rule = {
  code: 'memory-misaligned',
  defaultSeverity: 'warning',
  check: (analysis, report) => {
    const all = analysis.evaluations.flatMap(misaligned);
    // Kernels word it differently: one finding for each memory, that of a kernel on which it is needed first.
    const told = new Set<number>();
    for (const { message, origin, needed } of [...all.filter((each) => each.needed), ...all]) {
      const place = placeOfMemory(analysis, origin);
      if (place === null || told.has(origin) || analysis.declarations[origin]?.unreliable === true) continue;
      told.add(origin);
      report({ message, ...place, ...(needed ? { severity: 'error' as const } : {}) });
    }
  },
};

function misaligned(evaluation: Evaluation) {
  const { machine } = evaluation;
  const needed = neededMemory(evaluation);
  return describedMemoryOwners(machine).flatMap((index) => {
    const found = registrations(machine, index);
    if (found.every(({ outcome }) => outcome === 'registered')) return [];
    const owner = functionAt(machine, index);
    const bars = owner.bars.filter(({ p2pmem }) => p2pmem !== null);
    return found.flatMap((registration, position) => {
      const bar = bars[position];
      if (registration.outcome === 'registered' || bar === undefined) return [];
      const { reason } = registration.reason;
      if (reason !== 'misaligned' && reason !== 'cmb-misaligned') return [];
      const message = `the kernel does not register BAR ${String(bar.number)} of ${owner.name}: ${registrationReason(machine, registration)}.`;
      return [{ message, origin: bar.origin, needed: needed.has(memoryKey(owner.index, bar.number)) }];
    });
  });
}

/** `FUNCTION BAR` of every memory that an entry or a namespace names. */
function neededMemory({ machine, scatterlists, nvmet }: Evaluation): ReadonlySet<string> {
  const entries = scatterlists.flatMap((list) =>
    list.entries.flatMap(({ memory }) => (memory.kind === 'p2pmem' ? [memoryKey(memory.provider, memory.bar)] : [])),
  );
  const namespaces = nvmet.flatMap(({ results }) =>
    results.flatMap(({ namespace: { memory } }) =>
      memory === null ? [] : functionAt(machine, memory).bars.map(({ number }) => memoryKey(memory, number)),
    ),
  );
  return new Set([...entries, ...namespaces]);
}

function memoryKey(owner: number, bar: number): string {
  return `${String(owner)} ${String(bar)}`;
}
