// The server as a process: over IPC where VS Code starts it, over standard input and output everywhere else. This is a
// bundle with the library of the protocol and little else; the rest is the bundle beside it.

import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import type { startEngine } from '../engine';
import { serve } from '../server';
import { nodeFiles } from './files';
import { loadPciNames } from './pci-names';

interface Engine {
  readonly startEngine: typeof startEngine;
}

serve(createConnection(ProposedFeatures.all), {
  files: nodeFiles,
  loadNames: (uri, log) => loadPciNames(folderOf(uri), log),
  engineFor: () => loadEngine,
});

/** dist/engine.js, whose source is server/cli/engine.ts. */
function loadEngine(): typeof startEngine {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would be run at the start
  const engine = require('./engine.js') as Engine;
  return engine.startEngine;
}

/** The list lies beside the bundle unless the client says otherwise. */
function folderOf(uri: string | null): string {
  return uri?.startsWith('file:') === true ? path.dirname(fileURLToPath(uri)) : __dirname;
}
