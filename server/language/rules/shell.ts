// Which parameters of a command line hold what only a shell or a GRUB file understands. Other rules keep quiet about them,
// because what they would say comes of that.

import type { CommandLine, Parameter, TextSpan } from '../../../core/kernel/commandline';

export interface ShellParameter {
  readonly parameter: Parameter;
  /** `GRUB_CMDLINE_LINUX=…`; else quotes or backslashes in `pci=`. */
  readonly variable: boolean;
}

export function shellParameters({ text, parameters }: CommandLine): readonly ShellParameter[] {
  return parameters.flatMap((parameter): readonly ShellParameter[] => {
    if (/^GRUB_CMDLINE_LINUX(?:_[A-Z]+)*$/.test(parameter.name) && parameter.value !== null) {
      return [{ parameter, variable: true }];
    }
    const { start, end } = parameter.valueSpan ?? parameter.span;
    const isPci = /^'?pci$/.test(parameter.name);
    const isQuoted = parameter.name.startsWith("'") || /[\\'"]/.test(text.slice(start, end));
    return isPci && isQuoted ? [{ parameter, variable: false }] : [];
  });
}

export function isInShellParameter(commandLine: CommandLine, { start, end }: TextSpan): boolean {
  return shellParameters(commandLine).some(
    ({ parameter: { span }, variable }) => !variable && span.start <= start && end <= span.end,
  );
}
