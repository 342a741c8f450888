// Which text a command means that was not called from a text: the .p2p editor in front, else one that can be seen, as
// beside the walkthrough, else the one that was in front last.

import * as vscode from 'vscode';
import { LANGUAGE } from './server';

let last: vscode.TextEditor | undefined;

/** Until it is disposed of, the editor that was in front last is remembered. */
export function rememberMachineEditor(): vscode.Disposable {
  const remember = (editor: vscode.TextEditor | undefined): void => {
    if (editor !== undefined && isMachine(editor)) last = editor;
  };
  remember(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(remember);
}

export function machineEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor, visibleTextEditors } = vscode.window;
  if (activeTextEditor !== undefined && isMachine(activeTextEditor)) return activeTextEditor;
  return visibleTextEditors.find(isMachine) ?? (last?.document.isClosed === false ? last : undefined);
}

function isMachine({ document }: vscode.TextEditor): boolean {
  return document.languageId === LANGUAGE;
}
