// A scatterlist entry, or the `p2pmem` of a namespace, names a device or a BAR that is not described as having
// peer-to-peer memory.

import type { Machine } from '../../../core/machine';
import type { PciFunction } from '../../../core/pci/topology';
import type { Analysis } from '../analysis';
import type { TextRange } from '../diagnostic';
import { functionAt } from '../explain/names';
import type { MappedEntry } from '../results';
import type { Rule } from '../rule';
import { oncePerMessage, placeOfFunction, relatedAt } from './answers';

export const memoryMissing: Rule = {
  code: 'memory-missing',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    const reportOnce = oncePerMessage(report);
    for (const { machine, scatterlists, nvmet } of analysis.evaluations) {
      for (const entry of scatterlists.flatMap(({ entries }) => entries.filter((each) => lacksMemory(machine, each)))) {
        const found = missingInEntry(machine, entry);
        if (found !== null) reportOnce({ ...found, file: entry.file, related: declared(analysis, machine, entry) });
      }
      for (const { file, namespace } of nvmet.flatMap(({ results }) => results)) {
        const owner = namespace.memory === null ? null : functionAt(machine, namespace.memory);
        const ref = namespace.syntax.p2pmem?.device ?? null;
        if (owner === null || ref === null || hasMemory(owner)) continue;
        const { start, end } = ref;
        reportOnce({
          message: `${owner.name} has no peer-to-peer memory, so the kernel refuses it as p2pmem of a namespace (ENODEV); ${advice(owner, null)}, or name another device.`,
          file,
          range: { start, end },
          related: relatedAt(placeOfFunction(analysis, machine, owner.index), `${owner.name} is declared here`),
        });
      }
    }
  },
};

function hasMemory({ bars }: PciFunction): boolean {
  return bars.some(({ p2pmem }) => p2pmem !== null);
}

function lacksMemory(machine: Machine, { memory }: MappedEntry): boolean {
  if (memory.kind === 'ram') return false;
  const bar = functionAt(machine, memory.provider).bars.find(({ number }) => number === memory.bar);
  return (bar?.p2pmem ?? null) === null;
}

function missingInEntry(
  machine: Machine,
  { memory, syntax }: MappedEntry,
): { readonly message: string; readonly range: TextRange } | null {
  if (memory.kind === 'ram' || syntax.kind === 'ram') return null;
  const owner = functionAt(machine, memory.provider);
  const others = owner.bars.filter(({ p2pmem }) => p2pmem !== null).map(({ number }) => `BAR ${String(number)}`);
  if (others.length === 0) {
    const { start, end } = syntax.device;
    return {
      message: `${owner.name} has no peer-to-peer memory; ${advice(owner, syntax.bar?.value ?? null)}.`,
      range: { start, end },
    };
  }
  const { start, end } = syntax.bar ?? syntax.device;
  const number = Number(syntax.bar?.value ?? memory.bar);
  if (owner.bars.every((bar) => bar.number !== number)) {
    return {
      message: `${owner.name} has no BAR ${String(number)}, its peer-to-peer memory is ${others.join(' and ')}; name that one.`,
      range: { start, end },
    };
  }
  return {
    message: `BAR ${String(number)} of ${owner.name} is not peer-to-peer memory, ${others.join(' and ')} is; name that one, or add p2pmem to this one.`,
    range: { start, end },
  };
}

/** What to write on a device without memory; `asked`: the BAR that is named, if one is. */
function advice({ bars }: PciFunction, asked: bigint | null): string {
  const numbers = bars.map(({ number }) => number).filter((number) => asked === null || BigInt(number) === asked);
  if (numbers.length === 0) return `add a BAR with it: bar ${String(asked ?? 0n)} 16MiB p2pmem`;
  const [only] = numbers;
  return numbers.length === 1
    ? `add p2pmem to BAR ${String(only)}`
    : `add p2pmem to one of its BARs (${numbers.join(', ')})`;
}

function declared(analysis: Analysis, machine: Machine, { memory }: MappedEntry) {
  if (memory.kind === 'ram') return [];
  const { name, index } = functionAt(machine, memory.provider);
  return relatedAt(placeOfFunction(analysis, machine, index), `${name} is declared here`);
}
