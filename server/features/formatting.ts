// The formatter as the editor asks for it: the document, ranges of it, and what was just typed. The work is in
// server/language/format; here it is kept to the lines that were asked for, and a refusal is put into words.

import type { TextRange } from '../language/diagnostic';
import { format, type FormatEdit, type Formatted } from '../language/format/format';
import { indentTyped } from '../language/format/on-type';
import type { ParsedFile } from '../language/parser';
import { lineAt } from '../language/position';
import type { TextEdit } from './edit';

/** A refusal says why, for the user. */
export type FormatAnswer =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'refused'; readonly reason: string };

export { FORMAT_TRIGGERS } from './triggers';

/** A declaration with a syntax fault stays as it is, byte for byte; everything else is formatted. */
export function formatDocument(parsed: ParsedFile): FormatAnswer {
  const formatted = format(parsed);
  if (formatted.isRefused) return refusal(parsed, parsed.root);
  return { kind: 'edits', edits: formatted.edits.map(editIn(parsed)) };
}

/** The lines of each range; one that reaches into a declaration with a syntax fault is left out, and refused if it is alone. */
export function formatRanges(parsed: ParsedFile, ranges: readonly TextRange[]): FormatAnswer {
  const formatted = format(parsed);
  const asked = ranges.map((range) => wholeLines(parsed, range));
  const sound = asked.filter((range) => untouchedIn(formatted, range) === null);
  const [first] = asked;
  if (first !== undefined && sound.length === 0) return refusal(parsed, untouchedIn(formatted, first) ?? first);
  const edits = formatted.edits.filter((edit) =>
    sound.some(({ start, end }) => start <= edit.start && edit.end <= end),
  );
  return { kind: 'edits', edits: edits.map(editIn(parsed)) };
}

/** The indentation of the line at the cursor, nothing on any other line. */
export function formatOnType(parsed: ParsedFile, offset: number, typed: string): readonly TextEdit[] {
  const edit = indentTyped(parsed, offset, typed);
  return edit === null ? [] : [editIn(parsed)(edit)];
}

function editIn({ uri }: ParsedFile): (edit: FormatEdit) => TextEdit {
  return ({ start, end, newText }) => ({ file: uri, range: { start, end }, newText });
}

/** From the start of its first line to the start of the line behind its last one, on which something of it stands. */
function wholeLines({ text, lineStarts }: ParsedFile, { start, end }: TextRange): TextRange {
  const lastOffset = end > start ? end - 1 : end;
  return {
    start: lineStarts[lineAt(lineStarts, start)] ?? 0,
    end: lineStarts[lineAt(lineStarts, lastOffset) + 1] ?? text.length,
  };
}

function untouchedIn({ untouched }: Formatted, { start, end }: TextRange): TextRange | null {
  return untouched.find((range) => range.start < end && start < range.end) ?? null;
}

/** Names the first fault of what cannot be formatted. */
function refusal({ diagnostics, lineStarts }: ParsedFile, range: TextRange): FormatAnswer {
  const firstLine = lineAt(lineStarts, range.start);
  const fault = diagnostics.find((each) => lineAt(lineStarts, each.range.end) >= firstLine) ?? diagnostics[0];
  const line = lineAt(lineStarts, fault?.range.start ?? range.start) + 1;
  return { kind: 'refused', reason: `line ${String(line)} has a syntax error; repair it, then format again` };
}
