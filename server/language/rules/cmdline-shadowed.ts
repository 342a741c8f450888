// An entry all of whose functions an earlier entry of the same option matches already: the first match wins.

import type { Rule } from '../rule';
import { oncePerPlace } from './command-lines';
import { entryUses } from './entries';

export const cmdlineShadowed: Rule = {
  code: 'cmdline-shadowed',
  defaultSeverity: 'warning',
  check: (analysis, report) => {
    const reportOnce = oncePerPlace(report);
    for (const { line, option, entry, effects, shadows } of entryUses(analysis)) {
      const [shadow] = shadows;
      const earlier = option.entries[shadow?.entry ?? -1];
      if (effects.length > 0 || earlier === undefined) continue;
      reportOnce({
        message: `${entry.text} has no effect: the earlier entry ${earlier.text} matches the same and the first match wins.`,
        file: line.file,
        range: line.rangeOf(entry.span),
        related: [{ file: line.file, range: line.rangeOf(earlier.span), message: 'the entry that wins' }],
        tags: ['unnecessary'],
      });
    }
  },
};
