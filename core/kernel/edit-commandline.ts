// Putting one of the ACS options into a command line: its list is replaced where the option is in force already (a
// repeated option would replace it anyway), else a `pci=` parameter is added before anything that belongs to init.

import type { AcsOptionName, CommandLine } from './commandline';

/** The whole text with `name=list` in force. */
export function withAcsOption(commandLine: CommandLine, name: AcsOptionName, list: string): string {
  const { text, parameters } = commandLine;
  const option = name === 'config_acs' ? commandLine.configAcs : commandLine.disableAcsRedir;
  if (option !== null) return text.slice(0, option.listSpan.start) + list + text.slice(option.listSpan.end);
  const parameter = `pci=${name}=${list}`;
  const end = parameters.at(-1)?.span.end ?? 0;
  const before = text.slice(0, end);
  const after = text.slice(end);
  if (before !== '') return `${before} ${parameter}${after}`;
  return after.trim() === '' ? parameter : `${parameter} ${after.trimStart()}`;
}
