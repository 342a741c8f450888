// The assertions of the open documents, as the server has them now: the Test view and the status item show the same
// answers, asked for once. While an answer is on its way further edits only note that there is to be asked again.

import * as vscode from 'vscode';
import type { AssertionsResult } from '../server/protocol/messages';
import type { Server } from './server';
import { LANGUAGE } from './server';
import { onDidTellServer } from './told-server';

export class OpenAssertions implements vscode.Disposable {
  private readonly latest = new Map<string, AssertionsResult>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscription: vscode.Disposable;
  private asking = false;
  private again = false;

  /** There is another answer about this document, or it was closed. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly server: Pick<Server, 'assertions'>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscription = onDidTellServer(() => void this.refresh());
  }

  /** undefined: not open, or not answered yet. */
  of(uri: vscode.Uri): AssertionsResult | undefined {
    return this.latest.get(uri.toString());
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private async refresh(): Promise<void> {
    this.again = true;
    if (this.asking) return;
    this.asking = true;
    // A document may be edited while the others are asked about, and then all are asked about once more.
    while (this.again) {
      this.again = false;
      await this.askAll();
    }
    this.asking = false;
  }

  private async askAll(): Promise<void> {
    const open = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === LANGUAGE);
    const known = new Set(open.map(({ uri }) => uri.toString()));
    for (const key of this.latest.keys()) {
      if (known.has(key)) continue;
      this.latest.delete(key);
      this.changed.fire(vscode.Uri.parse(key));
    }
    for (const { uri } of open) await this.ask(uri);
  }

  private async ask(uri: vscode.Uri): Promise<void> {
    try {
      const result = await this.server.assertions({ uri: uri.toString() });
      const before = this.latest.get(uri.toString());
      this.latest.set(uri.toString(), result);
      if (JSON.stringify(before) !== JSON.stringify(result)) this.changed.fire(uri);
    } catch (error) {
      // Closed meanwhile, or the server was stopped: whatever comes next asks again.
      this.log.debug(`No assertions of ${uri.toString()}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
