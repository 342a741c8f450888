// Edits of the features as the protocol's: with the version of each open text that they were made for where the client
// can read it, so that it refuses them for any other.

import type { TextEdit as ProtocolEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../features/edit';
import type { Lines } from './range';
import type { Session } from './session';

/** `linesOf`: the text that the edits of a file speak of. */
export function toWorkspaceEdit(
  session: Session,
  edits: readonly TextEdit[],
  linesOf: (uri: string) => Lines,
): WorkspaceEdit {
  const byFile = new Map<string, ProtocolEdit[]>();
  for (const edit of edits) {
    const list = byFile.get(edit.file) ?? [];
    list.push(toTextEdit(session, linesOf(edit.file), edit));
    byFile.set(edit.file, list);
  }
  if (!session.can.documentChanges) return { changes: Object.fromEntries(byFile) };
  const documentChanges = [...byFile].map(([uri, list]) => ({
    textDocument: { uri, version: session.documentOf(uri)?.version ?? null },
    edits: list,
  }));
  return { documentChanges };
}

export function toTextEdit({ positions }: Session, lines: Lines, edit: TextEdit): ProtocolEdit {
  return { range: positions.toRange(lines, edit.range), newText: edit.newText };
}
