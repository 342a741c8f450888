// The process: arguments in, text and exit status out. The language server is started before anything else is loaded,
// because an editor waits for it. Output may be a closed pipe (`peermap report … | head`): that ends the program
// quietly, as people expect.

/* eslint-disable @typescript-eslint/no-require-imports -- bundles beside this one: one of them is run, in either case */

import type * as Engine from './engine';

const args = process.argv.slice(2);

if (args.length === 2 && args[0] === 'lsp' && args[1] === '--stdio') startServer();
else runCommand();

/** The server reads `--stdio` from process.argv itself. */
function startServer(): void {
  require('./server.js');
}

function runCommand(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  const { run } = require('./engine.js') as typeof Engine;
  process.exitCode = run(args, {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    workingDirectory: process.cwd(),
  });
}
