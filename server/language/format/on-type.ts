// The indentation of the line that is being typed. The file is seldom whole at that moment, so nothing is asked of the tree:
// the brace that is open at the line counts, and the indentation of the line on which it stands, formatted or not.

import { LAST_TRIVIA, TOKEN, tokenAt, type Tokens } from '../lexer';
import type { ParsedFile } from '../parser';
import { lineAt } from '../position';
import type { FormatEdit } from './format';
import { CONTINUATION, INDENT } from './line-breaks';

const [COMMA, EQUALS, OPEN, CLOSE] = [44, 61, 123, 125] as const;
const TAB_WIDTH = 4;

/** After the line was begun, or a brace was put at its start; null: the line stands right, or it is not for us to say. */
export function indentTyped(file: ParsedFile, offset: number, typed: string): FormatEdit | null {
  const { text, lineStarts, tokens } = file;
  const lineStart = lineStarts[lineAt(lineStarts, offset)] ?? 0;
  const written = blanksAt(text, lineStart);
  const first = lineStart + written.length;
  const closes = isPunctuation(text, tokens, tokenAt(tokens, first), CLOSE) && text.charCodeAt(first) === CLOSE;
  if (typed === '}' ? !closes || first !== offset - 1 : !typed.endsWith('\n')) return null;
  const before = lineStart === 0 ? -1 : tokenAt(tokens, lineStart - 1);
  const opening = openBrace(text, tokens, before);
  if (closes && opening === null) return null;
  const outer = opening === null ? 0 : widthOf(indentationOf(file, opening));
  const inner = opening === null ? 0 : outer + INDENT;
  const goesOn = endsWithSeparator(text, tokens, before) ? CONTINUATION : 0;
  const indent = ' '.repeat(closes ? outer : inner + goesOn);
  return indent === written ? null : { start: lineStart, end: first, newText: indent };
}

/** The offset of the innermost brace that is open behind the token. */
function openBrace(text: string, tokens: Tokens, from: number): number | null {
  let closed = 0;
  for (let index = from; index >= 0; index--) {
    if (isPunctuation(text, tokens, index, CLOSE)) closed++;
    if (!isPunctuation(text, tokens, index, OPEN)) continue;
    if (closed === 0) return tokens.starts[index] ?? 0;
    closed--;
  }
  return null;
}

/** Whether the last word before goes on: a list behind its comma, a query behind `->` or `=`. */
function endsWithSeparator(text: string, tokens: Tokens, from: number): boolean {
  let index = from;
  while (index >= 0 && (tokens.kinds[index] ?? 0) <= LAST_TRIVIA) index--;
  if (tokens.kinds[index] === TOKEN.arrow) return true;
  return isPunctuation(text, tokens, index, COMMA) || isPunctuation(text, tokens, index, EQUALS);
}

function isPunctuation(text: string, tokens: Tokens, index: number, code: number): boolean {
  return tokens.kinds[index] === TOKEN.punctuation && text.charCodeAt(tokens.starts[index] ?? 0) === code;
}

function indentationOf({ text, lineStarts }: ParsedFile, offset: number): string {
  return blanksAt(text, lineStarts[lineAt(lineStarts, offset)] ?? 0);
}

function blanksAt(text: string, offset: number): string {
  let end = offset;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return text.slice(offset, end);
}

function widthOf(blanks: string): number {
  let column = 0;
  for (const blank of blanks) column = blank === '\t' ? column + TAB_WIDTH - (column % TAB_WIDTH) : column + 1;
  return column;
}
