// An entry of disable_acs_redir all of whose functions config_acs names too: config_acs computes the word from what firmware
// left, so nothing of the other option remains.

import type { Rule } from '../rule';
import { oncePerPlace } from './command-lines';
import { entryUses } from './entries';

export const cmdlineOverridden: Rule = {
  code: 'cmdline-overridden',
  defaultSeverity: 'warning',
  check: (analysis, report) => {
    const reportOnce = oncePerPlace(report);
    for (const { line, option, entry, effects } of entryUses(analysis)) {
      const { machine } = line.evaluation;
      if (option.name !== 'disable_acs_redir' || machine.settings.kernel.acs.configAcs !== 'list') continue;
      const configured = new Map(
        machine.commandLineEffects
          .filter((effect) => effect.option === 'config_acs' && effect.outcome === 'applied')
          .map((effect) => [effect.function, effect]),
      );
      const first = configured.get(effects[0]?.function ?? -1);
      const by = line.commandLine.configAcs?.entries[first?.entry ?? -1];
      const isQuirk = effects.some((effect) => machine.acs[effect.function]?.quirk === 'sunrise-point');
      if (by === undefined || isQuirk || !effects.every((effect) => configured.has(effect.function))) continue;
      reportOnce({
        message: `${entry.text} has no effect: config_acs names the same function${effects.length === 1 ? '' : 's'} and begins anew with what firmware left; clear the redirect there, or take one of the two out.`,
        file: line.file,
        range: line.rangeOf(entry.span),
        related: [{ file: line.file, range: line.rangeOf(by.span), message: 'the entry of config_acs' }],
        tags: ['unnecessary'],
      });
    }
  },
};
