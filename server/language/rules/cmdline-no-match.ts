// An entry that names no function of this machine: a typing error, or a list from another machine. Silent while a part of
// the machine is not understood, for the function may stand there.

import type { Analysis } from '../analysis';
import type { Rule } from '../rule';
import { entryUses } from './entries';
import { oncePerPlace } from './command-lines';

export const cmdlineNoMatch: Rule = {
  code: 'cmdline-no-match',
  defaultSeverity: 'warning',
  check: (analysis, report) => {
    if (isPartial(analysis)) return;
    const reportOnce = oncePerPlace(report);
    for (const { line, option, entry, effects, shadows } of entryUses(analysis)) {
      if (entry.state !== 'applies' || effects.length > 0 || shadows.length > 0) continue;
      reportOnce({
        message: `${entry.text}: no function of this machine matches, the entry of ${option.name} has no effect.`,
        file: line.file,
        range: line.rangeOf(entry.span),
      });
    }
  },
};

function isPartial({ diagnostics }: Analysis): boolean {
  return diagnostics.some(
    ({ severity, code }) => severity === 'error' && (code === 'syntax' || code.startsWith('include-')),
  );
}
