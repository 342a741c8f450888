// The extension's entry where there is no Node (vscode.dev, web workbenches): the server runs in a web worker and asks
// the client for the texts of files that are not open.

import * as vscode from 'vscode';
import type { MessageTransports } from 'vscode-languageclient/browser';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { register } from './activation';
import { answerFileRequests } from './files';
import { clientOptions } from './server';

/** What this entry needs of a web worker's world; client/ is compiled with Node's types, not the DOM's. */
type Worker = ConstructorParameters<typeof BrowserMessageReader>[0] & { readonly terminate: () => void };
declare const Worker: new (url: string) => Worker;

let client: LanguageClient | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('PeerMap', { log: true });
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'browser', 'server.js').toString(true);
  const workers = freshWorkers(module);
  client = new LanguageClient('peermap', 'PeerMap', workers.start, clientOptions(context, log, true));
  context.subscriptions.push(log, workers, ...answerFileRequests(client, log));
  register(context, client, log);
}

/** A worker for each start of the server: one that has ended, or hangs, answers nothing any more. */
function freshWorkers(module: string): vscode.Disposable & { readonly start: () => Promise<MessageTransports> } {
  let worker: Worker | undefined;
  const dispose = (): void => worker?.terminate();
  const start = (): Promise<MessageTransports> => {
    dispose();
    worker = new Worker(module);
    return Promise.resolve({ reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) });
  };
  return { start, dispose };
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
