// The process: arguments in, text and exit status out. Output may be a closed pipe (`peermap report … | head`): that ends
// the program quietly, as people expect.

import { run } from './run';

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

const status = run(process.argv.slice(2), {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  workingDirectory: process.cwd(),
});
if (status !== null) process.exitCode = status;
