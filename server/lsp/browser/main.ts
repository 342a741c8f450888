// The server as a web worker: the same server, with the client's files instead of Node's.

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { startEngine } from '../engine';
import { filesOfClient, NO_FILES } from '../files';
import { serve } from '../server';
import { loadPciNames } from './pci-names';

declare const self: DedicatedWorkerGlobalScope;

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

serve(connection, {
  files: NO_FILES,
  loadNames: (uri, log) => loadPciNames(filesOfClient(connection).read, uri, log),
  loadEngine: () => startEngine,
});
