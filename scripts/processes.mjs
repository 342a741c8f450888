// Child processes that cannot outlive this one, deadlines that say what was waited for, and folders that are removed.
// Every child leads a process group of its own, so that stopping it also stops what it started (extension hosts, npm).

import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

const running = new Set();
const folders = new Set();
const windows = process.platform === 'win32';

process.on('exit', () => {
  for (const program of running) signal(program, 'SIGKILL');
  for (const folder of folders) removeFolder(folder);
});
let interrupted = false;
export const isInterrupted = () => interrupted;
for (const [name, status] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
  // The first signal lets the children end in order, a second one does not wait for them. A program whose purpose is
  // to wait for the signal sets process.exitCode to 0 before.
  process.once(name, async () => {
    interrupted = true;
    process.once(name, () => process.exit(status));
    await Promise.all([...running].map(stop));
    process.exit(process.exitCode ?? status);
  });
}

/**
 * Starts a program whose output is kept; `output()` is all it wrote so far, both streams in order of arrival.
 * `patience`: milliseconds that it gets to end in order when it is stopped; a program that has children in groups of
 * their own needs some, and more than these children have.
 */
export function start(command, args, { cwd, environment = {}, echo = false, patience = 0 } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: !windows,
    shell: windows && command === 'npm',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      output += text;
      if (echo) process.stdout.write(text);
    });
  }
  const ended = new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 127, reason: error.message }));
    child.on('close', (status, killedBy) => resolve({ status: status ?? 1, reason: killedBy ?? undefined }));
  }).finally(() => running.delete(program));
  const program = { child, patience, ended, output: () => output, stop: () => stop(program) };
  running.add(program);
  return program;
}

/** Runs a program to its end; past `deadline` milliseconds it is stopped and reported with status 124. */
export async function run(command, args, { deadline = 600_000, ...options } = {}) {
  const program = start(command, args, options);
  const name = [path.basename(command), ...args.map((argument) => path.basename(argument))].slice(0, 3).join(' ');
  try {
    const { status, reason } = await within(deadline, `the end of ${name}`, program.ended);
    return { status, output: program.output() + (reason === undefined ? '' : `\n${name}: ${reason}`) };
  } catch (error) {
    await program.stop();
    return { status: 124, output: `${program.output()}\n${error.message}` };
  }
}

/** Runs one of the repository's own scripts or a bundled program with this Node. */
export const runNode = (file, args = [], options = {}) => run(process.execPath, [file, ...args], options);

async function stop(program) {
  if (program.patience > 0) {
    signal(program, 'SIGTERM');
    await Promise.race([program.ended, pause(program.patience)]);
  }
  signal(program, 'SIGKILL');
}

/** To the program and everything it started in its group. */
function signal(program, name) {
  const { pid } = program.child;
  if (pid === undefined || !running.has(program)) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  try {
    process.kill(-pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** The end of a program's output for an error message: its last lines, each cut where it gets unreadable. */
export function tailOf(output, count = 20) {
  const lines = output.trim().split('\n').slice(-count);
  return lines.map((line) => (line.length > 240 ? `${line.slice(0, 240)} …` : line)).join('\n');
}

/** The value of `promise`, or an error that says what was waited for and for how long. */
export async function within(milliseconds, what, promise) {
  let timer;
  const expired = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${milliseconds / 1000} s for ${what}`)), milliseconds);
  });
  try {
    return await Promise.race([promise, expired]);
  } finally {
    clearTimeout(timer);
  }
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A TCP port on the loopback interface that nobody listens on at this moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Throws if somebody listens on this port of the loopback interface. */
export async function assertPortIsFree(port) {
  const server = net.createServer();
  try {
    await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  } catch (error) {
    throw new Error(`port ${port} of 127.0.0.1 cannot be used (${error.code}); choose another one`, { cause: error });
  }
  await new Promise((resolve) => server.close(resolve));
}

/** A new empty folder outside the repository; it is removed when this process ends, or by the next one if it was killed. */
export function temporaryFolder(purpose) {
  removeLeftovers();
  const folder = fs.mkdtempSync(path.join(temporaryHome, `peermap-${process.pid}-${purpose}-`));
  folders.add(folder);
  return folder;
}

const temporaryHome = fs.realpathSync(os.tmpdir());

function removeLeftovers() {
  for (const name of fs.readdirSync(temporaryHome)) {
    const pid = /^peermap-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeFolder(path.join(temporaryHome, name));
  }
}

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

export function removeFolder(folder) {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  folders.delete(folder);
}
