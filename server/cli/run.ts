// `peermap`, the command line. One table of sub-commands, one border where exceptions end.

import type { Command, ExitStatus, Terminal } from './command';
import { EXIT, UsageError } from './command';
import { check } from './commands/check';
import { explain } from './commands/explain';
import { format } from './commands/format';
import { lsp } from './commands/lsp';
import { map } from './commands/map';
import { report } from './commands/report';
import { version } from '../../package.json';

const COMMANDS: readonly Command[] = [check, report, explain, map, format, lsp];

export function run(args: readonly string[], terminal: Terminal): ExitStatus {
  const [name, ...rest] = args;
  if (name === '--version') {
    terminal.out(version);
    return EXIT.ok;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    terminal.out(help());
    return EXIT.ok;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command) {
    const found = name === undefined ? 'nothing' : `'${name}'`;
    terminal.err(`peermap: expected a command, found ${found}.\n\n${help()}`);
    return EXIT.usage;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(`peermap ${command.usage}\n\n${command.summary}`);
    return EXIT.ok;
  }
  try {
    return command.run(rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`peermap: ${error.message}\nusage: peermap ${command.usage}`);
    return EXIT.usage;
  }
}

function help(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'What the Linux kernel decides for every pair of PCI Express devices of a .p2p file.',
    '',
    ...COMMANDS.map(({ name, summary }) => `  peermap ${name.padEnd(width)}  ${summary}`),
    '',
    ...COMMANDS.map(({ usage }) => `usage: peermap ${usage}`),
    '',
    'exit status: 0 nothing wrong; 1 an error or an assertion that does not hold; 2 a file that cannot be read or has a',
    'syntax error; 64 wrong usage; the highest wins.',
  ].join('\n');
}
