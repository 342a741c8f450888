// Files that are not open in the editor. Node reads those of its machine itself; for any other, and for all in a web worker,
// the client is asked (docs/protocol.md).

import type { Connection } from 'vscode-languageserver';
import type { ListFilesParams, ListFilesResult, ReadFileParams, ReadFileResult } from '../protocol/messages';
import { LIST_FILES, READ_FILE } from '../protocol/messages';

export interface FileSystem {
  /** The text of a file; null: there is none, or it cannot be read. */
  readonly read: (uri: string) => Promise<string | null>;
  /** URIs of the `.p2p` files below a folder. */
  readonly list: (folder: string) => Promise<readonly string[]>;
}

/** The server's own: what lies elsewhere (`reaches` says no) has to be asked for. */
export interface OwnFiles extends FileSystem {
  readonly reaches: (uri: string) => boolean;
}

/** Nothing but open documents: a client that neither has Node beside it nor answers requests for files. */
export const NO_FILES: OwnFiles = {
  reaches: () => false,
  read: () => Promise.resolve(null),
  list: () => Promise.resolve([]),
};

export function ownOrOfClient(own: OwnFiles, connection: Connection): FileSystem {
  const client = filesOfClient(connection);
  const having = (uri: string): FileSystem => (own.reaches(uri) ? own : client);
  return { read: (uri) => having(uri).read(uri), list: (folder) => having(folder).list(folder) };
}

export function filesOfClient(connection: Connection): FileSystem {
  return {
    read: (uri) => connection.sendRequest<ReadFileResult>(READ_FILE, { uri } satisfies ReadFileParams),
    list: (folder) => connection.sendRequest<ListFilesResult>(LIST_FILES, { folder } satisfies ListFilesParams),
  };
}
