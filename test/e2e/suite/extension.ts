// Which PeerMap is under test: the one from the sources or the installed package, as the runner asked for.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, openWorkspaceFile, required } from './environment';

const identity = 'peermap.peermap';

describe('the extension', () => {
  it('is loaded from where this run says, and activates when a .p2p file is opened', async () => {
    const extension = vscode.extensions.getExtension(identity);
    assert.ok(extension, `${identity} is not there`);
    assert.ok(
      extension.extensionPath.startsWith(required('PEERMAP_TEST_EXTENSION')),
      `${identity} came from ${extension.extensionPath}`,
    );
    await openWorkspaceFile('redirected.p2p');
    // Activation has no event; findings on the file come from the activated extension.
    await eventually('the activation', vscode.languages.onDidChangeDiagnostics, () => extension.isActive || undefined);
  });
});
