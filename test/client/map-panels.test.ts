// Protects: the map is of a .p2p file. Where the command finds none it says so, or shows the map that is open as it is, and
// takes no other text that happens to be in front.

import { beforeEach, expect, test, vi } from 'vitest';

const { told, vscode } = vi.hoisted(() => {
  const told: string[] = [];
  const nothing = { dispose: () => undefined };
  const event = (): typeof nothing => nothing;
  const panel = { webview: {}, onDidDispose: event };
  const readme = { document: { languageId: 'markdown', uri: 'README.md' } };
  const vscode = {
    ViewColumn: { Beside: -2 },
    commands: { executeCommand: () => Promise.resolve() },
    l10n: { t: (words: string) => words },
    window: {
      activeTextEditor: readme,
      visibleTextEditors: [readme],
      tabGroups: { all: [], close: () => Promise.resolve(true) },
      createWebviewPanel: () => panel,
      onDidChangeActiveTextEditor: event,
      onDidChangeTextEditorSelection: event,
      registerWebviewPanelSerializer: event,
      showInformationMessage: (words: string) => {
        told.push(words);
        return Promise.resolve(undefined);
      },
    },
    workspace: { onDidRenameFiles: event },
  };
  return { told, vscode };
});

vi.mock('vscode', () => vscode);
vi.mock('../../client/server', () => ({ LANGUAGE: 'p2p' }));
vi.mock('../../client/told-server', () => ({ onDidTellServer: vscode.workspace.onDidRenameFiles }));
vi.mock('../../client/map-export', () => ({ exportMap: () => Promise.resolve() }));
vi.mock('../../client/map-panel', () => ({
  MapPanel: class {
    constructor(...[, , , , document]: readonly unknown[]) {
      told.push(`made for ${String(document)}`);
    }
    readonly serverIs = (): void => undefined;
    readonly follow = (uri: unknown): unknown => told.push(`follows ${String(uri)}`);
    readonly show = (): unknown => told.push('shown');
  },
}));

beforeEach(() => void told.splice(0));

async function makePanels(): Promise<{ readonly open: (uri?: never) => void }> {
  const { MapPanels } = await import('../../client/map-panels');
  return new MapPanels({} as never, {} as never, {} as never);
}

test('no machine and no map: what to do is said', async () => {
  (await makePanels()).open();
  expect(told).toEqual(['PeerMap: open a .p2p file first; the map shows that file.']);
});

test('no machine, but a map: it is shown', async () => {
  const panels = await makePanels();
  panels.open('jbof.p2p' as never);
  panels.open();
  expect(told).toEqual(['made for jbof.p2p', 'shown']);
});
