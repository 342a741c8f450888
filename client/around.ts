// What stands around the text and the map: the Test view, the status item with its kernel picker, tasks, the tool for
// language models. None of it asks or reads anything before a .p2p file is open or somebody looks.

import * as vscode from 'vscode';
import { AssertionTests } from './assertion-tests';
import { CheckTasks, TASK_TYPE } from './check-task';
import { registerExplainTool } from './explain-tool';
import { showKernelStatus } from './kernel-status';
import { rememberMachineEditor } from './machine-editor';
import { OpenAssertions } from './open-assertions';
import { openExample } from './open-example';
import { selectKernel } from './select-kernel';
import type { Server } from './server';

export function registerAround(server: Server, log: vscode.LogOutputChannel): readonly vscode.Disposable[] {
  const open = new OpenAssertions(server, log);
  return [
    rememberMachineEditor(),
    open,
    new AssertionTests(server, open),
    showKernelStatus(open),
    vscode.commands.registerCommand('peermap.selectKernel', (kernel?: unknown) => selectKernel(server, kernel)),
    vscode.commands.registerCommand('peermap.openExample', openExample),
    vscode.tasks.registerTaskProvider(TASK_TYPE, new CheckTasks(server)),
    registerExplainTool(server, log),
  ];
}
