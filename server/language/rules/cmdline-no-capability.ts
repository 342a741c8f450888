// An entry whose functions have no ACS capability: the device itself is named, or the switch, where the port above it
// redirects. The kernel warns of it up to 6.10.

import { functionAt, listWords } from '../explain/names';
import type { Rule } from '../rule';
import { oncePerPlace } from './command-lines';
import { entryUses } from './entries';

export const cmdlineNoCapability: Rule = {
  code: 'cmdline-no-capability',
  defaultSeverity: 'warning',
  check: (analysis, report) => {
    const reportOnce = oncePerPlace(report);
    for (const { line, option, entry, effects } of entryUses(analysis)) {
      if (effects.length === 0 || effects.some(({ outcome }) => outcome !== 'no-capability')) continue;
      const { machine } = line.evaluation;
      const functions = effects.map((effect) => functionAt(machine, effect.function));
      const have = functions.length === 1 ? 'has' : 'have';
      reportOnce({
        message: `${listWords(functions.map(({ name }) => name))} ${have} no ACS capability, so ${option.name} changes nothing there; name the ports that redirect.`,
        file: line.file,
        range: line.rangeOf(entry.span),
      });
    }
  },
};
