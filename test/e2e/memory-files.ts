// A file system that is on no disk, for the tests in virtual folders: what it holds is given to it, and edits stay in memory.

import * as vscode from 'vscode';

type Tree = Map<string, Uint8Array | 'folder'>;

export class MemoryFiles implements vscode.FileSystemProvider {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  private readonly tree: Tree = new Map([['/', 'folder']]);
  readonly onDidChangeFile = this.changed.event;

  /** `files`: paths without a first slash, and texts. */
  constructor(files: Readonly<Record<string, string>>) {
    for (const [path, text] of Object.entries(files)) {
      const folders = path.split('/').slice(0, -1);
      folders.forEach((_, depth) => this.tree.set(`/${folders.slice(0, depth + 1).join('/')}`, 'folder'));
      this.tree.set(`/${path}`, new TextEncoder().encode(text));
    }
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const entry = this.entry(uri);
    const [type, size] = entry === 'folder' ? [vscode.FileType.Directory, 0] : [vscode.FileType.File, entry.length];
    return { type, size, ctime: 0, mtime: 0 };
  }

  readDirectory(uri: vscode.Uri): [string, vscode.FileType][] {
    if (this.entry(uri) !== 'folder') throw vscode.FileSystemError.FileNotADirectory(uri);
    const parent = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
    return [...this.tree]
      .filter(([path]) => path.startsWith(parent) && path !== parent && !path.slice(parent.length).includes('/'))
      .map(([path, entry]) => [
        path.slice(parent.length),
        entry === 'folder' ? vscode.FileType.Directory : vscode.FileType.File,
      ]);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const entry = this.entry(uri);
    if (entry === 'folder') throw vscode.FileSystemError.FileIsADirectory(uri);
    return entry;
  }

  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    const type = this.tree.has(uri.path) ? vscode.FileChangeType.Changed : vscode.FileChangeType.Created;
    this.tree.set(uri.path, content);
    this.changed.fire([{ type, uri }]);
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(from: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(from);
  }

  private entry(uri: vscode.Uri): Uint8Array | 'folder' {
    const entry = this.tree.get(uri.path);
    if (entry === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return entry;
  }
}
