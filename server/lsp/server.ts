// The start of the language server. An editor waits for the answer of `initialize`, and that needs none of the language: the
// engine, which is nearly all of the server, is loaded after it.

import type { Connection } from 'vscode-languageserver';
import { capabilitiesOf } from './capabilities';
import { chooseEncoding } from './encoding';
import { initializeResult } from './initialize-result';
import type { Platform } from './platform';

/** Serves one client until the connection closes. */
export function serve(connection: Connection, platform: Platform): void {
  connection.onInitialize((params) => {
    const loadEngine = platform.engineFor(params);
    // The next message of every client; whatever is about a text comes behind it.
    connection.onInitialized(() => loadEngine()(connection, platform, params).initialized());
    return initializeResult(
      capabilitiesOf(params.capabilities),
      chooseEncoding(params.capabilities.general?.positionEncodings),
    );
  });
  connection.listen();
}
