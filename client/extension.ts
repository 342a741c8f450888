// The extension's entry where there is Node: the server runs as a process of its own, over IPC.

import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { register } from './activation';
import { clientOptions } from './server';

let client: LanguageClient | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('PeerMap', { log: true });
  const module = context.asAbsolutePath(path.join('dist', 'server.js'));
  client = new LanguageClient(
    'peermap',
    'PeerMap',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
    },
    clientOptions(context, log, false),
  );
  context.subscriptions.push(log);
  register(context, client, log);
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
