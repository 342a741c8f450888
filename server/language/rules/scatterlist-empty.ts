// A list without entries: there is nothing to map, and no driver asks for it.

import type { Analysis } from '../analysis';
import type { TextRange } from '../diagnostic';
import type { Rule } from '../rule';
import { oncePerMessage } from './answers';

export const scatterlistEmpty: Rule = {
  code: 'scatterlist-empty',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    const reportOnce = oncePerMessage(report);
    for (const { scatterlists } of analysis.evaluations) {
      for (const { file, syntax, entries } of scatterlists) {
        if (entries.length > 0 || hasSyntaxFault(analysis, file, syntax)) continue;
        const { start, end } = syntax.name;
        reportOnce({
          message: `sgl ${syntax.name.value ?? ''}: expected at least one entry, found none; add ram 4KiB or p2pmem DEVICE 4KiB.`,
          file,
          range: { start, end },
        });
      }
    }
  },
};

/** What is told there already may have been meant as an entry. */
function hasSyntaxFault({ diagnostics }: Analysis, uri: string, { start, end }: TextRange): boolean {
  return diagnostics.some(
    ({ code, file, range }) => code === 'syntax' && file === uri && range.start >= start && range.end <= end,
  );
}
