// Tasks of the type `peermap`: what `peermap check` prints, made from the server's answers, so that it also works where no
// process can be started. The problem matcher `$peermap` is for tasks that start `peermap` itself, elsewhere.

import * as vscode from 'vscode';
import { findingLine } from './finding-line';
import { assertionsText } from './kernel-status';
import { MACHINE_FILES, machineFilesBelow, workspaceMachineFiles } from './machine-files';
import type { Server } from './server';
import { LANGUAGE } from './server';

export const TASK_TYPE = 'peermap';

type Asked = Pick<Server, 'report' | 'assertions'>;

export class CheckTasks implements vscode.TaskProvider {
  constructor(private readonly server: Asked) {}

  provideTasks(): vscode.Task[] {
    return (vscode.workspace.workspaceFolders ?? []).flatMap((folder) => {
      const all = this.task({ type: TASK_TYPE }, folder, vscode.l10n.t('check all machines'));
      const document = vscode.window.activeTextEditor?.document;
      if (document?.languageId !== LANGUAGE) return [all];
      if (vscode.workspace.getWorkspaceFolder(document.uri) !== folder) return [all];
      const files = vscode.workspace.asRelativePath(document.uri, false);
      return [all, this.task({ type: TASK_TYPE, files }, folder, vscode.l10n.t('check {0}', files))];
    });
  }

  resolveTask({ definition, scope, name }: vscode.Task): vscode.Task {
    return this.task(definition, scope ?? vscode.TaskScope.Workspace, name);
  }

  private task(definition: vscode.TaskDefinition, scope: vscode.TaskScope | vscode.WorkspaceFolder, name: string) {
    const execution = new vscode.CustomExecution((resolved) =>
      Promise.resolve(new CheckTerminal(this.server, scope, filesOf(resolved))),
    );
    // The server tells VS Code of the same findings, so a problem matcher would show each of them twice.
    const task = new vscode.Task(definition, scope, name, TASK_TYPE, execution, []);
    task.group = vscode.TaskGroup.Build;
    task.presentationOptions = { clear: true, showReuseMessage: false };
    return task;
  }
}

function filesOf({ files }: vscode.TaskDefinition): string {
  return typeof files === 'string' && files !== '' ? files : MACHINE_FILES;
}

class CheckTerminal implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly ended = new vscode.EventEmitter<number>();
  private closed = false;

  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.ended.event;

  constructor(
    private readonly server: Asked,
    private readonly scope: vscode.TaskScope | vscode.WorkspaceFolder,
    private readonly files: string,
  ) {}

  open(): void {
    this.check().then(
      (status) => this.ended.fire(status),
      (error: unknown) => {
        this.print(error instanceof Error ? error.message : String(error));
        this.ended.fire(EXIT.broken);
      },
    );
  }

  close(): void {
    this.closed = true;
  }

  /** The exit status of `peermap check`. A finding that several machines share is printed once. */
  private async check(): Promise<number> {
    const uris = await this.chosen();
    if (uris.length === 0) this.print(vscode.l10n.t('No file matches {0}.', this.files));
    const printed = new Set<string>();
    let status: number = EXIT.clean;
    for (const uri of [...uris].sort((one, other) => one.path.localeCompare(other.path))) {
      if (this.closed) break;
      const { report } = await this.server.report({ uri: uri.toString(), pairs: 'asked' });
      for (const diagnostic of report.diagnostics) {
        const line = findingLine(relative(vscode.Uri.parse(diagnostic.file)), diagnostic);
        if (!printed.has(line)) this.print(line);
        printed.add(line);
      }
      const { assertions } = await this.server.assertions({ uri: uri.toString() });
      this.print(`${relative(uri)}: ${assertionsText(assertions)}`);
      if (report.diagnostics.some(({ severity }) => severity === 'error')) status = EXIT.faults;
    }
    return status;
  }

  /** Only VS Code's search understands globs; all machines are found without it, and one file needs no search. */
  private async chosen(): Promise<readonly vscode.Uri[]> {
    const { scope, files } = this;
    const folder = typeof scope === 'object' ? scope.uri : undefined;
    if (files === MACHINE_FILES) return folder === undefined ? workspaceMachineFiles() : machineFilesBelow(folder);
    if (folder !== undefined && !/[*?[{]/.test(files)) return [vscode.Uri.joinPath(folder, files)];
    const pattern = typeof scope === 'object' ? new vscode.RelativePattern(scope, files) : files;
    return vscode.workspace.findFiles(pattern, '**/node_modules/**');
  }

  private print(line: string): void {
    this.written.fire(`${line}\r\n`);
  }
}

const EXIT = { clean: 0, faults: 1, broken: 2 } as const;

function relative(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri, false);
}
