// An entry that ends behind the registered memory of its device, or above the last 64-bit address: no such page exists.

import type { Analysis, Evaluation } from '../analysis';
import { endsBeyondAddresses } from '../evaluate-map';
import { entryName } from '../explain/mapping';
import { functionAt } from '../explain/names';
import { sizeText } from '../explain/sizes';
import type { MappedEntry } from '../results';
import type { Rule } from '../rule';
import { oncePerMessage, placeOfMemory, relatedAt } from './answers';
import { type EntryFault, entryFaults } from './scatterlists';

export const entryBeyondMemory: Rule = {
  code: 'entry-beyond-memory',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    const reportOnce = oncePerMessage(report);
    for (const found of entryFaults(analysis)) {
      if (found.fault.fault !== 'beyond-peer-memory') continue;
      reportOnce(beyondMemory(analysis, found, found.fault.memory.size));
    }
    for (const { machine, scatterlists } of analysis.evaluations) {
      for (const { entries } of scatterlists) {
        const index = entries.findIndex(endsBeyondAddresses);
        const entry = entries[index];
        if (entry !== undefined) reportOnce(beyondAddresses(machine, entry, index));
      }
    }
  },
};

function beyondMemory(analysis: Analysis, { evaluation, entry, index, fault }: EntryFault, size: bigint) {
  const { machine } = evaluation;
  const { memory, length, syntax } = entry;
  const provider = memory.kind === 'p2pmem' ? functionAt(machine, memory.provider) : null;
  const offset = memory.kind === 'p2pmem' ? memory.offset : 0n;
  const bar = provider?.bars.find(({ number }) => fault.fault === 'beyond-peer-memory' && number === fault.memory.bar);
  const said = syntax.kind === 'p2pmem' && syntax.offset !== null ? syntax.offset : syntax.size;
  const follows =
    syntax.kind === 'p2pmem' && syntax.offset === null && offset > 0n ? ', where the entry before it ends' : '';
  return {
    message: `${entryName(machine, entry, index)}: begins at ${sizeText(offset)}${follows}, and ends at ${sizeText(offset + length)}, but ${provider?.name ?? ''} has ${sizeText(size)} of peer-to-peer memory; lower the offset or the length.`,
    file: entry.file,
    range: { start: said.start, end: said.end },
    related: relatedAt(placeOfMemory(analysis, bar?.origin ?? -1), `${sizeText(size)} are registered here`),
  };
}

function beyondAddresses(machine: Evaluation['machine'], entry: MappedEntry, index: number) {
  const { start, end } = entry.syntax;
  return {
    message: `${entryName(machine, entry, index)}: ends above the last 64-bit address; lower its address or its length.`,
    file: entry.file,
    range: { start, end },
  };
}
