// `disable_acs_redir=` or `config_acs=` as a parameter of its own: they are options of `pci=`, and alone the kernel passes
// them on to init.

import { inEachLine, rewriteRule, type RewriteWords, withSpan } from './rewrites';

const NAME = /^(?:pci\.)?(disable_acs_redir|config_acs)$/;

export const CMDLINE_BARE_OPTION: RewriteWords = {
  code: 'cmdline-bare-option',
  defaultSeverity: 'warning',
  find: inEachLine(({ commandLine: { text, parameters } }) =>
    parameters.flatMap(({ name, span }) => {
      const option = bareOption(name);
      if (option === null) return [];
      const at = { start: span.start, end: span.start + name.length };
      return [
        {
          span: at,
          message: `the kernel has no parameter ${name}, it is an option of pci=; write pci=${option}=.`,
          title: `Write pci=${option}=`,
          text: () => withSpan(text, at, `pci=${option}`),
        },
      ];
    }),
  ),
};

export const cmdlineBareOption = rewriteRule(CMDLINE_BARE_OPTION);

/** The option of `pci=` that stands as a parameter of its own; null: the parameter is another one. */
export function bareOption(name: string): string | null {
  return NAME.exec(name)?.[1] ?? null;
}
