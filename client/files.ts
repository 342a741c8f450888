// Files that the server cannot read itself: it asks, VS Code's file systems answer (docs/protocol.md).

import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ListFilesParams, ListFilesResult, ReadFileParams, ReadFileResult } from '../server/protocol/messages';
import { LIST_FILES, READ_FILE } from '../server/protocol/messages';
import { machineFilesBelow } from './machine-files';

export function answerFileRequests(client: BaseLanguageClient, log: vscode.LogOutputChannel): vscode.Disposable[] {
  return [
    client.onRequest(READ_FILE, (params: ReadFileParams) => read(params.uri, log)),
    client.onRequest(LIST_FILES, (params: ListFilesParams) => list(params.folder)),
  ];
}

async function read(uri: string, log: vscode.LogOutputChannel): Promise<ReadFileResult> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true));
    return uri.endsWith('/pci.ids.gz') ? await decompressed(bytes) : new TextDecoder().decode(bytes);
  } catch (error) {
    log.debug(`${uri} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** The list of PCI names is packed compressed; a worker has no zlib, browsers and Node 18 have this stream. */
async function decompressed(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

async function list(folder: string): Promise<ListFilesResult> {
  const uris = await machineFilesBelow(vscode.Uri.parse(folder, true));
  return uris.map((uri) => uri.toString());
}
