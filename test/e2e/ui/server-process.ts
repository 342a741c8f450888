// The language server's process, found by the path of the extension that this run installed; what ends it from outside.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { currentSession } from './session';

/** What the session makes lies in one folder, the workspace in it. */
const home = dirname(currentSession().folder);

/** Process ids, in no order. */
export function serverProcesses(): readonly number[] {
  return (existsSync('/proc/self/cmdline') ? fromProc() : fromPs())
    .filter(([, command]) => command.includes(home) && command.includes(join('dist', 'server.js')))
    .map(([id]) => id);
}

/** The one server, as soon as there is one that was not there before. */
export async function nextServer(before: readonly number[] = []): Promise<number> {
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const [found] = serverProcesses().filter((id) => !before.includes(id));
    if (found !== undefined) return found;
    await pause(20);
  }
  throw new Error('no server was started within 30 s');
}

/** Ends the server as a crash would, and waits until it is gone. */
export async function killServer(): Promise<number> {
  const id = await nextServer();
  process.kill(id, 'SIGKILL');
  while (serverProcesses().includes(id)) await pause(10);
  return id;
}

function fromProc(): readonly (readonly [number, string])[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), commandOf(name)]);
}

function commandOf(id: string): string {
  try {
    return readFileSync(join('/proc', id, 'cmdline'), 'utf8').replaceAll('\0', ' ');
  } catch {
    // It ended between the two looks; nothing is known of it any more.
    return '';
  }
}

function fromPs(): readonly (readonly [number, string])[] {
  return execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => [Number.parseInt(line, 10), line]);
}
