// The file of a map: what it is called, whether anything stands in it, whether it is there at all, and where it is after
// something was renamed.

import * as vscode from 'vscode';
import { refusesEdits } from './editor';
import { EXAMPLE_MACHINE } from './example-machine';

export function fileName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

export function isBlank(uri: vscode.Uri): boolean {
  const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
  return document?.getText().trim() === '';
}

export async function insertExample(uri: vscode.Uri): Promise<void> {
  if (refusesEdits([uri])) return;
  const change = new vscode.WorkspaceEdit();
  change.insert(uri, new vscode.Position(0, 0), EXAMPLE_MACHINE);
  await vscode.workspace.applyEdit(change);
}

/** For a file that is not open. One that cannot be reached just now may well be there. */
export async function isGone(uri: vscode.Uri): Promise<boolean> {
  if (uri.scheme === 'untitled') return true;
  try {
    await vscode.workspace.fs.stat(uri);
    return false;
  } catch (error) {
    return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
  }
}

/** What was renamed may be the file or a folder that it is in. */
export function renamedUri(uri: vscode.Uri, { files }: vscode.FileRenameEvent): vscode.Uri {
  const text = uri.toString();
  for (const { oldUri, newUri } of files) {
    if (text === oldUri.toString()) return newUri;
    const folder = `${oldUri.toString()}/`;
    if (text.startsWith(folder)) return vscode.Uri.parse(`${newUri.toString()}/${text.slice(folder.length)}`);
  }
  return uri;
}
