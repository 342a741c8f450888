// What both entries do once they have a language client: start it without waiting, and register commands and the panel.

import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { State } from 'vscode-languageclient';
import { registerAround } from './around';
import { machineEditor } from './machine-editor';
import type { ServerLife } from './map-panel-states';
import { MapPanels } from './map-panels';
import { registerPages } from './pages';
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
  const server = serverOf(client);
  const panels = new MapPanels(context.extensionUri, server, log);
  context.subscriptions.push(
    panels,
    client.onDidChangeState(({ newState }) => panels.serverIs(lifeOf(newState))),
    registerPages(vscode.Uri.joinPath(context.extensionUri, 'dist', 'pages.json')),
    ...registerAround(server, log),
    // A lens hands over the URI as text, the title button as VS Code's own value.
    vscode.commands.registerCommand('peermap.openMap', (uri?: vscode.Uri | string) =>
      panels.open(typeof uri === 'string' ? vscode.Uri.parse(uri) : (uri ?? machineEditor()?.document.uri)),
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

function lifeOf(state: State): ServerLife {
  if (state === State.Running) return 'running';
  return state === State.Starting ? 'starting' : 'stopped';
}

function reportFailure(log: vscode.LogOutputChannel, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  log.error(`The language server did not start: ${message}`);
  const show = vscode.l10n.t('Show Log');
  void vscode.window
    .showErrorMessage(vscode.l10n.t('PeerMap: the language server did not start: {0}', message), show)
    .then((choice) => choice === show && log.show());
}
