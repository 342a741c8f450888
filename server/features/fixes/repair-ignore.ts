// Suppression comments: a code that suppresses nothing goes, and its comment with the last one; a comment without a reason
// gets one to write over.

import type { Diagnostic, TextRange } from '../../language/diagnostic';
import { lineAt, lineEnd } from '../../language/position';
import type { ParsedFile } from '../../language/parser';
import type { TextEdit } from '../edit';
import type { FixKind } from './quick-fix';

export const repairIgnore: FixKind = {
  codes: ['ignore-unused', 'ignore-malformed'],
  proved: 'by-analysis',
  unseen: ['ignore-unused'],
  propose: (analysis, diagnostic) => {
    const parsed = analysis.files.find(({ uri }) => uri === diagnostic.file);
    if (parsed === undefined || diagnostic.replacement !== undefined) return [];
    if (diagnostic.code === 'ignore-unused') return [unused(parsed, diagnostic)];
    const comment = parsed.text.slice(diagnostic.range.start, diagnostic.range.end);
    const codes = /^\/\/\s*p2p-ignore(?:-file)?\s+[a-z0-9.-]+(?:\s*,\s*[a-z0-9.-]+)*(\s*:)?$/.exec(comment);
    if (codes === null) return [];
    const reason = 'known and accepted';
    const newText = codes[1] === undefined ? `: ${reason}` : ` ${reason}`;
    const { end } = diagnostic.range;
    const start = end + newText.length - reason.length;
    return [
      {
        title: 'Add a reason',
        diagnostic,
        edits: [{ file: parsed.uri, range: { start: end, end }, newText }],
        preferred: true,
        price: null,
        selection: { file: parsed.uri, range: { start, end: start + reason.length } },
      },
    ];
  },
};

function unused(parsed: ParsedFile, diagnostic: Diagnostic): ReturnType<FixKind['propose']>[number] {
  const { text, uri: file } = parsed;
  const { range } = diagnostic;
  const before = /,[ \t]*$/.exec(text.slice(0, range.start))?.[0];
  const after = /^[ \t]*,[ \t]*/.exec(text.slice(range.end))?.[0];
  const code = text.slice(range.start, range.end);
  const common = { diagnostic, preferred: true, price: null };
  if (before === undefined && after === undefined) {
    return { ...common, title: 'Remove the comment', edits: [withoutComment(parsed, range)] };
  }
  const start = after === undefined && before !== undefined ? range.start - before.length : range.start;
  const end = range.end + (after?.length ?? 0);
  return { ...common, title: `Remove ${code} from the comment`, edits: [{ file, range: { start, end }, newText: '' }] };
}

/** With its line where it stands alone. */
function withoutComment({ text, uri: file, lineStarts }: ParsedFile, { start: at }: TextRange): TextEdit {
  const line = lineAt(lineStarts, at);
  const lineStart = lineStarts[line] ?? 0;
  const comment = text.lastIndexOf('//', at);
  const isAlone = /^[ \t]*$/.test(text.slice(lineStart, comment));
  const end = lineEnd(text, lineStarts, line);
  if (isAlone) return { file, range: { start: lineStart, end: lineStarts[line + 1] ?? end }, newText: '' };
  const blanks = /[ \t]*$/.exec(text.slice(0, comment))?.[0].length ?? 0;
  return { file, range: { start: comment - blanks, end }, newText: '' };
}
