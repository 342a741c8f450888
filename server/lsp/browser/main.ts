// The server as a web worker: the same server, with the client's files instead of Node's.

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startEngine } from '../engine';
import { NO_FILES } from '../files';
import { serve } from '../server';

declare const self: DedicatedWorkerGlobalScope;

serve(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), {
  files: NO_FILES,
  loadNames: () => Promise.resolve(null),
  loadEngine: () => startEngine,
});
