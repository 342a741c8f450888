// Where and when a bench ran: figures of two machines, or of a busy and an idle one, cannot be compared without it.

import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { root } from '../paths.mjs';

export function describeRun() {
  return { date: new Date().toISOString().slice(0, 10), commit: commit(), machine: machine() };
}

function machine() {
  const processors = os.cpus();
  const [, , load] = os.loadavg();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  const name = processors[0]?.model.trim() ?? 'unknown processor';
  return `${processors.length} × ${name}, ${memory} GiB, ${os.type()} ${os.arch()}, Node ${process.versions.node}, load ${load.toFixed(1)} in the last 15 minutes`;
}

/** An unpacked archive has no commit. */
function commit() {
  try {
    const git = (...args) => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: 'pipe' }).trim();
    const changed = git('status', '--porcelain', '--', 'core', 'server', 'client', 'diagram') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch (error) {
    return `unknown (${error.code ?? 'no git repository'})`;
  }
}
