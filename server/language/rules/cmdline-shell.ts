// Text from a shell or a GRUB file: backslashes and quotes that the shell takes off stay where the kernel reads its command
// line, and the name of the file's variable is no parameter.

import type { Parameter } from '../../../core/kernel/commandline';
import type { WrittenCommandLine } from './command-lines';
import { inEachLine, type Rewrite, rewriteRule, type RewriteWords, withSpan } from './rewrites';
import { shellParameters } from './shell';

export const CMDLINE_SHELL: RewriteWords = {
  code: 'cmdline-shell',
  defaultSeverity: 'warning',
  find: inEachLine((line) =>
    shellParameters(line.commandLine).map(({ parameter, variable }) => rewrite(line, parameter, variable)),
  ),
};

export const cmdlineShell = rewriteRule(CMDLINE_SHELL);

function rewrite(
  { commandLine: { text } }: WrittenCommandLine,
  { span, name }: Parameter,
  variable: boolean,
): Omit<Rewrite, 'line'> {
  const written = text.slice(span.start, span.end);
  const value = written.slice(written.indexOf('=') + 1);
  if (variable) {
    return {
      span: { start: span.start, end: span.start + written.indexOf('=') + 1 },
      message: `${name} is a variable of the GRUB file, the kernel reads what stands between its quotes; write that alone.`,
      title: `Remove ${name}=`,
      text: () => withSpan(text, span, value.replace(/^(["'])(.*)\1$/, '$2').replace(/\\([;"'\\])/g, '$1')),
    };
  }
  const [character = ''] = /[\\'"]/.exec(text.slice(innerStart(written) + span.start, span.end)) ?? [];
  const plain = /\s/.test(written) ? written.replace(/[\\']/g, '') : written.replace(/[\\'"]/g, '');
  return {
    span,
    message: `${character} is taken off by a shell or by GRUB, but the kernel reads it as a part of pci=; write the parameter as /proc/cmdline shows it.`,
    title: `Write ${plain.length > 60 ? `${plain.slice(0, 59)}…` : plain}`,
    text: () => withSpan(text, span, plain),
  };
}

/** Behind a quote that the kernel itself takes off. */
function innerStart(written: string): number {
  if (written.startsWith('"')) return 1;
  return /^[^=]*="?/.exec(written)?.[0].length ?? 0;
}
