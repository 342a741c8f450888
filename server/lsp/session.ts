// What holds between `initialize` and the end of the connection: the texts, the settings, and what the client can do.

import type { Settings } from './settings';
import type { Workspace } from './workspace';

export interface Session {
  readonly workspace: Workspace;
  settings: Settings;
  /** URI of the folder with the rule pages; null: diagnostics carry no link. */
  readonly rulePages: string | null;
  readonly can: ClientCapabilities;
}

export interface ClientCapabilities {
  readonly pullDiagnostics: boolean;
  readonly refreshDiagnostics: boolean;
  readonly refreshInlayHints: boolean;
  readonly relatedInformation: boolean;
  readonly configuration: boolean;
  readonly registerConfiguration: boolean;
  readonly watchFiles: boolean;
  readonly workspaceFolders: boolean;
}
