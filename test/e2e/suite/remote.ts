// The embedded VS Code is a remote one: its window is in a browser, extensions and files are with its server. PeerMap belongs
// beside the files, which its server reads itself; only what a person sees and copies is in the window.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openWorkspaceFile } from './environment';

describe('a remote window', () => {
  it('is what this run has, and PeerMap runs beside the files', async () => {
    assert.notEqual(vscode.env.remoteName, undefined);
    assert.equal(vscode.env.uiKind, vscode.UIKind.Web);
    const extension = vscode.extensions.getExtension('peermap.peermap');
    assert.equal(extension?.extensionKind, vscode.ExtensionKind.Workspace);
    const document = await openWorkspaceFile('redirected.p2p');
    assert.equal(document.uri.scheme, 'file');
  });
});
