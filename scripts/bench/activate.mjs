// What VS Code waits for before the extension is active: the client's bundle loaded, `activate` called. Each time in a process
// of its own, with a stand-in for VS Code's API, whose own work is not the extension's.

import { createRequire, Module } from 'node:module';
import { fileURLToPath } from 'node:url';
import { inRoot } from '../paths.mjs';
import { runNode } from '../processes.mjs';

const program = fileURLToPath(import.meta.url);
const ROUNDS = 15;

export async function measureActivation(rounds = ROUNDS) {
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    const { status, output } = await runNode(program, [], { deadline: 30_000 });
    const { milliseconds, commands } = status === 0 ? JSON.parse(output) : {};
    if (!commands?.includes('peermap.openMap')) throw new Error(`bench: the client was not activated:\n${output}`);
    times.push(milliseconds);
  }
  times.sort((left, right) => left - right);
  const median = times[Math.floor(rounds / 2)];
  return [{ id: 'activate', value: median, detail: `median of ${rounds}, the fastest ${times[0].toFixed(1)} ms` }];
}

/** Answers to every name, call and `new` with another of its kind; `known`: names with answers of their own. */
function anything(known = {}) {
  const names = new Map(Object.entries({ then: undefined, ...known }));
  return new Proxy(function anything() {}, {
    get(target, name) {
      if (name === Symbol.iterator) return () => [][Symbol.iterator]();
      if (typeof name === 'symbol' || name === 'prototype') return target[name];
      if (!names.has(name)) names.set(name, anything());
      return names.get(name);
    },
    set: (_, name, value) => names.set(name, value) !== undefined,
    apply: () => anything(),
    construct: () => anything(),
  });
}

function activateHere() {
  const commands = [];
  const registerCommand = (command) => {
    commands.push(command);
    return anything();
  };
  const api = anything({ commands: anything({ registerCommand }) });
  const load = Module._load;
  Module._load = (request, ...rest) => (request === 'vscode' ? api : load(request, ...rest));
  const context = { subscriptions: [], extensionUri: anything(), asAbsolutePath: (file) => inRoot(file) };
  const begin = performance.now();
  createRequire(program)(inRoot('dist', 'client.js')).activate(context);
  process.stdout.write(JSON.stringify({ milliseconds: performance.now() - begin, commands }));
  process.exit();
}

if (process.argv[1] === program) activateHere();
