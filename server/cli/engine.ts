// dist/engine.js: all that the server as a process, the server in a worker and the command line have in common, once in the
// package. Each part is run when it is asked for: the command line has no use for the library of the protocol, and a worker
// has nothing of Node, which the commands are made of.

/* eslint-disable @typescript-eslint/no-require-imports -- see above; an import would be run at the start */

import type * as Server from '../lsp/engine';
import type * as CommandLine from './run';

export const startEngine: typeof Server.startEngine = (connection, platform, params) => {
  const server = require('../lsp/engine') as typeof Server;
  return server.startEngine(connection, platform, params);
};

export const run: typeof CommandLine.run = (args, terminal) => {
  const commandLine = require('./run') as typeof CommandLine;
  return commandLine.run(args, terminal);
};
