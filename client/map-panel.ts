// One map panel and its conversation with the webview (docs/protocol.md, "The map panel"). The server computes, the
// webview draws; this file keeps the order: one picture at a time, the newest wins, and the last good one stays on
// screen while the text is broken.

import * as vscode from 'vscode';
import type { LocationOfName, PairProof, PanelView } from '../server/protocol/messages';
import type { HostMessage, PanelSelection, PanelTarget, PictureFormat, WebviewMessage } from '../server/protocol/panel';
import { isWebviewMessage } from '../server/protocol/panel-guards';
import type { WhatIf } from '../server/protocol/what-if';
import { applyFileEdits, columnOf, documentVersions, showLocation } from './editor';
import type { ExportedMap } from './map-export';
import { fileName, insertExample, isBlank, isGone, renamedUri } from './map-file';
import type { ServerLife } from './map-panel-states';
import { ACTIONS, fileGone, noFile, notAnswered, nothingToDraw, serverNotice } from './map-panel-states';
import { MapPictures } from './map-pictures';
import { askedFor, locate, placeOf, selectionOf } from './map-places';
import { panelHtml } from './panel-html';
import type { Server } from './server';

const BY_HAND = vscode.TextEditorSelectionChangeKind;

export class MapPanel implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[] = [];
  private disposed = false;
  private listening = false;
  private revision = 0;
  private view: PanelView | undefined;
  private lastGood: PanelView | undefined;
  private proof: PairProof | undefined;
  private selection: PanelSelection | null = null;
  private life: ServerLife = 'running';
  /** A refresh is under way, and whether the text changed meanwhile. */
  private refreshing = false;
  private again = false;
  private readonly drawn = new vscode.EventEmitter<void>();
  private readonly pictures = new MapPictures();

  constructor(
    private readonly panel: vscode.WebviewPanel,
    extensionUri: vscode.Uri,
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
    private document: vscode.Uri | undefined,
    private scenario: string | null,
    private whatIf: WhatIf,
  ) {
    panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
    panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, 'images', 'p2p-light.svg'),
      dark: vscode.Uri.joinPath(extensionUri, 'images', 'p2p-dark.svg'),
    };
    this.subscriptions.push(panel.webview.onDidReceiveMessage((message: unknown) => this.received(message)));
    panel.webview.html = panelHtml(panel.webview, extensionUri);
    this.entitle();
  }

  show(): void {
    this.panel.reveal(undefined, true);
  }

  /** Another .p2p editor came to the front. */
  follow(uri: vscode.Uri): void {
    if (this.document?.toString() === uri.toString()) return;
    this.document = uri;
    this.scenario = null;
    this.whatIf = {};
    this.selection = null;
    this.view = this.lastGood = this.proof = undefined;
    this.entitle();
    this.refresh();
  }

  /** A text that the machine on the map takes in is shown already. */
  textInFront(uri: vscode.Uri): void {
    const files = this.view?.files.map((file) => vscode.Uri.parse(file).toString());
    if (files?.includes(uri.toString()) !== true) this.follow(uri);
  }

  renamed(event: vscode.FileRenameEvent): void {
    if (this.document !== undefined) this.follow(renamedUri(this.document, event));
  }

  /** Asks for a new picture; while one is being computed, at most one more is queued. */
  refresh(): void {
    if (!this.listening || this.disposed) return;
    if (this.refreshing) {
      this.again = true;
      return;
    }
    this.refreshing = true;
    void this.draw().finally(() => {
      this.refreshing = false;
      if (!this.again) {
        this.drawn.fire();
        return;
      }
      this.again = false;
      this.refresh();
    });
  }

  /** null: the panel shows no file. */
  exported(): ExportedMap | null {
    const { document, scenario, whatIf, selection } = this;
    if (document === undefined) return null;
    const kernel = this.view?.evaluation.machine.kernel ?? '';
    return { document, scenario, whatIf, kernel, pair: selection?.kind === 'pair' ? selection : null };
  }

  /** A webview that is not on screen knows nothing, so it comes to the front first. */
  async picture(format: PictureFormat): Promise<string | Uint8Array> {
    const isReady = this.panel.visible && this.revision > 0 && !this.refreshing;
    const ready = isReady ? null : once(this.drawn.event);
    this.show();
    await ready;
    if (this.disposed) throw new Error(vscode.l10n.t('The map was closed.'));
    return this.pictures.ask(format, (message) => this.post(message));
  }

  /** The server went down, comes up, or is there again: then the picture is a new one. */
  serverIs(life: ServerLife): void {
    const before = this.life;
    this.life = life;
    const notice = serverNotice(life);
    if (notice !== null) this.post(notice);
    else if (before !== life) this.refresh();
  }

  /** The cursor moved by a person's hand, not by the map that shows where its selection stands: that becomes the selection. */
  editorSelected(event: vscode.TextEditorSelectionChangeEvent): void {
    const position = event.selections[0]?.active;
    const byHand = event.kind === BY_HAND.Keyboard || event.kind === BY_HAND.Mouse;
    if (!byHand || position === undefined || !this.view) return;
    this.answering(async () => {
      const found = await this.server.at({ uri: event.textEditor.document.uri.toString(), position });
      if (found === null) return;
      if ('scenario' in found && found.scenario !== this.scenario) await this.chooseScenario(found.scenario);
      this.selection = selectionOf(found);
      this.post({ type: 'select', revision: this.revision, target: this.selection });
      await this.prove();
    });
  }

  dispose(): void {
    this.disposed = true;
    for (const subscription of this.subscriptions) subscription.dispose();
    this.drawn.fire();
    this.drawn.dispose();
    this.panel.dispose();
  }

  private received(message: unknown): void {
    if (!isWebviewMessage(message)) {
      this.log.error(`The map sent a message that is not in the protocol: ${JSON.stringify(message)}`);
      return;
    }
    if ('revision' in message && message.revision !== this.revision) return;
    this.answering(() => this.handle(message));
  }

  private async handle(message: WebviewMessage): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.listening = true;
        // What a panel kept of another file is of no use for this one.
        if (message.document === this.document?.toString()) {
          this.selection = message.selection ?? this.selection;
          this.scenario = message.scenario ?? this.scenario;
          this.whatIf = message.whatIf;
        }
        this.refresh();
        return;
      case 'selectPair':
        this.selection = { kind: 'pair', provider: message.provider, client: message.client };
        await this.prove();
        await this.showSelection();
        return;
      case 'selectDevice':
        this.selection = { kind: 'device', name: message.name };
        await this.showSelection();
        return;
      case 'selectQuery':
        this.selection = { kind: 'query', query: message.query, index: message.index };
        this.proof = undefined;
        await this.showSelection();
        return;
      case 'clearSelection':
        this.selection = null;
        this.proof = undefined;
        return;
      case 'reveal':
        await this.reveal(message.target);
        return;
      case 'applyFix':
        await this.applyFix(Number(message.fix));
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return;
      case 'chooseScenario':
        await this.chooseScenario(message.scenario);
        return;
      case 'setWhatIf':
        this.whatIf = message.whatIf;
        this.refresh();
        return;
      case 'applyWhatIf':
        await this.applyWhatIf();
        return;
      case 'action':
        await this.act(message.id);
        return;
      case 'export':
        await vscode.commands.executeCommand('peermap.export');
        return;
      case 'exported':
        this.pictures.answered(message);
        return;
    }
  }

  private async act(id: string): Promise<void> {
    const uri = this.document;
    switch (id) {
      case ACTIONS.open:
        await vscode.commands.executeCommand('workbench.action.files.openFile');
        return;
      case ACTIONS.restart:
        await vscode.commands.executeCommand('peermap.restartServer');
        return;
      case ACTIONS.retry:
        this.refresh();
        return;
      case ACTIONS.show:
        await this.reveal({ kind: 'line', line: this.view?.stale?.line ?? 0 });
        return;
      case ACTIONS.example:
        if (uri !== undefined) await insertExample(uri);
        return;
    }
  }

  /** As one step that can be undone. What no setting can say stays as it is on the map. */
  private async applyWhatIf(): Promise<void> {
    const uri = this.document?.toString();
    if (uri === undefined) return;
    const versions = documentVersions();
    const { whatIf, scenario } = this;
    const { edits, notWritten } = await this.server.whatIfEdits({ uri, scenario, whatIf });
    if (edits.length > 0 && !(await applyFileEdits(edits, versions))) return;
    this.whatIf = notWritten === null || whatIf.acs === undefined ? {} : { acs: whatIf.acs };
    this.refresh();
    const [first] = edits;
    if (first !== undefined) await this.showBeside(first);
  }

  /** The proof on screen may be older than the text by a keystroke, so its fix is asked for again before it is applied. */
  private async applyFix(index: number): Promise<void> {
    const shown = this.proof;
    const uri = this.document?.toString();
    const title = shown?.fixes[index]?.title;
    if (shown === undefined || uri === undefined || title === undefined) return;
    const { scenario, provider, client } = shown;
    const versions = documentVersions();
    const now = await this.server.explain({ uri, scenario, provider, client, whatIf: this.whatIf });
    const fix = now?.fixes.find((candidate) => candidate.title === title);
    await applyFileEdits(fix?.edits ?? null, versions);
  }

  private async draw(): Promise<void> {
    const uri = this.document;
    if (!uri) {
      this.post(noFile());
      return;
    }
    try {
      const { scenario, whatIf } = this;
      const { panel } = await this.server.report({ uri: uri.toString(), pairs: 'asked', panel: { scenario }, whatIf });
      // Whoever chose another scenario meanwhile has asked for its picture.
      if (panel === null || this.document !== uri || this.scenario !== scenario || this.disposed) return;
      this.view = panel;
      this.scenario = panel.evaluation.scenario;
      if (panel.stale === null) this.lastGood = panel;
      this.postState(uri, panel);
      await this.prove();
    } catch (error) {
      // What failed is asked again when the server is back; a webview that was hidden meanwhile has not heard of it.
      const notice = serverNotice(this.life);
      if (notice !== null) {
        this.post(notice);
        return;
      }
      if (await isGone(uri)) {
        this.post(fileGone(fileName(uri)));
        return;
      }
      const reason = error instanceof Error ? error.message : String(error);
      this.log.error(`The map of ${uri.toString()} could not be drawn: ${reason}`);
      this.post(notAnswered(reason));
    }
  }

  /** Broken text shows the last good picture of the same evaluation, if there was one. */
  private postState(uri: vscode.Uri, view: PanelView): void {
    const good = this.lastGood;
    const shown = view.stale && good?.evaluation.scenario === view.evaluation.scenario ? good : view;
    this.revision += 1;
    const nothing = nothingToDraw({ ...view, evaluation: shown.evaluation }, fileName(uri), isBlank(uri));
    if (nothing !== null) {
      this.post(nothing);
      return;
    }
    this.post({
      type: 'state',
      revision: this.revision,
      document: uri.toString(),
      fileName: fileName(uri),
      stale: view.stale,
      isPartial: view.stale !== null && shown === view,
      scenarios: view.scenarios,
      evaluation: shown.evaluation,
    });
  }

  private async prove(): Promise<void> {
    const selection = this.selection;
    const uri = this.document;
    if (selection?.kind !== 'pair' || uri === undefined || this.view === undefined) return;
    const { provider, client } = selection;
    const { scenario, whatIf } = this;
    const proof = await this.server.explain({ uri: uri.toString(), scenario, provider, client, whatIf });
    if (proof === null || this.selection !== selection || this.document !== uri || this.whatIf !== whatIf) return;
    this.proof = proof;
    this.post({
      ...proof,
      type: 'proof',
      revision: this.revision,
      fixes: proof.fixes.map(({ title, price }, index) => ({ id: String(index), title, price })),
      queries: askedFor(this.view, provider, client),
    });
  }

  private async chooseScenario(scenario: string | null): Promise<void> {
    this.scenario = scenario;
    await this.draw();
  }

  /** Puts the selection's place on screen, leaving the focus where it is. */
  private async showSelection(): Promise<void> {
    const target = this.selection === null ? null : placeOf(this.view, this.selection);
    const location = target === null ? null : await this.locate(target);
    if (location !== null) await this.showBeside(location);
  }

  /** A text that would cover the map stays where it is; a link of the proof leads there all the same. */
  private async showBeside(location: LocationOfName): Promise<void> {
    if (columnOf(vscode.Uri.parse(location.uri)) !== this.panel.viewColumn) await showLocation(location, true);
  }

  private async reveal(target: PanelTarget): Promise<void> {
    const location = await this.locate(target);
    if (location !== null) await showLocation(location, false);
  }

  private async locate(target: PanelTarget): Promise<LocationOfName | null> {
    const uri = this.document?.toString();
    return uri === undefined ? null : locate(this.server, uri, this.view, target);
  }

  private answering(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.log.error(`The map's request failed: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  private entitle(): void {
    this.panel.title = this.document ? `Map ${fileName(this.document)}` : 'PeerMap';
  }

  private post(message: HostMessage): void {
    if (!this.disposed) void this.panel.webview.postMessage(message);
  }
}

function once(event: vscode.Event<void>): Promise<void> {
  return new Promise((resolve) => {
    const heard = event(() => {
      heard.dispose();
      resolve();
    });
  });
}
