// The extension's entry where there is Node: the server runs as a process of its own, over IPC.

import * as path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { register } from './activation';
import { clientOptions } from './server';

let client: Promise<BaseLanguageClient> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('PeerMap', { log: true });
  context.subscriptions.push(log);
  client = register(context, log, () => makeClient(context, log));
}

async function makeClient(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<BaseLanguageClient> {
  const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
  const module = context.asAbsolutePath(path.join('dist', 'server.js'));
  return new LanguageClient(
    'peermap',
    'PeerMap',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
    },
    clientOptions(context, log, false),
  );
}

export async function deactivate(): Promise<void> {
  await (await client)?.stop();
}
