// A machine in one text, analysed with all rules, and the few questions that tests ask of it.

import type { Analysis } from '../../server/language/analysis';
import { analyse } from '../../server/language/analyse';
import type { Diagnostic } from '../../server/language/diagnostic';
import { rules } from '../../server/language/rules';

export const URI = 'file:///machines/machine.p2p';

export function analyseText(text: string): Analysis {
  return analyse(URI, { folder: null, read: (uri) => (uri === URI ? text : null) }, rules);
}

/** A machine of several files by their names in one folder; the first is the root. */
export function analyseFiles(texts: Readonly<Record<string, string>>): Analysis {
  const [root = ''] = Object.keys(texts);
  const folder = 'file:///machines';
  const read = (uri: string): string | null => texts[uri.slice(folder.length + 1)] ?? null;
  return analyse(fileUri(root), { folder, read }, rules);
}

export function fileUri(name: string): string {
  return `file:///machines/${name}`;
}

/** Offset of the nth (from 0) occurrence of a piece of the text, plus `into`. */
export function offsetOf(text: string, piece: string, nth = 0, into = 0): number {
  let offset = text.indexOf(piece);
  for (let count = 0; count < nth && offset >= 0; count++) offset = text.indexOf(piece, offset + 1);
  if (offset < 0) throw new Error(`expected the text to hold ${piece}, it does not`);
  return offset + into;
}

export function underlined(text: string, diagnostic: Diagnostic): string {
  return text.slice(diagnostic.range.start, diagnostic.range.end);
}

/** `code: message`, for comparing findings before and after an edit. */
export function findings(analysis: Analysis): readonly string[] {
  return analysis.diagnostics.map((diagnostic) => `${diagnostic.code}: ${diagnostic.message}`);
}

/** Without the comment that accepts a finding: it is offered for every warning and repairs none. */
export function repairsAmong<Fix extends { readonly title: string }>(fixes: readonly Fix[]): readonly Fix[] {
  return fixes.filter(({ title }) => !/^Ignore [a-z-]+ here, with a reason$/.test(title));
}
