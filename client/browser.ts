// The extension's entry where there is no Node (vscode.dev, web workbenches): the server runs in a web worker and asks
// the client for the texts of files that are not open.

import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { register } from './activation';
import { answerFileRequests } from './files';
import { clientOptions } from './server';

/** The one thing of a web worker's world that this entry needs; client/ is compiled with Node's types, not the DOM's. */
declare const Worker: new (url: string) => ConstructorParameters<typeof LanguageClient>[3];

let client: LanguageClient | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('PeerMap', { log: true });
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'browser', 'server.js');
  client = new LanguageClient(
    'peermap',
    'PeerMap',
    clientOptions(context, log, true),
    new Worker(module.toString(true)),
  );
  context.subscriptions.push(log, ...answerFileRequests(client, log));
  register(context, client, log);
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
