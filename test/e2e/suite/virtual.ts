// A machine whose files are on no disk, where the server is a process with Node: it cannot read them, and asks VS Code. What
// is open here belongs to no folder of the workspace, as a file of a remote repository that somebody looks at.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { MemoryFiles } from '../memory-files';
import { codeOf, diagnosticsOf, positionOf } from './environment';

const SCHEME = 'peermap-test';
const machine = vscode.Uri.parse(`${SCHEME}://machines/rack/machine.p2p`);

const TREE = `host_bridge pci0 @ 0000:00 [8086:09a2] {
  root_port @ 00:01.0 [8086:352a] { nvme nvme0 @ 01:00.0 { bar 4 1GiB p2pmem } }
  root_port @ 00:02.0 [8086:352a] { nic mlx0 @ 02:00.0 }
}
`;

describe('a machine in a virtual folder', () => {
  const files = new MemoryFiles({
    'rack/machine.p2p': 'kernel 6.15\ninclude "shared/tree.p2p"\npair nvme0 -> mlx0 = bus_addr\n',
    'rack/shared/tree.p2p': TREE,
  });
  let provider: vscode.Disposable;
  let document: vscode.TextDocument;

  before(async () => {
    provider = vscode.workspace.registerFileSystemProvider(SCHEME, files, { isCaseSensitive: true });
    document = await vscode.workspace.openTextDocument(machine);
    await vscode.window.showTextDocument(document);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    provider.dispose();
  });

  it('is whole: a file that it includes, and that is not open, is read', async () => {
    const shown = await diagnosticsOf(document, 'the wrong assertion', (all) => all.length > 0);
    // An include that cannot be read would be another finding, and the pair would not be known.
    assert.deepEqual(shown.map(codeOf), ['pair-mismatch']);
  });

  it('is followed: a device of the included file is found there', async () => {
    const places = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      machine,
      positionOf(document, 'nvme0'),
    );
    const uris = places.map((place) => ('uri' in place ? place.uri : place.targetUri).toString());
    assert.deepEqual(uris, [`${SCHEME}://machines/rack/shared/tree.p2p`]);
  });
});
