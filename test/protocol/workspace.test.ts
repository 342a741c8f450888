// Protects: an edit makes anew what is made of that text and nothing else. The analyses of other machines stay the very
// same objects, whatever happens to a file that they do not read.

import { beforeEach, expect, test } from 'vitest';
import { openDocument } from '../../server/lsp/document';
import { Workspace } from '../../server/lsp/workspace';
import { MACHINE, WRONG } from './example';
import { FOLDER } from './in-process';
import { QUESTION, TREE, URI } from './situations';

const OTHER = `${FOLDER}/other.p2p`;
let disk: Map<string, string>;
let workspace: Workspace;
let version = 0;

function type(uri: string, text: string): void {
  version += 1;
  workspace.opened(openDocument(uri, version, text));
}

beforeEach(() => {
  disk = new Map([
    [TREE, MACHINE],
    [OTHER, WRONG],
    [`${FOLDER}/second.p2p`, 'include "tree.p2p"\n'],
  ]);
  workspace = new Workspace({
    read: (uri) => Promise.resolve(disk.get(uri) ?? null),
    list: () => Promise.resolve([...disk.keys()]),
  });
  workspace.setFolders([FOLDER]);
  type(URI, `include "tree.p2p"\n${QUESTION}`);
});

test('an edit of a root makes its machine anew and leaves the others', async () => {
  const [machine] = await workspace.analysesOf(URI);
  const [other] = await workspace.analysesOf(OTHER);
  const [second] = await workspace.analysesOf(`${FOLDER}/second.p2p`);
  type(URI, 'include "tree.p2p"\n');
  expect((await workspace.analysesOf(URI))[0]).not.toBe(machine);
  expect((await workspace.analysesOf(OTHER))[0]).toBe(other);
  expect((await workspace.analysesOf(`${FOLDER}/second.p2p`))[0]).toBe(second);
});

test('an edit of an included file makes every machine anew that reads it, and no other', async () => {
  const before = await workspace.analysesOf(TREE);
  const [other] = await workspace.analysesOf(OTHER);
  expect(before.map(({ root }) => root)).toEqual([URI, `${FOLDER}/second.p2p`]);
  type(TREE, `${MACHINE}// new\n`);
  const after = await workspace.analysesOf(TREE);
  expect(after.map(({ root }) => root)).toEqual(before.map(({ root }) => root));
  for (const [index, machine] of after.entries()) expect(machine).not.toBe(before[index]);
  expect((await workspace.analysesOf(OTHER))[0]).toBe(other);
});

test('the same text again, opened, closed or told of by the file system, makes nothing anew', async () => {
  const [machine] = await workspace.analysesOf(URI);
  type(TREE, MACHINE);
  expect((await workspace.analysesOf(URI))[0]).toBe(machine);
  workspace.closed(TREE);
  await workspace.changedOnDisk(TREE, true);
  expect((await workspace.analysesOf(URI))[0]?.files.map(({ uri }) => uri)).toEqual([URI, TREE]);
  const [other] = await workspace.analysesOf(OTHER);
  disk.set(TREE, MACHINE.replace('nic mlx0', 'nic mlx9'));
  await workspace.changedOnDisk(TREE, true);
  expect((await workspace.analysesOf(URI))[0]).not.toBe(machine);
  expect((await workspace.analysesOf(OTHER))[0]).toBe(other);
});
