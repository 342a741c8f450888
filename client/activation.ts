// What both entries do once they have a language client: start it without waiting, and register commands and the panel.

import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { MapPanels } from './map-panels';
import { serverOf } from './server';

export function register(
  context: vscode.ExtensionContext,
  client: BaseLanguageClient,
  log: vscode.LogOutputChannel,
): void {
  client.start().then(
    () => log.info('The language server is running.'),
    (error: unknown) => reportFailure(log, error),
  );
  const panels = new MapPanels(context.extensionUri, serverOf(client), log);
  context.subscriptions.push(
    panels,
    // A lens hands over the URI as text, the title button as VS Code's own value.
    vscode.commands.registerCommand('peermap.openMap', (uri?: vscode.Uri | string) =>
      panels.open(typeof uri === 'string' ? vscode.Uri.parse(uri) : uri),
    ),
    vscode.commands.registerCommand('peermap.restartServer', async () => {
      // A server that never came up has nothing to stop, and is the one that most needs a restart.
      if (client.needsStop()) await client.stop();
      await client.start();
      panels.refresh();
    }),
    vscode.commands.registerCommand('peermap.showLog', () => log.show()),
  );
}

function reportFailure(log: vscode.LogOutputChannel, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  log.error(`The language server did not start: ${message}`);
  const show = 'Show Log';
  void vscode.window
    .showErrorMessage(`PeerMap: the language server did not start: ${message}`, show)
    .then((choice) => choice === show && log.show());
}
