// What the place where the server runs (a process with Node, a web worker) gives to it, and the shape of the engine that it
// loads: between the start, which is small, and the engine, so that neither knows the other.

import type { Connection, InitializeParams } from 'vscode-languageserver';
import type { PciNames } from '../features/pci-names';
import type { OwnFiles } from './files';

export interface Platform {
  readonly files: OwnFiles;
  /** null: there are none. */
  readonly loadNames: (uri: string | null, log: (message: string) => void) => Promise<PciNames | null>;
  /**
   * Called for `initialize`, which fails if this throws; what it returns is called after the answer. A process waits with
   * the loading until then, a worker learns here where its engine is.
   */
  readonly engineFor: (params: InitializeParams) => () => StartEngine;
}

/** To be called before any message about a text is read; `initialized` when the client says that it is. */
export type StartEngine = (
  connection: Connection,
  platform: Platform,
  params: InitializeParams,
) => { readonly initialized: () => void };
