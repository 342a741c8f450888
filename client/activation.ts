// What both entries do: register commands, views and the panel, and have the server started once that is done. The library of
// the language client is nine tenths of what there is to load; VS Code and the other extensions do not wait for it.

import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerAround } from './around';
import { MapPanels } from './map-panels';
import { registerPages } from './pages';
import { serverOf } from './server';
import { lifeOf, serverRestarter, startServer, tellNotStarted } from './server-life';

/** `makeClient` loads the library and makes a client that is not started yet. */
export function register(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  makeClient: () => Promise<BaseLanguageClient>,
): Promise<BaseLanguageClient> {
  const client = new Promise<void>((resolve) => setTimeout(resolve, 0)).then(makeClient);
  const server = serverOf(client);
  const panels = new MapPanels(context.extensionUri, server, log);
  context.subscriptions.push(
    panels,
    registerPages(vscode.Uri.joinPath(context.extensionUri, 'dist', 'pages.json')),
    ...registerAround(server, log),
    // A lens hands over the URI as text, the title button as VS Code's own value.
    vscode.commands.registerCommand('peermap.openMap', (uri?: vscode.Uri | string) =>
      panels.open(typeof uri === 'string' ? vscode.Uri.parse(uri) : uri),
    ),
    vscode.commands.registerCommand('peermap.export', () => panels.export()),
    vscode.commands.registerCommand('peermap.restartServer', serverRestarter(client, log)),
    vscode.commands.registerCommand('peermap.showLog', () => log.show()),
  );
  void client.then(
    (made) => {
      context.subscriptions.push(made.onDidChangeState(({ newState }) => panels.serverIs(lifeOf(newState))));
      startServer(made, log);
    },
    (error: unknown) => tellNotStarted(log, error),
  );
  return client;
}
