// Protects: machines in a folder that is on no disk are found, whatever VS Code's search there does: it may not end, find
// nothing, fail, or be the faster one.

import { beforeEach, expect, test, vi } from 'vitest';

const { files, vscode } = vi.hoisted(() => {
  interface Uri {
    readonly scheme: string;
    readonly path: string;
  }
  const files = { search: (): Promise<readonly Uri[]> => Promise.resolve([]) };
  const tree: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
    '/a': [
      ['node_modules', 2],
      ['racks', 2],
      ['one.p2p', 1],
      ['notes.md', 1],
    ],
    '/a/racks': [['two.p2p', 1]],
    '/a/node_modules': [['three.p2p', 1]],
  };
  const vscode = {
    CancellationTokenSource: class {
      readonly token = { isCancellationRequested: false };
      readonly cancel = (): void => undefined;
      readonly dispose = (): void => undefined;
    },
    FileType: { File: 1, Directory: 2 },
    RelativePattern: function () {},
    Uri: { joinPath: ({ scheme, path }: Uri, name: string): Uri => ({ scheme, path: `${path}/${name}` }) },
    workspace: {
      findFiles: () => files.search(),
      fs: { readDirectory: ({ path }: Uri) => Promise.resolve(tree[path] ?? []) },
    },
  };
  return { files, vscode };
});

vi.mock('vscode', () => vscode);

const FOLDER = { scheme: 'vscode-vfs', path: '/a' } as never;
const WALKED = ['/a/one.p2p', '/a/racks/two.p2p'];
const AT_ONCE = [{ scheme: 'vscode-vfs', path: '/a/found.p2p' }];

async function found(): Promise<readonly string[]> {
  const { machineFilesBelow } = await import('../../client/machine-files');
  return (await machineFilesBelow(FOLDER)).map(({ path }) => path);
}

beforeEach(() => {
  files.search = () => Promise.resolve([]);
});

test.each([
  ['does not end', () => new Promise<never>(() => undefined), WALKED],
  ['finds nothing', () => Promise.resolve([]), WALKED],
  ['fails', () => Promise.reject(new Error('no search here')), WALKED],
  ['is the faster one', () => Promise.resolve(AT_ONCE), ['/a/found.p2p']],
])('the search %s', async (_, search, expected) => {
  files.search = search;
  expect(await found()).toEqual(expected);
});
