// The commands that the server carries out (explain a verdict, accept the actual result), as VS Code's own: called from
// the palette they mean the place of the cursor, and the proof opens rendered, beside the text, instead of as source.

import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient';
import { machineEditor } from './machine-editor';

/** The scheme of the server's read-only documents (docs/protocol.md). */
export const PROOF_SCHEME = 'peermap-explain';

/** What a client-side command of the server's lenses and suggestions may be; the server offers no other. */
export const CLIENT_COMMANDS: readonly string[] = ['peermap.openMap', 'editor.action.triggerSuggest'];

export const commandMiddleware: Middleware = {
  executeCommand: (command, args: unknown[], next) => {
    const meant = args.length > 0 ? args : placeOfCursor();
    if (meant.length > 0) return next(command, meant) as unknown;
    void vscode.window.showInformationMessage(
      vscode.l10n.t('PeerMap: put the cursor on a query of a .p2p file first.'),
    );
    return undefined;
  },
  window: {
    showDocument: async (params, token, next) => {
      const uri = vscode.Uri.parse(params.uri);
      if (uri.scheme !== PROOF_SCHEME) return next(params, token);
      await showProof(uri);
      return { success: true };
    },
  },
};

function placeOfCursor(): unknown[] {
  const editor = machineEditor();
  if (editor === undefined) return [];
  const { line, character } = editor.selection.active;
  return [{ uri: editor.document.uri.toString(), position: { line, character } }];
}

/** The source of the document where Markdown's preview is not to be had, as in a workbench without that extension. */
async function showProof(uri: vscode.Uri): Promise<void> {
  // Commands of an extension that is not active yet are in no list; the extension itself is.
  if (vscode.extensions.getExtension('vscode.markdown-language-features') !== undefined) {
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    return;
  }
  await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: true });
}
