// Quick fixes: those of the diagnostics that the editor asks about, over all machines that the file belongs to; and all
// that can be fixed without a choice, at once.

import type { CodeAction, CodeActionParams, Diagnostic } from 'vscode-languageserver';
import { CodeActionKind, CodeActionRequest } from 'vscode-languageserver';
import { fixAll } from '../features/fixes/fix-all';
import type { QuickFix } from '../features/fixes/quick-fix';
import { quickFixes } from '../features/fixes/quick-fixes';
import type { Analysis } from '../language/analysis';
import { findingsOfFile } from '../language/several-machines';
import type { Answers } from './boundary';
import { wantsKind } from './capabilities';
import { FIX_ALL } from './offers';
import { machinesOf } from './opened';
import { fileOf } from './range';
import type { Session } from './session';
import { toWorkspaceEdit } from './workspace-edit';

export function answerCodeActions(answers: Answers): void {
  answers.on(CodeActionRequest.type, async (session, params): Promise<CodeAction[]> => {
    const { only } = params.context;
    const machines = await machinesOf(session, params.textDocument.uri);
    return [
      ...(only === undefined || wantsKind(only, CodeActionKind.QuickFix) ? fixesAt(session, machines, params) : []),
      // It tries every fix in turn, so only who asks for it gets it.
      ...(wantsKind(only, FIX_ALL) ? allFixes(session, machines, params.textDocument.uri) : []),
    ];
  });
}

function fixesAt(session: Session, machines: readonly Analysis[], params: CodeActionParams): CodeAction[] {
  const { uri } = params.textDocument;
  const found = new Map<string, CodeAction>();
  const shown = new Set(findingsOfFile(machines, uri).map(({ finding }) => keyOf(finding)));
  for (const analysis of machines) {
    const range = session.positions.toOffsets(fileOf(analysis, uri), params.range);
    for (const fix of quickFixes(analysis, uri, range)) {
      if (!shown.has(keyOf(fix.diagnostic))) continue;
      const edit = toWorkspaceEdit(session, fix.edits, (file) => fileOf(analysis, file));
      const key = JSON.stringify([fix.title, edit]);
      if (found.has(key)) continue;
      found.set(key, {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        edit,
        isPreferred: fix.preferred,
        diagnostics: params.context.diagnostics.filter((diagnostic) => isOf(diagnostic, fix.diagnostic)),
      });
    }
  }
  return [...found.values()];
}

function allFixes(session: Session, machines: readonly Analysis[], uri: string): CodeAction[] {
  const edits = fixAll(machines, uri);
  const [analysis] = machines;
  if (analysis === undefined || edits.length === 0) return [];
  const edit = toWorkspaceEdit(session, edits, (file) => fileOf(analysis, file));
  return [{ title: 'Fix all that has one obvious fix', kind: FIX_ALL, edit }];
}

function keyOf({ code, range, message }: QuickFix['diagnostic']): string {
  return JSON.stringify([code, range.start, range.end, message]);
}

function isOf(diagnostic: Diagnostic, { code, message }: QuickFix['diagnostic']): boolean {
  return diagnostic.source === 'peermap' && diagnostic.code === code && diagnostic.message === message;
}
