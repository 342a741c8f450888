// The settings do what their descriptions say, changed while a machine is open and heard without a restart; and the log can be
// shown.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnosticsOf, eventually } from './environment';

/** One hint of each kind, lenses, and one finding. */
const MACHINE = `kernel 6.15
iommu on
cmdline "pci=disable_acs_redir=0000:02:00.0"
host_bridge pci0 @ 0000:00 [8086:09a2] {
  root_port { switch {
    port { nvme nvme0 }
    port { nic mlx0 }
  } }
}
pair nvme0 -> mlx0 = bus_addr
`;

const HINTS = ['verdicts', 'addresses', 'acs', 'settings'].map((kind) => `inlayHints.${kind}`);
const { Global } = vscode.ConfigurationTarget;

describe('the settings', () => {
  let document: vscode.TextDocument;

  before(async () => {
    document = await vscode.workspace.openTextDocument({ language: 'p2p', content: MACHINE });
    await vscode.window.showTextDocument(document);
    await diagnosticsOf(document, 'the error', (all) => all.length === 1);
  });

  afterEach(async () => {
    for (const name of [...HINTS, 'codeLens', 'rules']) await set(name, undefined);
  });

  after(() => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor'));

  for (const name of HINTS) {
    it(`peermap.${name} takes its hints away and leaves the others`, async () => {
      const all = await labels(document);
      await set(name, false);
      await heard(document);
      const left = await labels(document);
      assert.ok(left.length < all.length, `${left.join(' | ')} of ${all.join(' | ')}`);
      assert.ok(left.length > 0);
      assert.deepEqual(
        left.filter((label) => !all.includes(label)),
        [],
      );
    });
  }

  it('peermap.codeLens takes the lenses away', async () => {
    assert.ok((await lenses(document)).length > 0);
    await set('codeLens', false);
    await heard(document);
    assert.deepEqual(await lenses(document), []);
  });

  it('peermap.rules silences a rule', async () => {
    await set('rules', { 'pair-mismatch': 'off' });
    await diagnosticsOf(document, 'no finding', (all) => all.length === 0);
    await set('rules', undefined);
    await diagnosticsOf(document, 'the error again', (all) => all.length === 1);
  });
});

describe('the log', () => {
  it('is shown by its command', async () => {
    await vscode.commands.executeCommand('peermap.showLog');
    await eventually('the log', vscode.workspace.onDidOpenTextDocument, () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'output' && uri.path.includes('PeerMap')),
    );
  });
});

function set(name: string, value: unknown): Thenable<void> {
  return vscode.workspace.getConfiguration('peermap').update(name, value, Global);
}

/** What was set before is in force when this is, for the server reads all settings at once. */
async function heard(document: vscode.TextDocument): Promise<void> {
  await set('rules', { 'pair-mismatch': 'hint' });
  await diagnosticsOf(document, 'a hint', ([only]) => only?.severity === vscode.DiagnosticSeverity.Hint);
}

async function labels(document: vscode.TextDocument): Promise<readonly string[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    whole,
  );
  return hints.map(({ label, position: { line } }) => {
    const text = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
    return `${line}: ${text}`;
  });
}

function lenses(document: vscode.TextDocument): Thenable<vscode.CodeLens[]> {
  return vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri);
}
