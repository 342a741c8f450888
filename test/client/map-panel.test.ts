// Protects: what a person chooses on the map wins over an answer that was on its way, whatever comes last. The panel runs with
// a stand-in for VS Code and a server that answers when the test says so.

import { beforeAll, expect, test, vi } from 'vitest';
import type { MapPanel as Panel } from '../../client/map-panel';
import type { Server } from '../../client/server';
import type { ReportParams } from '../../server/protocol/messages';

vi.mock('vscode', () => {
  class EventEmitter {
    readonly event = (): object => ({ dispose: () => undefined });
    readonly fire = (): void => undefined;
    readonly dispose = (): void => undefined;
  }
  return {
    EventEmitter,
    TextEditorSelectionChangeKind: { Keyboard: 1, Mouse: 2, Command: 3 },
    Uri: { joinPath: uri, parse: uri },
    workspace: { textDocuments: [] },
  };
});

let MapPanel: typeof Panel;

beforeAll(async () => {
  ({ MapPanel } = await import('../../client/map-panel'));
});

function uri(): object {
  return { path: '/machine/a.p2p', scheme: 'file', toString: () => 'file:///machine/a.p2p' };
}

interface Asked {
  readonly scenario: string | null | undefined;
  readonly answer: () => void;
}

/** A panel that listens, what it asked the server so far, and the scenarios that it showed. */
function started() {
  const asked: Asked[] = [];
  const shown: (string | null)[] = [];
  let send: (message: object) => void = () => undefined;
  const webview = {
    asWebviewUri: uri,
    onDidReceiveMessage: (heard: typeof send) => {
      send = heard;
      return { dispose: () => undefined };
    },
    postMessage: (message: { readonly type: string; readonly evaluation?: { readonly scenario: string | null } }) => {
      if (message.evaluation !== undefined) shown.push(message.evaluation.scenario);
      return Promise.resolve(true);
    },
  };
  const report = ({ panel }: ReportParams): Promise<object> =>
    new Promise((resolve) => {
      const scenario = panel?.scenario;
      const evaluation = { scenario, machine: {}, hostBridges: [{}], devices: [] };
      const view = { stale: null, scenarios: [], evaluation, queries: {}, files: [] };
      asked.push({ scenario, answer: () => resolve({ panel: view }) });
    });
  const server = { report } as unknown as Server;
  const created = new MapPanel({ webview } as never, uri() as never, server, {} as never, uri() as never, null, {});
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return { asked, shown, send: (message: object) => send(message), panel: created, settled };
}

test('a scenario that is chosen while a picture is on its way stays chosen', async () => {
  const { asked, shown, send, panel, settled } = started();
  send({ type: 'ready', document: '', selection: null, scenario: null, whatIf: {} });
  await settled();
  send({ type: 'chooseScenario', scenario: 'stock' });
  // A key is pressed in the text, too.
  panel.refresh();
  await settled();
  // Grows meanwhile.
  for (const { answer } of asked) {
    answer();
    await settled();
  }
  expect(asked.map(({ scenario }) => scenario)).toEqual([null, 'stock', 'stock']);
  expect(shown).toEqual(['stock', 'stock']);
});
