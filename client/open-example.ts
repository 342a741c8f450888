// Opens the walkthrough's machine as a text that belongs to no file yet, so that nothing is written anywhere.

import * as vscode from 'vscode';
import { EXAMPLE_MACHINE } from './example-machine';
import { LANGUAGE } from './server';

export async function openExample(): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: LANGUAGE, content: EXAMPLE_MACHINE });
  const editor = await vscode.window.showTextDocument(document);
  const assertion = document.positionAt(EXAMPLE_MACHINE.lastIndexOf('pair '));
  editor.selection = new vscode.Selection(assertion, assertion);
}
