// Pictures that the host has asked the webview for and not got yet, by the id of the question. A webview may be hidden,
// reloaded or gone before it answers, so every question has an end.

import * as vscode from 'vscode';
import type { HostMessage, PanelExported, PictureFormat } from '../server/protocol/panel';

/** Large maps take a second or two; nobody waits longer than this. */
const PATIENCE = 20_000;

export class MapPictures {
  private readonly open = new Map<number, (answer: PanelExported) => void>();
  private lastId = 0;

  /** Rejects with words for the user. */
  ask(format: PictureFormat, post: (message: HostMessage) => void): Promise<PanelExported['content']> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      const settle = (problem: string, content: PanelExported['content']): void => {
        clearTimeout(timer);
        this.open.delete(id);
        if (problem === '') resolve(content);
        else reject(new Error(problem));
      };
      const timer = setTimeout(
        () => settle(vscode.l10n.t('The map does not answer. Show it, and export again.'), ''),
        PATIENCE,
      );
      this.open.set(id, ({ problem, content }) => settle(problem, content));
      post({ type: 'export', id, format });
    });
  }

  answered(answer: PanelExported): void {
    this.open.get(answer.id)?.(answer);
  }
}
