// dist/engine.js in a worker. It is a CommonJS module, as Node has it: it is handed what it asks for with `require`, and
// what it exports is taken.

import type { InitializeParams } from 'vscode-languageserver/browser';
import { readOptions } from '../options';
import type { StartEngine } from '../platform';

interface Engine {
  readonly startEngine: StartEngine;
}

declare const self: DedicatedWorkerGlobalScope;

/** Throws, with the reason, when the engine cannot be loaded. `modules`: what it may require. */
export function loadEngine(
  { initializationOptions }: InitializeParams,
  modules: Readonly<Record<string, unknown>>,
): () => StartEngine {
  const url = readOptions(initializationOptions).engine ?? besideThis();
  const module: { exports: Partial<Engine> } = { exports: {} };
  const require = (name: string): unknown => {
    if (!Object.hasOwn(modules, name)) throw new Error(`${url} requires ${name}, which a worker does not have`);
    return modules[name];
  };
  Object.assign(self, { module, exports: module.exports, require });
  try {
    self.importScripts(url);
  } catch (error) {
    throw new Error(`the engine of the server, ${url}, cannot be loaded: ${messageOf(error)}`, { cause: error });
  }
  const { startEngine } = module.exports;
  if (startEngine === undefined) throw new Error(`${url} is not the engine of this server: it exports no startEngine`);
  return () => startEngine;
}

function besideThis(): string {
  try {
    return new URL('../engine.js', self.location.href).href;
  } catch {
    throw new Error(
      `expected the URL of dist/engine.js as 'engine' among the initialization options: this worker was started as ` +
        `${self.location.href}, and there is nothing beside that`,
    );
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
