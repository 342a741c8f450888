// The language status item of .p2p files: which kernel is asked and whether its assertions hold. Its command chooses another.

import * as vscode from 'vscode';
import type { AssertionsResult } from '../server/protocol/messages';
import type { OpenAssertions } from './open-assertions';
import { LANGUAGE } from './server';

export function showKernelStatus(open: OpenAssertions): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('peermap.kernel', { language: LANGUAGE });
  item.name = 'PeerMap';
  item.command = { command: 'peermap.selectKernel', title: vscode.l10n.t('Select Kernel') };
  const show = (): void => {
    const editor = vscode.window.activeTextEditor;
    if (editor?.document.languageId !== LANGUAGE) return;
    const result = open.of(editor.document.uri);
    item.busy = result === undefined;
    if (result !== undefined) tell(item, result);
  };
  show();
  return vscode.Disposable.from(
    item,
    vscode.window.onDidChangeActiveTextEditor(show),
    open.onDidChange((uri) => {
      if (uri.toString() === vscode.window.activeTextEditor?.document.uri.toString()) show();
    }),
  );
}

function tell(item: vscode.LanguageStatusItem, { kernel, assertions }: AssertionsResult): void {
  item.text = vscode.l10n.t('kernel {0}', kernel);
  item.detail = assertionsText(assertions);
  item.severity = severityOf(assertions);
}

/** `6 of 7 assertions hold`. */
export function assertionsText(assertions: AssertionsResult['assertions']): string {
  if (assertions.length === 0) return vscode.l10n.t('nothing is asserted');
  const holding = assertions.filter(({ holds }) => holds === true).length;
  return vscode.l10n.t('{0} of {1} assertions hold', holding, assertions.length);
}

function severityOf(assertions: AssertionsResult['assertions']): vscode.LanguageStatusSeverity {
  if (assertions.some(({ holds }) => holds === false)) return vscode.LanguageStatusSeverity.Error;
  if (assertions.some(({ holds }) => holds !== true)) return vscode.LanguageStatusSeverity.Warning;
  return vscode.LanguageStatusSeverity.Information;
}
