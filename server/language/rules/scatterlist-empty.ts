// A list without entries: there is nothing to map, and no driver asks for it.

import type { Rule } from '../rule';
import { oncePerMessage } from './answers';

export const scatterlistEmpty: Rule = {
  code: 'scatterlist-empty',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    const reportOnce = oncePerMessage(report);
    for (const { scatterlists } of analysis.evaluations) {
      for (const { file, syntax, entries } of scatterlists) {
        if (entries.length > 0) continue;
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
