// The extension's entry where there is Node: the server runs as a process of its own, over IPC.

import { once } from 'node:events';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { LanguageClient } from 'vscode-languageclient/node';
import { register } from './activation';
import { answerFileRequests } from './files';
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
  const made = new LanguageClient(
    'peermap',
    'PeerMap',
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ['--nolazy', '--inspect=6019'] } },
    },
    clientOptions(context, log),
  );
  made.stop = stopForSure(made, log);
  // For folders that are on no disk.
  context.subscriptions.push(...answerFileRequests(made, log));
  return made;
}

/** A server that is too busy to end when it is asked to is ended: another one is to take its place. */
function stopForSure(client: LanguageClient, log: vscode.LogOutputChannel): (timeout?: number) => Promise<void> {
  const stop = client.stop.bind(client);
  return async (timeout) => {
    const { serverProcess } = client;
    try {
      await stop(timeout);
    } catch (error) {
      if (serverProcess === undefined) throw error;
      log.warn(`The language server did not end: ${error instanceof Error ? error.message : String(error)}`);
      const closed = once(serverProcess, 'close');
      if (serverProcess.kill('SIGKILL')) await closed;
    }
  };
}

export async function deactivate(): Promise<void> {
  await (await client)?.stop();
}
