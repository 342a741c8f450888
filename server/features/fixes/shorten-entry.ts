// An entry reaches beyond the memory of its device: end it where the memory ends, or begin it so early that it fits.

import type { Evaluation } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import { sizeText } from '../../language/explain/sizes';
import type { MappedEntry } from '../../language/results';
import { contains } from '../places';
import type { FixKind } from './quick-fix';

export const shortenEntry: FixKind = {
  codes: ['entry-beyond-memory'],
  proved: 'by-analysis',
  propose: (analysis, diagnostic) => {
    for (const evaluation of analysis.evaluations) {
      const found = beyond(evaluation).find(
        ({ entry }) => entry.file === diagnostic.file && contains(entry.syntax, diagnostic.range.start),
      );
      if (found === undefined) continue;
      const { entry, offset, size } = found;
      const { syntax, file, length } = entry;
      const shortened = size - offset;
      const shorter = { file, range: place(syntax.size), newText: sizeText(shortened) };
      const earlier =
        syntax.kind === 'p2pmem' && syntax.offset !== null && length <= size
          ? [{ file, range: place(syntax.offset), newText: sizeText(size - length) }]
          : [];
      const common = { diagnostic, preferred: true, price: null };
      return [
        ...(shortened > 0n
          ? [
              {
                ...common,
                title: `Shorten the entry to ${sizeText(shortened)}, the end of the memory`,
                edits: [shorter],
              },
            ]
          : []),
        ...(earlier.length > 0
          ? [{ ...common, title: `Begin the entry at ${sizeText(size - length)}`, edits: earlier }]
          : []),
      ];
    }
    return [];
  },
};

interface Beyond {
  readonly entry: MappedEntry;
  /** From the start of the memory. */
  readonly offset: bigint;
  /** Of the memory. */
  readonly size: bigint;
}

function beyond({ scatterlists }: Evaluation): readonly Beyond[] {
  return scatterlists.flatMap(({ entries, faults }) =>
    faults.flatMap((fault) => {
      const entry = entries[fault.entry];
      if (fault.fault !== 'beyond-peer-memory' || entry?.memory.kind !== 'p2pmem') return [];
      return [{ entry, offset: entry.memory.offset, size: fault.memory.size }];
    }),
  );
}

function place({ start, end }: TextRange): TextRange {
  return { start, end };
}
