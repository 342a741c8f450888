// What both entries do: register commands, views and the panel, and have the server started once that is done. The library of
// the language client is nine tenths of what there is to load; VS Code and the other extensions do not wait for it.

import * as vscode from 'vscode';
import type { BaseLanguageClient, State } from 'vscode-languageclient';
import { registerAround } from './around';
import { machineEditor } from './machine-editor';
import type { ServerLife } from './map-panel-states';
import { MapPanels } from './map-panels';
import { registerPages } from './pages';
import { serverOf } from './server';

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
      panels.open(typeof uri === 'string' ? vscode.Uri.parse(uri) : (uri ?? machineEditor()?.document.uri)),
    ),
    vscode.commands.registerCommand('peermap.restartServer', async () => {
      const made = await client;
      // A server that never came up has nothing to stop, and is the one that most needs a restart.
      if (made.needsStop()) await made.stop();
      await made.start();
      panels.refresh();
    }),
    vscode.commands.registerCommand('peermap.showLog', () => log.show()),
  );
  client
    .then((made) => {
      context.subscriptions.push(made.onDidChangeState(({ newState }) => panels.serverIs(LIFE[newState])));
      return made.start();
    })
    .then(
      () => log.info('The language server is running.'),
      (error: unknown) => reportFailure(log, error),
    );
  return client;
}

/** By the numbers of the library, which would have to be loaded for their names. */
const LIFE: Readonly<Record<State, ServerLife>> = { 1: 'stopped', 2: 'running', 3: 'starting', 4: 'stopped' };

function reportFailure(log: vscode.LogOutputChannel, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  log.error(`The language server did not start: ${message}`);
  const show = vscode.l10n.t('Show Log');
  void vscode.window
    .showErrorMessage(vscode.l10n.t('PeerMap: the language server did not start: {0}', message), show)
    .then((choice) => choice === show && log.show());
}
