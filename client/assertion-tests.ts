// Every assertion as an item of the Test view: below its file, those of a scenario below the scenario. Items follow the
// open documents; files that are not open are found when the view asks, and read when one of them is unfolded or run.

import * as vscode from 'vscode';
import type { AssertionResult, AssertionsResult } from '../server/protocol/messages';
import { toRange } from './editor';
import type { OpenAssertions } from './open-assertions';
import type { Server } from './server';
import { MACHINE_FILES, workspaceMachineFiles } from './machine-files';
import { reportAssertion } from './test-report';

type Leaves = readonly (readonly [vscode.TestItem, AssertionResult])[];

export class AssertionTests implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController('peermap.assertions', 'PeerMap');
  private readonly subscriptions: vscode.Disposable[] = [];
  private watched = false;

  constructor(
    private readonly server: Pick<Server, 'assertions'>,
    private readonly open: OpenAssertions,
  ) {
    const { controller } = this;
    controller.resolveHandler = (item) => this.resolve(item);
    controller.refreshHandler = () => this.findFiles();
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> =>
      this.run(request, token);
    const title = vscode.l10n.t('Evaluate');
    controller.createRunProfile(title, vscode.TestRunProfileKind.Run, run, true, undefined, true);
    this.subscriptions.push(
      controller,
      open.onDidChange((uri) => this.follow(uri)),
    );
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Documents of no folder, such as a version in the history of one, are no tests of the workspace. */
  private follow(uri: vscode.Uri): void {
    const result = this.open.of(uri);
    if (result === undefined) return;
    if (uri.scheme !== 'file' && vscode.workspace.getWorkspaceFolder(uri) === undefined) return;
    const file = this.fileItem(uri);
    this.update(file, uri, result);
    this.controller.invalidateTestResults(file);
  }

  private async resolve(item: vscode.TestItem | undefined): Promise<void> {
    if (item === undefined) await this.findFiles();
    else if (item.uri !== undefined && item.parent === undefined) await this.load(item, item.uri);
  }

  private async findFiles(): Promise<void> {
    this.watch();
    for (const uri of await workspaceMachineFiles()) this.fileItem(uri);
  }

  /** From the first time that somebody wants to see all files. */
  private watch(): void {
    if (this.watched) return;
    this.watched = true;
    const watcher = vscode.workspace.createFileSystemWatcher(MACHINE_FILES, false, true, false);
    watcher.onDidCreate((uri) => this.fileItem(uri));
    watcher.onDidDelete((uri) => this.controller.items.delete(uri.toString()));
    this.subscriptions.push(watcher);
  }

  private fileItem(uri: vscode.Uri): vscode.TestItem {
    const id = uri.toString();
    const known = this.controller.items.get(id);
    if (known !== undefined) return known;
    const item = this.controller.createTestItem(id, vscode.workspace.asRelativePath(uri), uri);
    item.canResolveChildren = true;
    this.controller.items.add(item);
    return item;
  }

  private async load(file: vscode.TestItem, uri: vscode.Uri): Promise<Leaves> {
    try {
      const result = await this.server.assertions({ uri: uri.toString() });
      file.error = undefined;
      return this.update(file, uri, result);
    } catch (error) {
      file.error = error instanceof Error ? error.message : String(error);
      return [];
    }
  }

  /** Items keep their identity, and with it their last result, as long as the assertion reads the same. */
  private update(file: vscode.TestItem, uri: vscode.Uri, { assertions, scenarios }: AssertionsResult): Leaves {
    // A part of a machine, which asserts nothing itself, would stay without a result for ever.
    if (assertions.length === 0) this.controller.items.delete(file.id);
    else this.controller.items.add(file);
    const before = [...leavesOf(file)];
    const known = new Map(before.map((item) => [item.id, item]));
    const groups = new Map<string, vscode.TestItem>();
    const children = new Map<vscode.TestItem, vscode.TestItem[]>([[file, []]]);
    const leaves = assertions.map((assertion, index) => {
      const parent = assertion.scenario === null ? file : this.group(file, uri, assertion.scenario, groups);
      const item = known.get(assertion.id) ?? this.controller.createTestItem(assertion.id, assertion.label, uri);
      item.range = toRange(assertion.range);
      item.sortText = orderText(index);
      children.set(parent, [...(children.get(parent) ?? []), item]);
      return [item, assertion] as const;
    });
    for (const [group, items] of children) if (group !== file) group.children.replace(items);
    for (const { name, range } of scenarios) {
      const group = groups.get(name);
      if (group !== undefined) group.range = toRange(range);
    }
    file.children.replace([...(children.get(file) ?? []), ...groups.values()]);
    return leaves;
  }

  private group(
    file: vscode.TestItem,
    uri: vscode.Uri,
    scenario: string,
    groups: Map<string, vscode.TestItem>,
  ): vscode.TestItem {
    const id = `scenario ${scenario}`;
    const group = groups.get(scenario) ?? file.children.get(id) ?? this.controller.createTestItem(id, scenario, uri);
    group.description = vscode.l10n.t('scenario');
    group.sortText = `~${orderText(groups.size)}`;
    groups.set(scenario, group);
    return group;
  }

  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (request.include === undefined) await this.findFiles();
    if (request.continuous === true) {
      const { include, exclude, profile } = request;
      // A run of a request that had one already is shown nowhere.
      const again = this.open.onDidChange((uri) => {
        void this.evaluate(new vscode.TestRunRequest(include, exclude, profile, true), token, uri);
      });
      token.onCancellationRequested(() => again.dispose());
    }
    await this.evaluate(request, token);
  }

  /** What the request is about; `only`: as far as it is in this file. */
  private async evaluate(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken,
    only?: vscode.Uri,
  ): Promise<void> {
    const files = this.filesOf(request).filter(({ id }) => only === undefined || id === only.toString());
    if (files.length === 0) return;
    const run = this.controller.createTestRun(request);
    for (const file of files) {
      if (token.isCancellationRequested || file.uri === undefined) break;
      const leaves = await this.load(file, file.uri);
      if (file.error !== undefined) run.errored(file, new vscode.TestMessage(file.error));
      for (const [item, assertion] of leaves) {
        if (isMeant(request, item)) reportAssertion(run, item, assertion);
      }
    }
    run.end();
  }

  private filesOf({ include }: vscode.TestRunRequest): readonly vscode.TestItem[] {
    if (include === undefined) return [...this.controller.items].map(([, item]) => item);
    return [...new Set(include.map((item) => lineOf(item).at(-1) ?? item))];
  }
}

function* leavesOf(item: vscode.TestItem): Iterable<vscode.TestItem> {
  for (const [, child] of item.children) {
    if (child.children.size > 0) yield* leavesOf(child);
    else yield child;
  }
}

/** The item, what it stands below, and so on up to the file. */
function lineOf(item: vscode.TestItem): readonly vscode.TestItem[] {
  return item.parent === undefined ? [item] : [item, ...lineOf(item.parent)];
}

function isMeant({ include, exclude }: vscode.TestRunRequest, item: vscode.TestItem): boolean {
  const line = lineOf(item);
  const isAmong = (items: readonly vscode.TestItem[]): boolean => items.some((each) => line.includes(each));
  return (include === undefined || isAmong(include)) && !isAmong(exclude ?? []);
}

/** The Test view sorts by text. */
function orderText(index: number): string {
  return String(index).padStart(6, '0');
}
