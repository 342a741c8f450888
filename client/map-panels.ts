// The one map panel of a window: opened beside the text, it follows the .p2p editor that is in front, is revived after a
// reload, and is refreshed whenever the server has heard of a change.

import * as vscode from 'vscode';
import { readPanelViewState } from '../server/protocol/panel-guards';
import type { WhatIf } from '../server/protocol/what-if';
import { machineEditor } from './machine-editor';
import type { ExportedMap } from './map-export';
import { exportMap } from './map-export';
import { MapPanel } from './map-panel';
import type { ServerLife } from './map-panel-states';
import type { Server } from './server';
import { LANGUAGE } from './server';
import { onDidTellServer } from './told-server';

export const VIEW = 'peermap.map';

export class MapPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly subscriptions: vscode.Disposable[];
  private current: MapPanel | undefined;
  private life: ServerLife = 'running';

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      vscode.window.registerWebviewPanelSerializer(VIEW, this),
      onDidTellServer(() => this.current?.refresh()),
      vscode.window.onDidChangeActiveTextEditor((editor) => {
        if (editor?.document.languageId === LANGUAGE) this.current?.textInFront(editor.document.uri);
      }),
      vscode.workspace.onDidRenameFiles((event) => this.current?.renamed(event)),
      vscode.window.onDidChangeTextEditorSelection((event) => {
        if (event.textEditor.document.languageId === LANGUAGE) this.current?.editorSelected(event);
      }),
    ];
  }

  /** Opens the panel beside the editor, or shows the one that is open; without a document, for the machine that is meant. */
  open(uri: vscode.Uri | undefined = machineEditor()?.document.uri): void {
    if (uri === undefined && this.current !== undefined) {
      this.current.show();
    } else if (uri === undefined) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('PeerMap: open a .p2p file first; the map shows that file.'),
      );
    } else if (this.current === undefined) {
      const asleep = tabsOfMaps();
      const panel = vscode.window.createWebviewPanel(
        VIEW,
        'PeerMap',
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        {},
      );
      this.adopt(panel, uri, null, {});
      void vscode.window.tabGroups.close(asleep, true);
    } else {
      this.current.follow(uri);
      this.current.show();
    }
  }

  async export(): Promise<void> {
    await exportMap({
      map: () => this.current?.exported() ?? fileAlone(machineEditor()?.document.uri),
      picture: (format) => {
        if (this.current === undefined) this.open();
        return this.current?.picture(format) ?? Promise.reject(new Error(vscode.l10n.t('There is no map.')));
      },
      server: this.server,
    });
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = readPanelViewState(state);
    const uri = kept ? vscode.Uri.parse(kept.document) : machineEditor()?.document.uri;
    this.adopt(panel, uri, kept?.scenario ?? null, kept?.whatIf ?? {});
    return Promise.resolve();
  }

  serverIs(life: ServerLife): void {
    this.life = life;
    this.current?.serverIs(life);
  }

  dispose(): void {
    this.current?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private adopt(
    panel: vscode.WebviewPanel,
    uri: vscode.Uri | undefined,
    scenario: string | null,
    whatIf: WhatIf,
  ): void {
    this.current?.dispose();
    const created = new MapPanel(panel, this.extensionUri, this.server, this.log, uri, scenario, whatIf);
    created.serverIs(this.life);
    this.setCurrent(created);
    panel.onDidDispose(() => {
      if (this.current === created) this.setCurrent(undefined);
      created.dispose();
    });
  }

  /** Commands about the map are there as long as it is. */
  private setCurrent(panel: MapPanel | undefined): void {
    this.current = panel;
    void vscode.commands.executeCommand('setContext', 'peermap.hasMap', panel !== undefined);
  }
}

function fileAlone(document: vscode.Uri | undefined): ExportedMap | null {
  return document === undefined ? null : { document, scenario: null, whatIf: {}, kernel: '', pair: null };
}

/** Where there is no map: the tab of one that was behind another when the window was loaded, and wakes when it is shown. */
function tabsOfMaps(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(`-${VIEW}`));
}
