// Files that changed outside of the open documents: the client watches them, or says what was done in its own file list.
// Both may tell of the same change; the second finds nothing to do.

import type { Connection } from 'vscode-languageserver';
import { FileChangeType } from 'vscode-languageserver';
import type { Background } from './background';
import type { Session } from './session';

export function followFiles(
  connection: Connection,
  background: Background,
  { workspace: texts }: Session,
  changed: () => void,
): void {
  const changes = (name: string, each: readonly { readonly uri: string; readonly exists: boolean }[]): void => {
    const read = async (): Promise<void> => {
      for (const { uri, exists } of each) {
        if (uri.endsWith('.p2p')) await texts.changedOnDisk(uri, exists);
        // A folder, or a file of another name that somebody includes.
        else texts.forgetDisk();
      }
      changed();
    };
    background(name, read());
  };
  connection.onDidChangeWatchedFiles((params) =>
    changes(
      'workspace/didChangeWatchedFiles',
      params.changes.map(({ uri, type }) => ({ uri, exists: type !== FileChangeType.Deleted })),
    ),
  );
  const { workspace } = connection;
  workspace.onDidCreateFiles(({ files }) =>
    changes(
      'workspace/didCreateFiles',
      files.map(({ uri }) => ({ uri, exists: true })),
    ),
  );
  workspace.onDidDeleteFiles(({ files }) =>
    changes(
      'workspace/didDeleteFiles',
      files.map(({ uri }) => ({ uri, exists: false })),
    ),
  );
  workspace.onDidRenameFiles(({ files }) =>
    changes(
      'workspace/didRenameFiles',
      files.flatMap(({ oldUri, newUri }) => [
        { uri: oldUri, exists: false },
        { uri: newUri, exists: true },
      ]),
    ),
  );
}
