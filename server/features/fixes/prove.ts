// The proof that a fix removes its finding and adds none, where nothing cheaper tells: the changed texts are analysed again.
// It costs an analysis, so only fixes that are rare or reach far are proved this way.

import { analyse } from '../../language/analyse';
import type { Analysis } from '../../language/analysis';
import type { Diagnostic } from '../../language/diagnostic';
import { parseFile } from '../../language/parser';
import { rules } from '../../language/rules';
import { folderOf } from '../../language/uri';
import { applyEdits } from '../edit';
import type { QuickFix } from '../quick-fix';

export function removesItsFinding(analysis: Analysis, { diagnostic, edits }: QuickFix): boolean {
  if (edits.length === 0) return false;
  const changed = new Set(edits.map(({ file }) => file));
  const files = new Map(analysis.files.map((file) => [file.uri, file]));
  const textOf = (uri: string): string | null => {
    const text = files.get(uri)?.text ?? null;
    return text === null || !changed.has(uri) ? text : applyEdits(uri, text, edits);
  };
  const after = analyse(analysis.root, { folder: commonFolder(analysis), read: textOf }, rules, (uri, text) => {
    const known = files.get(uri);
    return known === undefined || changed.has(uri) ? parseFile(uri, text) : known;
  });
  const before = counts(analysis.diagnostics);
  const now = counts(after.diagnostics);
  const key = keyOf(diagnostic);
  if ((now.get(key) ?? 0) >= (before.get(key) ?? 0)) return false;
  return [...now].every(([finding, count]) => count <= (before.get(finding) ?? 0));
}

function counts(diagnostics: readonly Diagnostic[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const diagnostic of diagnostics) found.set(keyOf(diagnostic), (found.get(keyOf(diagnostic)) ?? 0) + 1);
  return found;
}

/** Without the place: everything behind an edit moves. */
function keyOf({ code, file, message }: Diagnostic): string {
  return [code, file, message].join('\n');
}

/** The folder that holds all files of the machine: none of its includes leads out of it. */
function commonFolder({ files }: Analysis): string | null {
  const [first, ...others] = files.map(({ uri }) => folderOf(uri));
  if (first === undefined) return null;
  let folder = first;
  while (folder !== '' && !others.every((other) => other.startsWith(folder))) {
    folder = folderOf(folder.slice(0, -1));
  }
  return folder === '' ? null : folder;
}
