// Files for a server that cannot read them itself: it asks, VS Code's file systems answer (docs/protocol.md).

import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { ListFilesParams, ListFilesResult, ReadFileParams, ReadFileResult } from '../server/protocol/messages';
import { LIST_FILES, READ_FILE } from '../server/protocol/messages';

const MOST_FILES = 10_000;

export function answerFileRequests(client: BaseLanguageClient, log: vscode.LogOutputChannel): vscode.Disposable[] {
  return [
    client.onRequest(READ_FILE, (params: ReadFileParams) => read(params.uri, log)),
    client.onRequest(LIST_FILES, (params: ListFilesParams) => list(params.folder)),
  ];
}

async function read(uri: string, log: vscode.LogOutputChannel): Promise<ReadFileResult> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri, true)));
  } catch (error) {
    log.debug(`${uri} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

async function list(folder: string): Promise<ListFilesResult> {
  const pattern = new vscode.RelativePattern(vscode.Uri.parse(folder, true), '**/*.p2p');
  const uris = await vscode.workspace.findFiles(pattern, '**/node_modules/**', MOST_FILES);
  return uris.map((uri) => uri.toString());
}
