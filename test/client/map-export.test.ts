// Protects: the place that the Save dialog proposes for an exported map takes a file wherever there is one: beside the
// machine, else in the workspace, for a new text, a version in the history, and a folder that takes no edit.

import { afterEach, expect, test, vi } from 'vitest';

const vscode = vi.hoisted(() => {
  interface Uri {
    readonly scheme: string;
    readonly path: string;
  }
  const state = { folders: [] as readonly { readonly uri: Uri }[], proposed: undefined as Uri | undefined };
  const words = (...parts: readonly string[]): string => parts.join(' ');
  return {
    state,
    l10n: { t: words },
    Uri: {
      joinPath: ({ scheme, path }: Uri, part: string): Uri => ({
        scheme,
        path: part === '..' ? path.slice(0, path.lastIndexOf('/')) : `${path}/${part}`,
      }),
    },
    window: {
      showQuickPick: (items: readonly object[]) => Promise.resolve(items.at(-1)),
      showSaveDialog: ({ defaultUri }: { readonly defaultUri?: Uri }) => {
        state.proposed = defaultUri;
        return Promise.resolve(undefined);
      },
    },
    workspace: {
      fs: { isWritableFileSystem: (scheme: string) => !['git', 'read-only'].includes(scheme) },
      get workspaceFolders() {
        return state.folders;
      },
    },
  };
});

vi.mock('vscode', () => vscode);

afterEach(() => {
  vscode.state.folders = [];
  vscode.state.proposed = undefined;
});

test.each([
  ['file:/machine/jbof.p2p', ['file:/machines'], 'file:/machine/jbof-6.15.dot'],
  ['untitled:Untitled-1', ['read-only:/a', 'file:/machines'], 'file:/machines/Untitled-1-6.15.dot'],
  ['git:/machines/a/jbof.p2p', ['file:/machines'], 'file:/machines/jbof-6.15.dot'],
  // Nothing better is known: the person chooses.
  ['read-only:/machine/jbof.p2p', ['read-only:/machine'], 'read-only:/machine/jbof-6.15.dot'],
  ['untitled:Untitled-1', [], undefined],
])('the map of %s, with the folders %j, goes to %s', async (file, folders, expected) => {
  const { exportMap } = await import('../../client/map-export');
  vscode.state.folders = folders.map((folder) => ({ uri: uriOf(folder) }));
  const map = { document: uriOf(file), scenario: null, whatIf: {}, kernel: '6.15', pair: null };
  await exportMap({
    map: () => map as never,
    picture: () => Promise.reject(new Error('no picture is asked for')),
    server: { exportText: () => Promise.resolve({ text: 'digraph {}\n', stale: null }) },
  });
  const { proposed } = vscode.state;
  expect(proposed === undefined ? undefined : `${proposed.scheme}:${proposed.path}`).toBe(expected);
});

function uriOf(text: string): { readonly scheme: string; readonly path: string } {
  const [scheme = '', path = ''] = text.split(':');
  return { scheme, path };
}
