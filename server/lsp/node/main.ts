// The server as a process: over IPC where VS Code starts it, over standard input and output everywhere else.

import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../server';
import { nodeFiles } from './files';
import { loadPciNames } from './pci-names';

serve(createConnection(ProposedFeatures.all), {
  files: nodeFiles,
  loadNames: (uri, log) => loadPciNames(folderOf(uri), log),
});

/** The list lies beside the bundle unless the client says otherwise. */
function folderOf(uri: string | null): string {
  return uri?.startsWith('file:') === true ? path.dirname(fileURLToPath(uri)) : __dirname;
}
