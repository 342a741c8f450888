// Tells when the server has heard of a text: what is asked from then on is answered about that text. VS Code's own events
// come to the language client and to everybody else in no certain order.

import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';

const heard = new vscode.EventEmitter<void>();

/** A document was opened, changed or closed, or a file changed on disk, and the server knows. */
export const onDidTellServer = heard.event;

export const tellingMiddleware: Middleware = {
  didOpen: (document, next) => then(next(document)),
  didChange: (event, next) => then(next(event)),
  didClose: (document, next) => then(next(document)),
  workspace: {
    didChangeWatchedFile: (event, next) => then(next(event)),
  },
};

async function then(told: Promise<void>): Promise<void> {
  await told;
  heard.fire();
}
