// `peermap lsp --stdio`: the language server for any editor. The process starts it before it looks at any command
// (main.ts); what reaches the table of commands is a call with other words.

import type { Command } from '../command';
import { UsageError } from '../command';

export const lsp: Command = {
  name: 'lsp',
  usage: 'lsp --stdio',
  summary: 'the language server on standard input and output',
  run: (args) => {
    throw new UsageError(
      `lsp expects --stdio and nothing else; found ${args.length === 0 ? 'nothing' : args.join(' ')}.`,
    );
  },
};
