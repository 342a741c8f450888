// An entry names functions whose ACS bits are pinned in the file. Pinned bits are what somebody read on the running
// machine, so the command line does not touch them, and the file contradicts itself.

import { functionAt, listWords } from '../explain/names';
import type { Rule } from '../rule';
import { oncePerPlace } from './command-lines';
import { entryUses } from './entries';

export const cmdlinePinned: Rule = {
  code: 'cmdline-pinned',
  defaultSeverity: 'warning',
  check: (analysis, report) => {
    const reportOnce = oncePerPlace(report);
    for (const { line, option, entry, effects } of entryUses(analysis)) {
      const pinned = effects.filter((effect) => effect.outcome === 'pinned');
      if (pinned.length === 0) continue;
      const { machine } = line.evaluation;
      const functions = pinned.map((effect) => functionAt(machine, effect.function));
      reportOnce({
        message: `the ACS bits of ${listWords(functions.map(({ name }) => name))} are pinned in the file, so ${option.name} changes nothing there; write acs auto.`,
        file: line.file,
        range: line.rangeOf(entry.span),
        related: functions.flatMap(({ origin, name }) => {
          const declaration = analysis.declarations[origin];
          if (declaration === undefined) return [];
          const range = declaration.nameRange ?? declaration.syntax.keyword;
          return [{ file: declaration.file, range, message: `${name} is pinned` }];
        }),
      });
    }
  },
};
