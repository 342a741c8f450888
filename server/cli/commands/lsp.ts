// `peermap lsp --stdio`: the language server for any editor. It lives in a bundle of its own, which the process loads at
// once (main.ts); what reaches the table of commands is a call with other words.

import * as path from 'node:path';
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

export function isServerCall(args: readonly string[]): boolean {
  return args.length === 2 && args[0] === 'lsp' && args[1] === '--stdio';
}

/** The server reads `--stdio` from process.argv itself. */
export function startServer(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle beside this one, not a module of this one
  require(path.join(__dirname, 'server.js'));
}
