// An entry that clears the redirect of some functions, while others of the asked pair's path go on redirecting: the root
// port is named and the ports of the switch below it are not, or one port of two. It changes nothing for any question.

import { proposeRepair } from '../../../core/p2pdma/repair';
import type { Verdict } from '../../../core/p2pdma/verdict';
import { functionAt, listWords, pairName } from '../explain/names';
import type { EntryUse } from './entries';
import { vainEntries } from './redirected';
import { rewriteRule, type RewriteWords } from './rewrites';

export const CMDLINE_REDIRECT_LEFT: RewriteWords = {
  code: 'cmdline-redirect-left',
  defaultSeverity: 'warning',
  find: (analysis) =>
    vainEntries(analysis).flatMap(({ use, verdict, fault, functions }) => {
      if (fault !== 'left') return [];
      const { line } = use;
      const { machine } = line.evaluation;
      const names = (indices: readonly number[]): string =>
        listWords(indices.map((index) => functionAt(machine, index).name));
      const left = verdict.acsRedirects;
      return [
        {
          line,
          span: use.entry.span,
          message: `${use.option.name} clears the redirect of ${names(functions)}, but ${pairName(machine, verdict)} is still redirected by ${names(left)}; name ${left.length === 1 ? 'that function' : 'those functions'} too.`,
          title: `Name ${names(left)} too`,
          text: () => repaired(use, verdict),
        },
      ];
    }),
};

export const cmdlineRedirectLeft = rewriteRule(CMDLINE_REDIRECT_LEFT);

/** As it is, where this option cannot clear the rest. */
function repaired({ line, option }: EntryUse, { provider, client }: Verdict): string {
  const { repairs } = proposeRepair(line.evaluation.machine, provider, client);
  return repairs.find((repair) => repair.option === option.name)?.commandLine ?? line.commandLine.text;
}
