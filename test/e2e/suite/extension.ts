// Which PeerMap is under test: the one from the sources or the installed package, as the runner asked for.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf, eventually, openWorkspaceFile, positionOf, required } from './environment';

const identity = 'peermap.peermap';

describe('the extension', () => {
  it('is loaded from where this run says, and is active in a workspace with a .p2p file before one is opened', async () => {
    const extension = vscode.extensions.getExtension(identity);
    assert.ok(extension, `${identity} is not there`);
    assert.ok(
      extension.extensionPath.startsWith(required('PEERMAP_TEST_EXTENSION')),
      `${identity} came from ${extension.extensionPath}`,
    );
    // Activation has no event; findings come from the activated extension.
    await eventually('the activation', vscode.languages.onDidChangeDiagnostics, () => extension.isActive || undefined);
    const machines = vscode.workspace.textDocuments.filter(({ languageId }) => languageId === 'p2p');
    assert.deepEqual(machines, []);
  });

  it('answers again after its server was restarted', async () => {
    const document = await openWorkspaceFile('redirected.p2p');
    await diagnosticsOf(document, 'the error before the restart', (all) => all.length === 1);
    await vscode.commands.executeCommand('peermap.restartServer');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, 'pair nvme0 -> mlx0'),
    );
    assert.equal(hovers.length, 1);
    await diagnosticsOf(document, 'the error after the restart', (all) => all.length === 1);
  });
});
