// Which files of a workspace are machines, and finding them in any file system.

import * as vscode from 'vscode';

/** A glob. */
export const MACHINE_FILES = '**/*.p2p';

const PASSED_OVER = '**/node_modules/**';
const MOST_FILES = 10_000;
const MOST_FOLDERS = 2_000;

/** Those of all folders of the workspace. */
export async function workspaceMachineFiles(): Promise<readonly vscode.Uri[]> {
  const found = await Promise.all((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => machineFilesBelow(uri)));
  return found.flat();
}

/**
 * VS Code's search and a walk through the folders, whichever ends first: where a file system has no search of its own (the
 * interface for it is open to few), VS Code waits for one for ever; and where it has one, a walk may take long. A search
 * that fails is none.
 */
export async function machineFilesBelow(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const pattern = new vscode.RelativePattern(folder, MACHINE_FILES);
  // A desktop or a server has files on a disk, and a search for them.
  if (folder.scheme === 'file') return vscode.workspace.findFiles(pattern, PASSED_OVER, MOST_FILES);
  const end = new vscode.CancellationTokenSource();
  const walked = walk(folder, end.token);
  const searched = vscode.workspace.findFiles(pattern, PASSED_OVER, MOST_FILES, end.token);
  try {
    const found = searched.then(
      (uris) => (uris.length > 0 ? uris : walked),
      () => walked,
    );
    return await Promise.race([walked, found]);
  } finally {
    end.cancel();
    end.dispose();
  }
}

/** Nearest folders first; links are not followed. */
async function walk(root: vscode.Uri, end: vscode.CancellationToken): Promise<readonly vscode.Uri[]> {
  const files: vscode.Uri[] = [];
  const folders = [root];
  for (let next = 0; next < Math.min(folders.length, MOST_FOLDERS); next++) {
    if (end.isCancellationRequested || files.length >= MOST_FILES) break;
    const folder = folders[next] as vscode.Uri;
    for (const [name, type] of await entriesOf(folder)) {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type === vscode.FileType.Directory && name !== 'node_modules') folders.push(uri);
      if (type !== vscode.FileType.Directory && name.endsWith('.p2p')) files.push(uri);
    }
  }
  return files.slice(0, MOST_FILES);
}

/** A folder that may not be read holds nothing for us. */
function entriesOf(folder: vscode.Uri): Thenable<readonly [string, vscode.FileType][]> {
  return vscode.workspace.fs.readDirectory(folder).then(
    (entries) => entries,
    () => [],
  );
}
