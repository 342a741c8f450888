// Opens the walkthrough's machine beside it, as a text that belongs to no file yet: nothing is written anywhere, and the
// steps that follow can speak of what is seen.

import * as vscode from 'vscode';
import { EXAMPLE_MACHINE } from './example-machine';
import { LANGUAGE } from './server';

export async function openExample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: LANGUAGE, content: EXAMPLE_MACHINE });
  const editor = await vscode.window.showTextDocument(document, columnOf(vscode.window.tabGroups.activeTabGroup));
  const assertion = document.positionAt(EXAMPLE_MACHINE.lastIndexOf('pair '));
  editor.selection = new vscode.Selection(assertion, assertion);
}

/** Nothing to stay beside: an empty group, or a text. */
function columnOf({ activeTab, viewColumn }: vscode.TabGroup): vscode.ViewColumn {
  const isText = activeTab === undefined || activeTab.input instanceof vscode.TabInputText;
  return isText ? viewColumn : vscode.ViewColumn.Beside;
}
