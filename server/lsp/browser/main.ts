// The server as a web worker: the same server, with the client's files instead of Node's, and the same engine, which is loaded
// from the URL that the client names: an editor may start a worker from a copy of this script, which has no place of its own.

import * as library from 'vscode-languageserver/browser';
import { filesOfClient, NO_FILES } from '../files';
import { serve } from '../server';
import { loadEngine } from './load-engine';
import { loadPciNames } from './pci-names';

declare const self: DedicatedWorkerGlobalScope;

const { BrowserMessageReader, BrowserMessageWriter, createConnection } = library;
const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

serve(connection, {
  files: NO_FILES,
  loadNames: (uri, log) => loadPciNames(filesOfClient(connection).read, uri, log),
  engineFor: (params) => loadEngine(params, { './vscode-languageserver.js': library }),
});
