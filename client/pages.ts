// The documentation that findings link to, as read-only files of a scheme of its own: it is one packed file, and opens alike
// from a disk, in a browser and over a remote connection. Being a file system, and not only a provider of texts, its pages
// are found by Markdown's preview, by the links between them, and by an editor that opens them again after a restart.

import * as vscode from 'vscode';

export const PAGES_SCHEME = 'peermap-docs';

/** What a rule's code is appended to (docs/protocol.md). */
export const RULE_PAGES = `${PAGES_SCHEME}:/rules`;

type Pages = Readonly<Record<string, string>>;

/** `packed`: dist/pages.json, which scripts/pages.mjs makes. It is read when the first page is opened. */
export function registerPages(packed: vscode.Uri): vscode.Disposable {
  return vscode.workspace.registerFileSystemProvider(PAGES_SCHEME, new PackedPages(packed), {
    isReadonly: new vscode.MarkdownString(vscode.l10n.t('This page is part of PeerMap.')),
  });
}

class PackedPages implements vscode.FileSystemProvider {
  readonly onDidChangeFile: vscode.Event<vscode.FileChangeEvent[]> = () => new vscode.Disposable(() => {});
  private readonly packed: vscode.Uri;
  private pages: Promise<Pages> | undefined;

  constructor(packed: vscode.Uri) {
    this.packed = packed;
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { length } = await this.readFile(uri);
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: length };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    this.pages ??= readPages(this.packed);
    const page = (await this.pages)[uri.path.slice(1)];
    if (page === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(page);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => {});
  }

  createDirectory = refuse;
  writeFile = refuse;
  delete = refuse;
  rename = refuse;
}

async function readPages(packed: vscode.Uri): Promise<Pages> {
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(packed))) as Pages;
}

function refuse(uri: vscode.Uri): never {
  throw vscode.FileSystemError.NoPermissions(uri);
}
