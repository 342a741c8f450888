// Tasks run in the extension itself, without a process, and show each finding once. VS Code runs no task at all in a
// workspace that is not trusted, so this suite is left out there.

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { codeOf, eventually, openWorkspaceFile } from './environment';

describe('tasks', () => {
  it('check all machines or the one at hand', async () => {
    await openWorkspaceFile('redirected.p2p');
    const tasks = await vscode.tasks.fetchTasks({ type: 'peermap' });
    assert.deepEqual(
      tasks.map(({ name, definition }) => [name, definition['files'] as unknown]),
      [
        ['check all machines', undefined],
        ['check redirected.p2p', 'redirected.p2p'],
      ],
    );
    const features = vscode.Uri.joinPath(folder(), 'features.p2p');
    const codes = (): readonly string[] => vscode.languages.getDiagnostics(features).map(codeOf);
    await eventually('what the server found', vscode.languages.onDidChangeDiagnostics, () => codes()[0]);
    const [all] = tasks as [vscode.Task];
    await Promise.all([ended(all.name), vscode.tasks.executeTask(all)]);
    assert.deepEqual(codes(), ['pair-mismatch'], 'each finding is shown once');
  });
});

function ended(name: string): Promise<void> {
  return new Promise((resolve) => {
    const subscription = vscode.tasks.onDidEndTask(({ execution }) => {
      if (execution.task.name !== name) return;
      subscription.dispose();
      resolve();
    });
  });
}

function folder(): vscode.Uri {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'the runner opened no workspace folder');
  return first.uri;
}
