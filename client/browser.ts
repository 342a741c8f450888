// The extension's entry where there is no Node (vscode.dev, web workbenches): the server runs in a web worker and asks
// the client for the texts of files that are not open.

import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { BrowserMessageReader, MessageTransports } from 'vscode-languageclient/browser';
import { register } from './activation';
import { answerFileRequests } from './files';
import { clientOptions } from './server';

/** What this entry needs of a web worker's world; client/ is compiled with Node's types, not the DOM's. */
type Worker = ConstructorParameters<typeof BrowserMessageReader>[0] & { readonly terminate: () => void };
declare const Worker: new (url: string) => Worker;

let client: Promise<BaseLanguageClient> | undefined;

export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('PeerMap', { log: true });
  context.subscriptions.push(log);
  client = register(context, log, () => makeClient(context, log));
}

async function makeClient(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Promise<BaseLanguageClient> {
  const { BrowserMessageReader, BrowserMessageWriter, LanguageClient } = await import('vscode-languageclient/browser');
  const module = vscode.Uri.joinPath(context.extensionUri, 'dist', 'browser', 'server.js').toString(true);
  const workers = freshWorkers(module);
  const start = (): Promise<MessageTransports> => {
    const worker = workers.next();
    return Promise.resolve({ reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) });
  };
  const made = new LanguageClient('peermap', 'PeerMap', start, clientOptions(context, log));
  context.subscriptions.push(workers, ...answerFileRequests(made, log));
  return made;
}

/** A worker for each start of the server: one that has ended, or hangs, answers nothing any more. */
function freshWorkers(module: string): vscode.Disposable & { readonly next: () => Worker } {
  let worker: Worker | undefined;
  const dispose = (): void => worker?.terminate();
  const next = (): Worker => {
    dispose();
    worker = new Worker(module);
    return worker;
  };
  return { next, dispose };
}

export async function deactivate(): Promise<void> {
  await (await client)?.stop();
}
