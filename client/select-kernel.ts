// The command that sets the kernel of the machine, or of the scenario the cursor is in: a list of all versions with what
// each changed and what it would change here. A keybinding may name the version, and then there is no list.

import * as vscode from 'vscode';
import type { AtParams, KernelsResult, KnownKernel } from '../server/protocol/messages';
import { applyFileEdits, documentVersions } from './editor';
import { machineEditor } from './machine-editor';
import type { Server } from './server';

interface KernelItem extends vscode.QuickPickItem {
  readonly kernel: string;
}

export async function selectKernel(server: Pick<Server, 'kernels' | 'setKernel'>, named?: unknown): Promise<void> {
  const editor = machineEditor();
  if (editor === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('PeerMap: open a .p2p file first; the kernel is a setting of that file.'),
    );
    return;
  }
  const { line, character } = editor.selection.active;
  const at: AtParams = { uri: editor.document.uri.toString(), position: { line, character } };
  const kernel = typeof named === 'string' ? named : await pick(await server.kernels(at));
  if (kernel === undefined) return;
  const versions = documentVersions();
  await applyFileEdits(await server.setKernel({ ...at, kernel }), versions);
}

/** undefined: nothing was chosen. The version that holds is where the list begins. */
function pick({ kernels, here }: KernelsResult): Promise<string | undefined> {
  const list = vscode.window.createQuickPick<KernelItem>();
  list.title =
    here?.scenario === null || here === null
      ? vscode.l10n.t('Kernel of this machine')
      : vscode.l10n.t('Kernel of the scenario {0}', here.scenario);
  list.placeholder = vscode.l10n.t('A version, or a word of what it changed');
  list.matchOnDetail = true;
  list.items = [...kernels].reverse().map((kernel) => itemOf(kernel, here?.kernel === kernel.label));
  list.activeItems = list.items.filter(({ kernel }) => kernel === here?.kernel);
  return new Promise((resolve) => {
    list.onDidAccept(() => {
      resolve(list.selectedItems[0]?.kernel);
      list.hide();
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}

function itemOf({ label, changes, changedVerdicts }: KnownKernel, isCurrent: boolean): KernelItem {
  return {
    kernel: label,
    label,
    description: isCurrent ? vscode.l10n.t('chosen now') : verdictsText(changedVerdicts),
    detail: changes.join(' · '),
  };
}

function verdictsText(changed: number | null): string {
  if (changed === null) return '';
  if (changed === 0) return vscode.l10n.t('same verdicts');
  return changed === 1 ? vscode.l10n.t('1 verdict changes') : vscode.l10n.t('{0} verdicts change', changed);
}
