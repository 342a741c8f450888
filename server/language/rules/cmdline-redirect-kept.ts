// Flags of config_acs that only clear, and leave a redirect bit as it is: SrcValid alone is taken for ACS, or RR is cleared
// and CR forgotten. Whoever sets a bit knows what the flags are for.

import type { AcsOption } from '../../../core/kernel/commandline';
import { acsFlags } from '../../../core/pci/acs';
import { REDIRECT_BITS } from '../explain/reason';
import { functionAt, listWords, pairName } from '../explain/names';
import { vainEntries, type VainEntry } from './redirected';
import { rewriteRule, type RewriteWords, withSpan } from './rewrites';

export const CMDLINE_REDIRECT_KEPT: RewriteWords = {
  code: 'cmdline-redirect-kept',
  defaultSeverity: 'warning',
  find: (analysis) =>
    vainEntries(analysis).flatMap((found) => {
      const { use, verdict, fault, functions } = found;
      const flags = use.entry.flags?.text ?? '';
      if (fault !== 'kept') return [];
      const { line } = use;
      const { machine } = line.evaluation;
      const span = { start: use.entry.span.start, end: use.entry.span.start + flags.length };
      const meant = cleared(flags);
      const names = listWords(functions.map((index) => functionAt(machine, index).name));
      return [
        {
          line,
          span,
          message: `the flags ${flags} leave ${bitsLeft(found)} of ${names} set, so ${pairName(machine, verdict)} is still redirected; write ${meant}, with 0 for RR, CR and EC.`,
          title: 'Write 0 for RR, CR and EC',
          text: () => clearedEverywhere(line.commandLine.text, use.option),
        },
      ];
    }),
};

export const cmdlineRedirectKept = rewriteRule(CMDLINE_REDIRECT_KEPT);

function bitsLeft({ use, functions: [first] }: VainEntry): string {
  const after = use.effects.find((effect) => effect.function === first)?.after ?? 0;
  return listWords(acsFlags(after & REDIRECT_BITS));
}

/** In every entry that only clears: they are one mistake. */
function clearedEverywhere(text: string, { entries }: AcsOption): string {
  return [...entries].reverse().reduce((changed, { flags, span: { start } }) => {
    if (flags === null || flags.mask === 0 || flags.value !== 0) return changed;
    return withSpan(changed, { start, end: start + flags.text.length }, cleared(flags.text));
  }, text);
}

/** The last character is bit 0. */
function cleared(flags: string): string {
  const bits = [...flags.padStart(6, 'x')].reverse();
  return bits
    .map((bit, index) => (((1 << index) & REDIRECT_BITS) === 0 ? bit : '0'))
    .reverse()
    .join('');
}
