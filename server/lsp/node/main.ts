// The server as a process: over IPC where VS Code starts it, over standard input and output everywhere else.

import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from '../server';
import { nodeFiles } from './files';

serve(createConnection(ProposedFeatures.all), nodeFiles);
