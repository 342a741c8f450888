// The start of the language server. An editor waits for the answer of `initialize`, and that needs none of the language: the
// engine, which is nearly all of the server, is loaded after it.

import type { Connection } from 'vscode-languageserver';
import type { PciNames } from '../features/pci-names';
import { capabilitiesOf } from './capabilities';
import { chooseEncoding } from './encoding';
import type { startEngine } from './engine';
import type { FileSystem } from './files';
import { initializeResult } from './initialize-result';

/** What the platform gives: files, names of PCI devices, and the rest of the server. */
export interface Platform {
  readonly files: FileSystem;
  /** null: there are none. */
  readonly loadNames: (uri: string | null, log: (message: string) => void) => Promise<PciNames | null>;
  readonly loadEngine: () => typeof startEngine;
}

/** Serves one client until the connection closes. */
export function serve(connection: Connection, platform: Platform): void {
  connection.onInitialize((params) => {
    // The next message of every client; whatever is about a text comes behind it.
    connection.onInitialized(() => platform.loadEngine()(connection, platform, params).initialized());
    return initializeResult(
      capabilitiesOf(params.capabilities),
      chooseEncoding(params.capabilities.general?.positionEncodings),
    );
  });
  connection.listen();
}
