// What the runner tells a suite (scripts/editor/suite.mjs), and the waiting that all suites share: on events, with a
// deadline that says what did not happen.

import * as vscode from 'vscode';

const DEADLINE_MS = 20_000;

export function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set; the runner of the suites sets it`);
  return value;
}

/** The first value that `probe` gives, asked now and after each `event`; `describe` tells the state at the deadline. */
export function eventually<T>(
  what: string,
  event: vscode.Event<unknown>,
  probe: () => T | undefined,
  describe: () => string = () => '',
): Promise<T> {
  return new Promise((resolve, reject) => {
    const settle = (action: () => void): void => {
      clearTimeout(timer);
      subscription.dispose();
      action();
    };
    const look = (): void => {
      const value = probe();
      if (value !== undefined) settle(() => resolve(value));
    };
    const timer = setTimeout(
      () => settle(() => reject(new Error(`waited ${DEADLINE_MS / 1000} s for ${what}. ${describe()}`))),
      DEADLINE_MS,
    );
    const subscription = event(look);
    look();
  });
}

export async function openWorkspaceFile(...path: string[]): Promise<vscode.TextDocument> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('the runner opened no workspace folder');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, ...path));
  await vscode.window.showTextDocument(document);
  return document;
}

export function codeOf(diagnostic: vscode.Diagnostic): string {
  const { code } = diagnostic;
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits until the server's findings on a document are what `accept` wants, and gives them. */
export function diagnosticsOf(
  document: vscode.TextDocument,
  what: string,
  accept: (diagnostics: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const current = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
  return eventually(
    what,
    vscode.languages.onDidChangeDiagnostics,
    () => (accept(current()) ? current() : undefined),
    () => `Shown are: ${JSON.stringify(current().map((each) => [codeOf(each), each.message]))}`,
  );
}

/** The position of the first place where `text` stands. */
export function positionOf(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${document.uri.path} does not contain "${text}"`);
  return document.positionAt(offset);
}
