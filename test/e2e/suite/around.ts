// What stands around the text, as VS Code knows it: the kernel is written where it is read, a language model gets the
// proof, the walkthrough's machine opens. The Test view is looked at on the screen.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, diagnosticsOf, openWorkspaceFile, positionOf } from './environment';

/** Since VS Code 1.95. */
interface ToolHost {
  readonly tools: readonly { readonly name: string }[];
  readonly invokeTool: (
    name: string,
    options: { readonly input: object; readonly toolInvocationToken: undefined },
  ) => Thenable<{ readonly content: readonly { readonly value?: string }[] }>;
}

describe('around the text', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('writes the chosen kernel over the setting, and the verdicts follow', async () => {
    const document = await openWorkspaceFile('redirected.p2p');
    await diagnosticsOf(document, 'the error', (all) => all.length === 1);
    await vscode.commands.executeCommand('peermap.selectKernel', '4.19');
    await diagnosticsOf(document, 'a kernel without P2PDMA', (all) =>
      all.some((each) => codeOf(each) === 'kernel-too-old'),
    );
    assert.match(document.getText(), /^kernel 4\.19$/m);
  });

  it('writes it into the scenario that the cursor is in', async () => {
    const document = await openWorkspaceFile('examples', 'jbof.p2p');
    const scenario = positionOf(document, 'scenario ').translate(0, 3);
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(scenario, scenario);
    const before = document.lineAt(positionOf(document, 'kernel ').line).text;
    await vscode.commands.executeCommand('peermap.selectKernel', '5.4');
    assert.equal(document.lineAt(positionOf(document, 'kernel ').line).text, before);
    const block = document.getText().slice(document.offsetAt(scenario));
    assert.match(block.slice(0, block.indexOf('}')), /kernel +5\.4\b/);
  });

  it('gives a language model the proof of a pair, or what is wrong with the question', async () => {
    await openWorkspaceFile('redirected.p2p');
    const host = vscode.lm as unknown as Partial<ToolHost>;
    if (host.invokeTool === undefined) {
      assert.ok(!('registerTool' in vscode.lm), 'this VS Code has tools that can be registered and not called');
      return;
    }
    const ask = async (input: object): Promise<string> => {
      const result = await host.invokeTool?.('peermap_explain_pair', { input, toolInvocationToken: undefined });
      return (result?.content ?? []).map(({ value }) => value ?? '').join('');
    };
    const proof = await ask({ file: 'redirected.p2p', provider: 'nvme0', client: 'mlx0' });
    assert.match(proof, /NOT.SUPPORTED/);
    assert.match(proof, /0000:02:00\.0/);
    assert.match(await ask({ file: 'redirected.p2p', provider: 'gone', client: 'mlx0' }), /gone/);
    await assert.rejects(ask({ file: 'redirected.p2p' }));
  });

  it('opens the example of the walkthrough with its one finding', async () => {
    await vscode.commands.executeCommand('peermap.openExample');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'p2p');
    const shown = await diagnosticsOf(document, 'the finding', (all) => all.length > 0);
    assert.deepEqual(shown.map(codeOf), ['pair-mismatch']);
  });
});
