// The life of the language server: started without waiting, started again when it ends by itself, given up with one
// message when it does so too often, and started anew when somebody wants it. The library's own boxes stay in the log:
// it shows one for each step, in words of the protocol.

import * as vscode from 'vscode';
import type {
  BaseLanguageClient,
  CloseAction,
  ErrorAction,
  LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient';
import type { ServerLife } from './map-panel-states';
import { MINUTES, RecentEnds } from './recent-ends';

// The library's numbers, which would have to be loaded for their names.
const NO_BOX: RevealOutputChannelOn.Never = 4;
const GO_ON: ErrorAction.Continue = 1;
const GIVE_UP: CloseAction.DoNotRestart = 1;
const START_AGAIN: CloseAction.Restart = 2;
const LIFE: Readonly<Record<State, ServerLife>> = { 1: 'stopped', 2: 'running', 3: 'starting', 4: 'stopped' };

const ends = new RecentEnds();

/** What the client needs to leave it to this file. */
export const lifeOptions: Pick<
  LanguageClientOptions,
  'errorHandler' | 'initializationFailedHandler' | 'revealOutputChannelOn'
> = {
  revealOutputChannelOn: NO_BOX,
  initializationFailedHandler: () => false,
  errorHandler: {
    // A connection that is lost is closed, too, and then something is done about it.
    error: () => ({ action: GO_ON, handled: true }),
    closed: () => {
      const { count, isTooOften } = ends.add(Date.now());
      if (isTooOften) tellGivenUp(count);
      return { action: isTooOften ? GIVE_UP : START_AGAIN, handled: true };
    },
  },
};

export function startServer(client: BaseLanguageClient, log: vscode.LogOutputChannel): void {
  client.error = (message, data) => log.error(data === undefined ? message : `${message} ${reasonOf(data)}`);
  void start(client, log);
}

/** One restart at a time. */
export function serverRestarter(
  client: Promise<BaseLanguageClient>,
  log: vscode.LogOutputChannel,
): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  return () => (underWay ??= client.then((made) => restart(made, log)).finally(() => (underWay = undefined)));
}

async function restart(client: BaseLanguageClient, log: vscode.LogOutputChannel): Promise<void> {
  ends.forget();
  try {
    if (lifeOf(client.state) === 'running') await client.stop();
  } catch (error) {
    log.warn(`The language server did not stop: ${reasonOf(error)}`);
  }
  await start(client, log);
}

async function start(client: BaseLanguageClient, log: vscode.LogOutputChannel): Promise<void> {
  const before = ends.total;
  try {
    await client.start();
    log.info('The language server is running.');
  } catch (error) {
    // One that ended meanwhile is started again, or given up, by the handler above.
    if (ends.total === before) tellNotStarted(log, error);
  }
}

export function tellNotStarted(log: vscode.LogOutputChannel, error: unknown): void {
  log.error(`The language server did not start: ${reasonOf(error)}`);
  offer(vscode.l10n.t('PeerMap: the language server did not start: {0}', reasonOf(error)));
}

function tellGivenUp(count: number): void {
  offer(
    vscode.l10n.t(
      'PeerMap: the language server ended {0} times within {1} minutes, so it is not started again.',
      count,
      MINUTES,
    ),
  );
}

function offer(sentence: string): void {
  const commands = new Map([
    [vscode.l10n.t('Restart Server'), 'peermap.restartServer'],
    [vscode.l10n.t('Show Log'), 'peermap.showLog'],
  ]);
  void vscode.window.showErrorMessage(sentence, ...commands.keys()).then((choice) => {
    const command = commands.get(choice ?? '');
    return command === undefined ? undefined : vscode.commands.executeCommand(command);
  });
}

export function lifeOf(state: State): ServerLife {
  return LIFE[state];
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
