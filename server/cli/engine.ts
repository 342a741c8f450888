// dist/engine.js: all that the server and the command line have in common, once in the package. The server's part is run
// when it is asked for, because the command line has no use for the library of the protocol.

import type * as Server from '../lsp/engine';

export { run } from './run';

export const startEngine: typeof Server.startEngine = (connection, platform, params) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above; an import would be run at the start
  const server = require('../lsp/engine') as typeof Server;
  return server.startEngine(connection, platform, params);
};
