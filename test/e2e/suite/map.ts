// The map panel as VS Code knows it: a command opens it beside the file, once. What it draws is looked at on the
// screen (test/e2e/ui).

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, openWorkspaceFile } from './environment';

describe('the map panel', () => {
  before(() => openWorkspaceFile('examples', 'jbof.p2p'));

  it('opens by its command, and a second time shows the same panel', async () => {
    await vscode.commands.executeCommand('peermap.openMap');
    await eventually('the panel', vscode.window.tabGroups.onDidChangeTabs, () => maps()[0]);
    await vscode.commands.executeCommand('peermap.openMap');
    assert.equal(maps().length, 1);
  });
});

function maps(): readonly vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    (tab) => tab.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith('peermap.map'),
  );
}
