// What holds between `initialize` and the end of the connection: the texts, the settings, and what the client can do.

import type { PciNames } from '../features/pci-names';
import type { ClientCapabilities } from './capabilities';
import type { OpenDocument } from './document';
import type { LastGood } from './last-good';
import type { Options } from './options';
import type { Positions } from './range';
import type { Settings } from './settings';
import type { Workspace } from './workspace';

export interface Session {
  readonly workspace: Workspace;
  /** undefined: not open. */
  readonly documentOf: (uri: string) => OpenDocument | undefined;
  settings: Settings;
  readonly options: Options;
  readonly can: ClientCapabilities;
  readonly positions: Positions;
  readonly lastGood: LastGood;
  /** Read when they are needed first; null: there are none. */
  readonly names: () => Promise<PciNames | null>;
}
