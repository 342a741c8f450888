// Includes on the command line: the working directory is what the workspace folder is in the editor, so that a file checks
// in both or in neither.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMachine } from '../../server/cli/load';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'peermap load ('));
  mkdirSync(join(folder, 'machines'));
  mkdirSync(join(folder, 'parts'));
  mkdirSync(join(folder, '..parts'));
  writeFileSync(join(folder, 'machines', 'a.p2p'), 'include "../parts/b.p2p"\npair n -> n\n');
  writeFileSync(join(folder, '..parts', 'c.p2p'), 'include "../parts/b.p2p"\n');
  writeFileSync(join(folder, 'parts', 'b.p2p'), 'host_bridge h { nic n }\n');
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function codesOf(file: string, workingDirectory: string): readonly string[] | string {
  const loaded = loadMachine(file, workingDirectory);
  return loaded.ok ? loaded.analysis.diagnostics.map(({ code }) => code) : loaded.reason;
}

test('a file beside the folder of the root is included, as long as it stays in the working directory', () => {
  expect(codesOf(join('machines', 'a.p2p'), folder)).toEqual(['pair-empty']);
  expect(codesOf(join('..parts', 'c.p2p'), folder)).toEqual([]);
});

test('from within the folder of the root, it leaves that folder', () => {
  expect(codesOf('a.p2p', join(folder, 'machines'))).toEqual(['include-outside']);
});

test('a root outside of the working directory keeps its own folder', () => {
  const other = join(folder, 'parts');
  expect(codesOf(join(folder, 'machines', 'a.p2p'), other)).toEqual(['include-outside']);
});
