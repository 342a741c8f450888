// Every feature of the language server, asked for as the editor itself asks: the answers have come through VS Code's own
// conversion, so a lens, a token or an edit that VS Code would drop or misplace fails here.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, diagnosticsOf, openWorkspaceFile, positionOf } from './environment';

describe('the features of the editor', () => {
  let document: vscode.TextDocument;
  let original: string;

  before(async () => {
    document = await openWorkspaceFile('features.p2p');
    original = document.getText();
    await diagnosticsOf(document, 'the error on the assertion', (all) => all.length > 0);
  });

  afterEach(async () => {
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    if (document.getText() !== original) await apply(document, [new vscode.TextEdit(whole, original)]);
  });

  it('opens the page of a rule from the link of a finding, rendered', async () => {
    const [finding] = vscode.languages.getDiagnostics(document.uri);
    assert.ok(finding && typeof finding.code === 'object');
    await vscode.commands.executeCommand('vscode.open', finding.code.target);
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, 'vscode.markdown.preview.editor');
    const page = new TextDecoder().decode(await vscode.workspace.fs.readFile(input.uri));
    assert.ok(page.startsWith(`# ${codeOf(finding)}\n`), page.slice(0, 80));
    await vscode.window.showTextDocument(document);
  });

  it('completes by meaning: behind `map read ->` the devices, inside the command line what it lacks', async () => {
    const names = await completionsAt(document, after(document, 'map read -> '));
    assert.ok(names.includes('mlx0'), names.join(' '));
    const parameters = await completionsAt(document, after(document, 'cmdline "'));
    assert.ok(
      parameters.includes('pci=config_acs=') && !parameters.includes('pci=disable_acs_redir='),
      parameters.join(' '),
    );
  });

  it('names vendors and devices where an id is written', async () => {
    const ids = await completionListAt(document, after(document, '[15b3:101'));
    const names = ids.flatMap(({ label }) =>
      typeof label === 'string' ? [] : [`${label.label} ${label.description}`],
    );
    assert.ok(
      names.some((name) => name.startsWith('15b3:101b') && name.includes('ConnectX-6')),
      names.slice(0, 5).join(' | '),
    );
  });

  it('shows the form of a property while it is written', async () => {
    const help = await execute<vscode.SignatureHelp>('executeSignatureHelpProvider', after(document, 'bar 4 '));
    assert.match(help.signatures[0]?.label ?? '', /^bar /);
  });

  it('renames a device everywhere', async () => {
    const at = positionOf(document, 'mlx0 @');
    const edit = await execute<vscode.WorkspaceEdit>('executeDocumentRenameProvider', at, 'adapter');
    assert.equal(edit.get(document.uri).length, 3);
  });

  it('goes to the file of an include, and follows it when it is renamed', async () => {
    const machine = await openWorkspaceFile('included', 'machine.p2p');
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      machine.uri,
    );
    const tree = vscode.Uri.joinPath(machine.uri, '..', 'tree.p2p');
    assert.deepEqual(
      links.map((link) => link.target?.toString()),
      [tree.toString()],
    );
    const change = new vscode.WorkspaceEdit();
    change.renameFile(tree, vscode.Uri.joinPath(machine.uri, '..', 'chassis.p2p'));
    assert.ok(await vscode.workspace.applyEdit(change));
    assert.match(machine.getText(), /include "chassis\.p2p"/);
    await diagnosticsOf(machine, 'no findings after the rename', (all) => all.length === 0);
  });

  it('folds blocks and selects by meaning', async () => {
    const folds = await execute<vscode.FoldingRange[]>('executeFoldingRangeProvider');
    const bridge = positionOf(document, 'host_bridge pci0').line;
    assert.ok(folds.some(({ start }) => start === bridge));
    const [selection] = await execute<vscode.SelectionRange[]>('executeSelectionRangeProvider', [
      positionOf(document, '512MiB'),
    ]);
    const selected = textsOf(document, selection);
    assert.ok(selected.includes('512MiB'), selected.join(' | '));
    assert.ok(selected.includes('bar 4 512MiB p2pmem'), selected.join(' | '));
  });

  it('colours by meaning', async () => {
    const legend = await execute<vscode.SemanticTokensLegend>('provideDocumentSemanticTokensLegend');
    const tokens = await execute<vscode.SemanticTokens>('provideDocumentSemanticTokens');
    assert.ok(legend.tokenTypes.length > 0);
    assert.ok(tokens.data.length >= 5 * 60, `${tokens.data.length / 5} tokens`);
  });

  it('formats the document and leaves its meaning', async () => {
    await replace(document, 'kernel  6.15', 'kernel    6.15');
    const edits = await execute<vscode.TextEdit[]>('executeFormatDocumentProvider', { tabSize: 2, insertSpaces: true });
    await apply(document, edits);
    assert.match(document.getText(), /^kernel {2}6\.15$/m);
  });

  it('has lenses over the assertion: explain, and accept what the kernel decides', async () => {
    const lenses = await execute<vscode.CodeLens[]>('executeCodeLensProvider', 20);
    const line = positionOf(document, 'pair nvme0').line;
    const commands = lenses.filter(({ range }) => range.start.line === line).map(({ command }) => command);
    assert.deepEqual(
      commands.map((command) => command?.command),
      ['peermap.explainPair', 'peermap.acceptActual'],
    );
    const accept = commands[1];
    assert.ok(accept);
    await vscode.commands.executeCommand(accept.command, ...((accept.arguments ?? []) as unknown[]));
    assert.match(document.getText(), /pair nvme0 -> mlx0 = bus_addr/);
    await diagnosticsOf(document, 'no findings after accepting', (all) => all.length === 0);
  });

  it('explains a verdict in a document of its own', async () => {
    const lenses = await execute<vscode.CodeLens[]>('executeCodeLensProvider', 20);
    const explain = lenses.find(({ command }) => command?.command === 'peermap.explainPair')?.command;
    assert.ok(explain);
    const text = await vscode.commands.executeCommand<string>(
      explain.command,
      ...((explain.arguments ?? []) as unknown[]),
    );
    assert.match(text, /BUS_ADDR/);
    assert.match(text, /01:00\.0/);
  });

  it('knows who asks about a device', async () => {
    const items = await execute<vscode.CallHierarchyItem[]>('prepareCallHierarchy', positionOf(document, 'nvme0 @'));
    const [item] = items;
    assert.equal(item?.name, 'nvme0');
    const calls = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      item,
    );
    assert.deepEqual(
      calls.map(({ from }) => from.name),
      ['read', 'pair nvme0 -> mlx0'],
    );
  });

  it('finds names of the whole workspace', async () => {
    const symbols = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
      'vscode.executeWorkspaceSymbolProvider',
      'sw0',
    );
    assert.ok(symbols.length > 1, `${symbols.length} symbols`);
  });

  function execute<T>(command: string, ...args: unknown[]): Thenable<T> {
    return vscode.commands.executeCommand<T>(`vscode.${command}`, document.uri, ...args);
  }
});

/** The position behind the first place where `text` stands. */
function after(document: vscode.TextDocument, text: string): vscode.Position {
  return positionOf(document, text).translate(0, text.length);
}

/** Innermost first; the editor adds parts of words of its own. */
function textsOf(document: vscode.TextDocument, selection: vscode.SelectionRange | undefined): readonly string[] {
  return selection === undefined ? [] : [document.getText(selection.range), ...textsOf(document, selection.parent)];
}

async function completionListAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<readonly vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
  );
  return list.items;
}

async function completionsAt(document: vscode.TextDocument, position: vscode.Position): Promise<readonly string[]> {
  const items = await completionListAt(document, position);
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

async function replace(document: vscode.TextDocument, old: string, text: string): Promise<void> {
  const start = positionOf(document, old);
  const range = new vscode.Range(start, start.translate(0, old.length));
  await apply(document, [new vscode.TextEdit(range, text)]);
}

async function apply(document: vscode.TextDocument, edits: readonly vscode.TextEdit[]): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, [...edits]);
  assert.ok(await vscode.workspace.applyEdit(change));
}
