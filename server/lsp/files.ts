// Files that are not open in the editor. Node reads them itself; in a web worker the client is asked (docs/protocol.md).

import type { Connection } from 'vscode-languageserver';
import type { ListFilesParams, ListFilesResult, ReadFileParams, ReadFileResult } from '../protocol/messages';
import { LIST_FILES, READ_FILE } from '../protocol/messages';

export interface FileSystem {
  /** The text of a file; null: there is none, or it cannot be read. */
  readonly read: (uri: string) => Promise<string | null>;
  /** URIs of the `.p2p` files below a folder. */
  readonly list: (folder: string) => Promise<readonly string[]>;
}

/** Nothing but open documents: a client that neither has Node beside it nor answers requests for files. */
export const NO_FILES: FileSystem = {
  read: () => Promise.resolve(null),
  list: () => Promise.resolve([]),
};

export function filesOfClient(connection: Connection): FileSystem {
  return {
    read: (uri) => connection.sendRequest<ReadFileResult>(READ_FILE, { uri } satisfies ReadFileParams),
    list: (folder) => connection.sendRequest<ListFilesResult>(LIST_FILES, { folder } satisfies ListFilesParams),
  };
}
