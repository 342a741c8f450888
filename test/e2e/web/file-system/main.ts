// Virtual folders for VS Code Web: the workspace's files, fetched once and kept in memory. `vscode-vfs` is the scheme of
// VS Code's own remote repositories, whose workspaces are not trusted before the user says so; `read-only` takes no edit.
// Neither has a search provider (that interface is not open to extensions), so `findFiles` finds nothing in them.

import * as vscode from 'vscode';
import { MemoryFiles } from '../../memory-files';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const answer = await fetch(vscode.Uri.joinPath(context.extensionUri, 'files.json').toString(true));
  const files = (await answer.json()) as Readonly<Record<string, string>>;
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider('vscode-vfs', new MemoryFiles(files), { isCaseSensitive: true }),
    vscode.workspace.registerFileSystemProvider('read-only', new MemoryFiles(files), {
      isCaseSensitive: true,
      isReadonly: true,
    }),
  );
}
