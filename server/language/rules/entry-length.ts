// An entry without a length, or with one that struct scatterlist cannot hold: its length has 32 bits.

import { entryName } from '../explain/mapping';
import type { Rule } from '../rule';
import { oncePerMessage } from './answers';
import { entryFaults } from './scatterlists';

export const entryLength: Rule = {
  code: 'entry-length',
  defaultSeverity: 'error',
  check: (analysis, report) => {
    const reportOnce = oncePerMessage(report);
    for (const { evaluation, entry, index, fault } of entryFaults(analysis)) {
      if (fault.fault !== 'empty' && fault.fault !== 'longer-than-32-bits') continue;
      const { start, end } = entry.syntax.size;
      reportOnce({
        message: `${entryName(evaluation.machine, entry, index)}: expected a length of at least 1 byte and below 4GiB, as the 32 bits of a scatterlist's length hold it; write several entries.`,
        file: entry.file,
        range: { start, end },
      });
    }
  },
};
