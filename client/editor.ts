// Showing a place in an editor and changing texts, on behalf of the map panel and the commands.

import * as vscode from 'vscode';
import type { FileEdit, LocationOfName } from '../server/protocol/messages';
import type { Range } from '../server/protocol/position';

/** Opens the document in the editor group that already shows it, else beside the panel's group, and selects the range. */
export async function showLocation(location: LocationOfName, preserveFocus: boolean): Promise<void> {
  const uri = vscode.Uri.parse(location.uri);
  const selection = toRange(location.range);
  await vscode.window.showTextDocument(uri, { viewColumn: columnOf(uri), selection, preserveFocus, preview: true });
}

/** The versions of all open texts, by URI: what edits that are asked for now will be computed for. */
export function documentVersions(): ReadonlyMap<string, number> {
  return new Map(vscode.workspace.textDocuments.map(({ uri, version }) => [uri.toString(), version]));
}

/**
 * All edits as one undoable step; false, and the user is told: there are none any more, or a text has changed since
 * `versions` was taken.
 */
export async function applyFileEdits(
  edits: readonly FileEdit[] | null,
  versions: ReadonlyMap<string, number>,
): Promise<boolean> {
  if (refusesEdits((edits ?? []).map(({ uri }) => vscode.Uri.parse(uri)))) return false;
  const change = new vscode.WorkspaceEdit();
  for (const edit of edits ?? []) change.replace(vscode.Uri.parse(edit.uri), toRange(edit.range), edit.newText);
  const now = documentVersions();
  const isCurrent = edits?.every(({ uri }) => {
    const key = vscode.Uri.parse(uri).toString();
    return now.get(key) === versions.get(key);
  });
  if (isCurrent && (await vscode.workspace.applyEdit(change))) return true;
  void vscode.window.showWarningMessage(
    vscode.l10n.t('PeerMap: nothing was written because the file changed meanwhile. Try again.'),
  );
  return false;
}

/** VS Code would change the text on the screen, where nobody could save it or take it back; the user is told. */
export function refusesEdits(uris: readonly vscode.Uri[]): boolean {
  const refused = uris.find(({ scheme }) => vscode.workspace.fs.isWritableFileSystem(scheme) === false);
  if (refused === undefined) return false;
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'PeerMap: {0} is read-only, so nothing was written. Save a copy and change that.',
      vscode.workspace.asRelativePath(refused),
    ),
  );
  return true;
}

/** Where a document is shown, or would be. */
export function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  return shown?.viewColumn ?? vscode.ViewColumn.One;
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
