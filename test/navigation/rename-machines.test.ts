// Protects that the server renames in every machine that shares a file with the name in it, not only in those of the file
// under the cursor: a question that two machines include is a question in both.

import { expect, test } from 'vitest';
import type { WorkspaceEdit } from 'vscode-languageserver';
import { FOLDER, positionOf, startClient } from '../protocol/in-process';

test('from a declaration in one machine, the question that another includes, and its declaration', async () => {
  const texts = new Map([
    [`${FOLDER}/left.p2p`, 'include "ask.p2p"\nhost_bridge pci0 { nvme drive nic mlx0 }\n'],
    [`${FOLDER}/right.p2p`, 'include "ask.p2p"\nhost_bridge pci0 { nic mlx0 nvme drive }\n'],
    [`${FOLDER}/alone.p2p`, 'host_bridge pci0 { nvme drive nic mlx0 }\n'],
    [`${FOLDER}/ask.p2p`, 'pair drive -> mlx0\n'],
  ]);
  const client = await startClient({ files: texts, folders: [FOLDER] });
  const uri = `${FOLDER}/left.p2p`;
  const text = texts.get(uri) ?? '';
  await client.open(uri, text);
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
    textDocument: { uri },
    position: positionOf(text, 'drive'),
    newName: 'disk',
  });
  const uris = edit.documentChanges?.map((each) => ('textDocument' in each ? each.textDocument.uri : '')) ?? [];
  const changed = uris.map((each) => each.slice(FOLDER.length + 1));
  expect(changed.sort()).toEqual(['ask.p2p', 'left.p2p', 'right.p2p']);
  await client.end();
});
