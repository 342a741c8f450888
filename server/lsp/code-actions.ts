// Quick fixes: those of the diagnostics that the editor asks about, over all machines that the file belongs to.

import type { CodeAction, CodeActionParams, Diagnostic, WorkspaceEdit } from 'vscode-languageserver';
import { CodeActionKind } from 'vscode-languageserver';
import type { TextEdit } from '../features/edit';
import type { QuickFix } from '../features/quick-fix';
import { quickFixes } from '../features/quick-fixes';
import type { Analysis } from '../language/analysis';
import { fileOf, toOffsets, toRange } from './range';
import type { Session } from './session';

export async function codeActions(session: Session, params: CodeActionParams): Promise<CodeAction[]> {
  const { uri } = params.textDocument;
  const only = params.context.only;
  if (only && !only.some((kind) => kind === CodeActionKind.QuickFix || kind === CodeActionKind.Empty)) return [];
  const found = new Map<string, CodeAction>();
  for (const analysis of await session.workspace.analysesOf(uri)) {
    const file = analysis.files.find((candidate) => candidate.uri === uri);
    if (!file) continue;
    for (const fix of quickFixes(analysis, uri, toOffsets(file, params.range))) {
      const edit = toWorkspaceEdit(analysis, fix.edits);
      const action: CodeAction = {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        edit,
        isPreferred: fix.preferred,
        diagnostics: params.context.diagnostics.filter((diagnostic) => isOf(diagnostic, fix.diagnostic)),
      };
      found.set(JSON.stringify([action.title, edit]), action);
    }
  }
  return [...found.values()];
}

function isOf(diagnostic: Diagnostic, { code, message }: QuickFix['diagnostic']): boolean {
  return diagnostic.source === 'peermap' && diagnostic.code === code && diagnostic.message === message;
}

function toWorkspaceEdit(analysis: Analysis, edits: readonly TextEdit[]): WorkspaceEdit {
  const changes: Record<string, { range: ReturnType<typeof toRange>; newText: string }[]> = {};
  for (const { file, range, newText } of edits) {
    (changes[file] ??= []).push({ range: toRange(fileOf(analysis, file), range), newText });
  }
  return { changes };
}
