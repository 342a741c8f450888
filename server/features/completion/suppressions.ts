// Codes in a suppression comment: first those that are reported where the comment reaches, then all others.

import type { Analysis } from '../../language/analysis';
import { LANGUAGE_CODES } from '../../language/codes';
import type { TextRange } from '../../language/diagnostic';
import { LAST_TRIVIA, tokenAt } from '../../language/lexer';
import type { ParsedFile } from '../../language/parser';
import { lineAt } from '../../language/position';
import { rules } from '../../language/rules';
import { entries, type Entries, type Entry } from './completion';

const NOT_TO_BE_IGNORED: ReadonlySet<string> = new Set(['syntax', 'ignore-unused', 'ignore-malformed']);

/** Every code that a comment can suppress. */
const CODES: readonly string[] = [...Object.keys(LANGUAGE_CODES), ...rules.map(({ code }) => code)]
  .filter((code) => !NOT_TO_BE_IGNORED.has(code))
  .sort();

export function suppressionEntries(
  analysis: Analysis,
  parsed: ParsedFile,
  comment: TextRange,
  offset: number,
): Entries {
  const before = parsed.text.slice(comment.start, offset);
  const mark = /^\/\/\s*(p2p[\w-]*)$/.exec(before)?.[1];
  if (mark !== undefined) return entries(markEntries({ start: offset - mark.length, end: offset }));
  const parts = /^\/\/\s*p2p-ignore(-file)?\s+((?:[a-z0-9.-]+\s*,\s*)*)([a-z0-9.-]*)$/.exec(before);
  if (parts === null) return entries([]);
  const [, wholeFile, list = '', typed = ''] = parts;
  const rest = /^[a-z0-9.-]*/.exec(parsed.text.slice(offset, comment.end))?.[0] ?? '';
  const range = { start: offset - typed.length, end: offset + rest.length };
  const named = new Set(list.split(',').map((code) => code.trim()));
  const reported = reportedAt(analysis, parsed, comment, wholeFile !== undefined);
  const here = `reported ${wholeFile === undefined ? 'there' : 'in this file'}`;
  const codes = [...reported.keys(), ...CODES.filter((code) => !reported.has(code))].filter((code) => !named.has(code));
  return entries(
    codes.map((code): Entry => ({
      label: code,
      kind: 'code',
      description: reported.has(code) ? here : meaningOf(code),
      range,
      data: { kind: 'code', code },
    })),
  );
}

/** A rule has its meaning on its page alone. */
function meaningOf(code: string): string | null {
  const codes: Readonly<Record<string, { readonly meaning: string }>> = LANGUAGE_CODES;
  return codes[code]?.meaning ?? null;
}

function markEntries(range: TextRange): readonly Entry[] {
  return [
    { label: 'p2p-ignore', kind: 'keyword', description: 'for a finding of this line or the next', range },
    { label: 'p2p-ignore-file', kind: 'keyword', description: 'for a finding anywhere in this file', range },
  ];
}

/** With the message of the first finding of each code. */
function reportedAt(
  { diagnostics }: Analysis,
  parsed: ParsedFile,
  comment: TextRange,
  wholeFile: boolean,
): ReadonlyMap<string, string> {
  const line = targetLine(parsed, comment);
  const found = new Map<string, string>();
  for (const { file, code, range, message } of diagnostics) {
    if (file !== parsed.uri || NOT_TO_BE_IGNORED.has(code) || found.has(code)) continue;
    if (wholeFile || lineAt(parsed.lineStarts, range.start) === line) found.set(code, message);
  }
  return found;
}

/** The comment's own line if something stands before it there, else the next line on which something stands. */
function targetLine({ tokens, lineStarts }: ParsedFile, comment: TextRange): number {
  const own = lineAt(lineStarts, comment.start);
  let index = tokenAt(tokens, comment.start) - 1;
  for (; index >= 0 && (tokens.starts[index] ?? 0) >= (lineStarts[own] ?? 0); index--) {
    if ((tokens.kinds[index] ?? 0) > LAST_TRIVIA) return own;
  }
  index = tokenAt(tokens, comment.start) + 1;
  while (index < tokens.count && (tokens.kinds[index] ?? 0) <= LAST_TRIVIA) index++;
  return lineAt(lineStarts, tokens.starts[index] ?? comment.start);
}
