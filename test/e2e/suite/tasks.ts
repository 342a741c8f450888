// Tasks run in the extension itself, without a process, and show each finding once. VS Code runs no task at all in a
// workspace that is not trusted, so this suite is left out there.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as path from 'node:path';
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
    const features = vscode.Uri.joinPath(workspaceFolder().uri, 'features.p2p');
    const codes = (): readonly string[] => vscode.languages.getDiagnostics(features).map(codeOf);
    await eventually('what the server found', vscode.languages.onDidChangeDiagnostics, () => codes()[0]);
    const [all] = tasks as [vscode.Task];
    await Promise.all([ended(all.name), vscode.tasks.executeTask(all)]);
    assert.deepEqual(codes(), ['pair-mismatch'], 'each finding is shown once');
  });
});

describe('the problem matcher', () => {
  it('turns what `peermap check` prints into problems, at their places', async () => {
    const extension = vscode.extensions.getExtension('peermap.peermap');
    assert.ok(extension);
    const program = path.join(extension.extensionPath, 'dist', 'peermap.js');
    const features = vscode.Uri.joinPath(workspaceFolder().uri, 'features.p2p');
    // The problems of a file are shown when a line about another one, or the end of the task, has been read.
    const { execution, end } = printing(await run([program, 'check', 'features.p2p', 'redirected.p2p']));
    const task = new vscode.Task({ type: 'peermap' }, workspaceFolder(), 'printed', 'test', execution, ['$peermap']);
    await vscode.tasks.executeTask(task);
    // The server's own finding has a page, which is where it differs.
    const matched = await eventually('a problem of the task', vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages.getDiagnostics(features).find(({ code }) => typeof code !== 'object'),
    );
    const ending = ended('printed');
    end();
    await ending;
    const server = vscode.languages.getDiagnostics(features).find(({ code }) => typeof code === 'object');
    assert.ok(server);
    assert.equal(codeOf(matched), codeOf(server));
    assert.equal(matched.message, server.message);
    assert.equal(matched.severity, server.severity);
    assert.ok(matched.range.start.isEqual(server.range.start));
  });
});

/** What a program of Node writes to its standard output, in the workspace folder. */
function run(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: workspaceFolder().uri.fsPath }, (_, printed) => resolve(printed));
  });
}

/** A task that goes on until its end is asked for: a terminal reads what is printed a little later. */
function printing(text: string): { readonly execution: vscode.CustomExecution; readonly end: () => void } {
  const written = new vscode.EventEmitter<string>();
  const closed = new vscode.EventEmitter<number>();
  const open = (): void => written.fire(text.replaceAll('\n', '\r\n'));
  const execution = new vscode.CustomExecution(() =>
    Promise.resolve({ onDidWrite: written.event, onDidClose: closed.event, open, close: () => {} }),
  );
  return { execution, end: () => closed.fire(1) };
}

function ended(name: string): Promise<void> {
  return new Promise((resolve) => {
    const subscription = vscode.tasks.onDidEndTask(({ execution }) => {
      if (execution.task.name !== name) return;
      subscription.dispose();
      resolve();
    });
  });
}

function workspaceFolder(): vscode.WorkspaceFolder {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(first, 'the runner opened no workspace folder');
  return first;
}
