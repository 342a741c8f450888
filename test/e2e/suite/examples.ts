// The examples are what a newcomer opens first: every assertion in them holds, so nothing may be underlined in red.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf, openWorkspaceFile } from './environment';

describe('the examples', () => {
  it('show no error once the server has answered', async () => {
    // The findings on a wrong file prove that the server is at work, and has been since before the examples opened.
    const wrong = await openWorkspaceFile('redirected.p2p');
    await diagnosticsOf(wrong, 'the error in the wrong file', (all) => all.length > 0);
    const files = await vscode.workspace.findFiles('examples/*.p2p');
    assert.ok(files.length >= 3, `found ${files.length} examples`);
    for (const file of files) {
      const document = await openWorkspaceFile('examples', file.path.slice(file.path.lastIndexOf('/') + 1));
      await answered(document);
    }
    for (const file of files) {
      const errors = vscode.languages.getDiagnostics(file).filter((each) => each.severity === 0);
      assert.deepEqual(
        errors.map((each) => each.message),
        [],
        file.path,
      );
    }
  });
});

/** The outline comes from the same analysis as the findings, so it has been done when symbols arrive. */
async function answered(document: vscode.TextDocument): Promise<void> {
  const symbols = await vscode.commands.executeCommand<unknown[] | undefined>(
    'vscode.executeDocumentSymbolProvider',
    document.uri,
  );
  assert.ok(symbols !== undefined && symbols.length > 0, `${document.uri.path} has no outline`);
}
