// The start of the language server. An editor waits for the answer of `initialize`, and that needs none of the language: the
// engine, which is nearly all of the server, is loaded after it.

import type { Connection } from 'vscode-languageserver';
import type { PciNames } from '../features/pci-names';
import { backgroundOf } from './background';
import { capabilitiesOf } from './capabilities';
import { chooseEncoding } from './encoding';
import type { startEngine } from './engine';
import type { FileSystem } from './files';
import { initializeResult } from './initialize-result';
import { nextTurn } from './turn';

/** What the platform gives: files, names of PCI devices, and the rest of the server. */
export interface Platform {
  readonly files: FileSystem;
  /** null: there are none. */
  readonly loadNames: (uri: string | null, log: (message: string) => void) => Promise<PciNames | null>;
  readonly loadEngine: () => typeof startEngine;
}

/** Serves one client until the connection closes. */
export function serve(connection: Connection, platform: Platform): void {
  const background = backgroundOf(connection);
  let engine: ReturnType<typeof startEngine> | undefined;

  connection.onInitialize((params) => {
    const load = (): NonNullable<typeof engine> => (engine ??= platform.loadEngine()(connection, platform, params));
    // Nothing of the session may come before the engine, whether the client is quick or slow.
    connection.onInitialized(() => load().initialized());
    background('start', nextTurn().then(load));
    return initializeResult(
      capabilitiesOf(params.capabilities),
      chooseEncoding(params.capabilities.general?.positionEncodings),
    );
  });
  connection.listen();
}
