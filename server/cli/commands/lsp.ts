// `peermap lsp --stdio`: the language server for any editor. It lives in a bundle of its own, so that the other commands
// start without it.

import * as path from 'node:path';
import { readArguments } from '../arguments';
import type { Command } from '../command';
import { UsageError } from '../command';

export const lsp: Command = {
  name: 'lsp',
  usage: 'lsp --stdio',
  summary: 'the language server on standard input and output',
  run: (args) => {
    if (args.length !== 1 || args[0] !== '--stdio') {
      readArguments(
        args.filter((word) => word !== '--stdio'),
        {},
      );
      throw new UsageError('lsp expects --stdio and nothing else.');
    }
    loadServer(path.join(__dirname, 'server.js'));
    return null;
  },
};

/** The server reads `--stdio` from process.argv itself. */
function loadServer(bundle: string): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a bundle beside this one, not a module of this one
  require(bundle);
}
