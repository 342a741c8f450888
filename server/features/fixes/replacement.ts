// Findings that carry their own repair: a nearest name, a keyword, a version without its suffix, a line to drop.

import type { Analysis } from '../../language/analysis';
import type { FixKind } from './quick-fix';

export const replacement: FixKind = {
  codes: null,
  proved: 'itself',
  unseen: ['kernel-suffix', 'number-range', 'ignore-malformed'],
  propose: (analysis, diagnostic) => {
    const found = diagnostic.replacement;
    if (found === undefined) return [];
    const { range, text } = found;
    const edits = [{ file: diagnostic.file, range, newText: text }];
    return [{ title: title(analysis, diagnostic.file, found), diagnostic, edits, preferred: true, price: null }];
  },
};

function title(
  analysis: Analysis,
  uri: string,
  { range, text }: { readonly range: { readonly start: number; readonly end: number }; readonly text: string },
): string {
  const written = analysis.files.find((file) => file.uri === uri)?.text.slice(range.start, range.end) ?? '';
  if (text.trim() === '') return `Remove ${short(written)}`;
  return /^[\s–—-]*$/.test(written) ? `Insert ${short(text)}` : `Change ${short(written)} to ${short(text)}`;
}

function short(words: string): string {
  const line = words.trim().replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
