// Cold start: from starting the process to the answer of `initialize`, against a Node process that does nothing. The two
// take turns, so that a busy moment of the machine meets both.

import { spawn } from 'node:child_process';
import path from 'node:path';
import { within } from '../processes.mjs';

const ROUNDS = 21;

/** `server`: the path of dist/peermap.js. */
export async function measureStart(server, rounds = ROUNDS) {
  const bare = [];
  const answered = [];
  for (let round = -1; round < rounds; round += 1) {
    const nothing = await timeBare();
    const initialize = await timeInitialize(server);
    // The first of each reads the files from the disk.
    if (round < 0) continue;
    bare.push(nothing);
    answered.push(initialize);
  }
  const [node, peermap] = [median(bare), median(answered)];
  const least = Math.min(...answered) / Math.min(...bare);
  const detail = `${peermap.toFixed(0)} ms against ${node.toFixed(0)} ms, medians of ${rounds}; the fastest: ${least.toFixed(2)} ×`;
  return [{ id: 'start', value: peermap / node, detail }];
}

async function timeBare() {
  const begin = performance.now();
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  await within(30_000, 'a bare Node process', ended(child));
  return performance.now() - begin;
}

async function timeInitialize(server) {
  const begin = performance.now();
  const child = spawn(process.execPath, [server, 'lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exit = ended(child);
  child.stdin.write(framed({ jsonrpc: '2.0', id: 1, method: 'initialize', params: INITIALIZE }));
  const answer = await within(30_000, 'the answer of initialize', firstMessage(child));
  const time = performance.now() - begin;
  child.kill('SIGKILL');
  await exit;
  if (answer.result?.capabilities === undefined) {
    throw new Error(`${path.basename(server)}: initialize was answered ${JSON.stringify(answer)}`);
  }
  return time;
}

const INITIALIZE = {
  processId: process.pid,
  rootUri: null,
  capabilities: { textDocument: { diagnostic: { relatedInformation: true } } },
};

function framed(message) {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function firstMessage(child) {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it answered`)));
    child.stdout.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const head = received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/.exec(received.subarray(0, head))?.[1] ?? Number.NaN);
      if (head >= 0 && received.length >= head + 4 + length) {
        resolve(JSON.parse(received.subarray(head + 4, head + 4 + length)));
      }
    });
  });
}

const ended = (child) =>
  new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });

const median = (values) => [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)];
