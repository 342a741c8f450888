// Edits that the server asks for (accept the actual result): not into a text that nobody can save.

import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { refusesEdits } from './editor';

export const writingMiddleware: Middleware['workspace'] = {
  handleApplyEdit: async (params, next) => {
    const { changes = {}, documentChanges = [] } = params.edit;
    const changed = documentChanges.flatMap((change) => ('textDocument' in change ? [change.textDocument.uri] : []));
    const uris = [...Object.keys(changes), ...changed].map((uri) => vscode.Uri.parse(uri));
    return refusesEdits(uris) ? { applied: false } : next(params, new vscode.CancellationTokenSource().token);
  },
};
