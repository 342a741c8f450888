// The way of a person through a file with a wrong assertion, by the commands that the editor itself uses: what is
// wrong, why, what the results are, and the repair.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, diagnosticsOf, openWorkspaceFile, positionOf } from './environment';

const assertion = 'pair nvme0 -> mlx0 = bus_addr';

describe('a .p2p file with a wrong assertion', () => {
  let document: vscode.TextDocument;
  let mismatch: vscode.Diagnostic;

  before(async () => {
    document = await openWorkspaceFile('redirected.p2p');
  });

  after(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('is a PeerMap file', () => {
    assert.equal(document.languageId, 'p2p');
  });

  it('shows one error, on the assertion, with a link to its rule', async () => {
    const shown = await diagnosticsOf(document, 'the error on the assertion', (all) => all.length > 0);
    assert.deepEqual(shown.map(codeOf), ['pair-mismatch']);
    [mismatch] = shown as [vscode.Diagnostic];
    assert.equal(mismatch.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(mismatch.range.start.line, positionOf(document, assertion).line);
    assert.match(linkOf(mismatch), /pair-mismatch/);
  });

  it('proves the error: related places name the ports that redirect', () => {
    const related = mismatch.relatedInformation ?? [];
    const lines = related.map((each) => document.lineAt(each.location.range.start.line).text.trim());
    assert.ok(
      lines.some((line) => line.startsWith('port @ 02:00.0')),
      `no related place is the redirecting port: ${JSON.stringify(lines)}`,
    );
  });

  it('tells the map type when hovering over the pair', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      positionOf(document, assertion),
    );
    assert.match(textOfHovers(hovers), /NOT_SUPPORTED/);
  });

  it('shows the result at the end of the assertion as an inlay hint', async () => {
    const hints = await inlayHints(document);
    const line = positionOf(document, assertion).line;
    const onLine = hints.filter((hint) => hint.position.line === line).map(labelOf);
    assert.ok(
      onLine.some((label) => /not.supported/i.test(label)),
      `hints on the line: ${JSON.stringify(onLine)}`,
    );
  });

  it('offers a kernel parameter as the preferred fix, which removes the error and adds none', async () => {
    const fix = await preferredFix(document, mismatch.range);
    assert.ok(fix.edit, `"${fix.title}" has no edit`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /pci=disable_acs_redir=/);
    await diagnosticsOf(document, 'no findings after the fix', (all) => all.length === 0);
  });
});

function linkOf(diagnostic: vscode.Diagnostic): string {
  return typeof diagnostic.code === 'object' ? diagnostic.code.target.toString() : '';
}

/** As it is read: Markdown's escapes do not show. */
function textOfHovers(hovers: readonly vscode.Hover[]): string {
  const contents = hovers.flatMap((hover) => hover.contents);
  const markdown = contents.map((content) => (typeof content === 'string' ? content : content.value)).join('\n');
  return markdown.replace(/\\(\W|_)/g, '$1');
}

function inlayHints(document: vscode.TextDocument): Thenable<vscode.InlayHint[]> {
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  return vscode.commands.executeCommand('vscode.executeInlayHintProvider', document.uri, whole);
}

function labelOf(hint: vscode.InlayHint): string {
  return typeof hint.label === 'string' ? hint.label : hint.label.map((part) => part.value).join('');
}

async function preferredFix(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
    20,
  );
  const preferred = actions.filter((action) => action.isPreferred);
  assert.equal(preferred.length, 1, `offered: ${JSON.stringify(actions.map((action) => action.title))}`);
  return preferred[0] as vscode.CodeAction;
}
