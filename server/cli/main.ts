// The process: arguments in, text and exit status out. The language server is started before anything else is loaded,
// because an editor waits for it. Output may be a closed pipe (`peermap report … | head`): that ends the program
// quietly, as people expect.

import { isServerCall, startServer } from './commands/lsp';

const args = process.argv.slice(2);

if (isServerCall(args)) startServer();
else void runCommand();

async function runCommand(): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  const { run } = await import('./run');
  process.exitCode = run(args, {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    workingDirectory: process.cwd(),
  });
}
