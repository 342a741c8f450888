// What every piece of a file is, for editors that colour by meaning. The tree says what the words mean, the binder what
// the names are; one pass over the tokens puts them in order and adds signs, comments and strings, so the time is linear
// and no token ever crosses a line. A name that nobody declares gets no token: an editor without a grammar shows it plain.

import type { Analysis } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import { LAST_TRIVIA, TOKEN, tokenAt } from '../../language/lexer';
import type { ParsedFile } from '../../language/parser';
import { commandLinePieces } from './semantic-command-line';
import { commentTokens } from './semantic-comment';
import { createToken, PLAIN, type SemanticToken, STYLE } from './semantic-legend';
import { markTree } from './semantic-tree';
import { WORD_TYPES } from './semantic-words';

export { TOKEN_MODIFIERS, TOKEN_TYPES } from './semantic-legend';
export type { SemanticToken, TokenModifier, TokenType } from './semantic-legend';

/** In order, never across lines, never overlapping; null: the whole file. */
export function semanticTokens(analysis: Analysis, file: string, range: TextRange | null): readonly SemanticToken[] {
  const parsed = analysis.files.find(({ uri }) => uri === file);
  if (parsed === undefined) return [];
  if (range === null) return readTokens(analysis, parsed, { start: 0, end: parsed.text.length });
  // A word that the range begins in belongs to it.
  const start = parsed.tokens.starts[tokenAt(parsed.tokens, range.start)] ?? range.start;
  return readTokens(analysis, parsed, { start: Math.min(start, range.start), end: range.end });
}

function readTokens(analysis: Analysis, parsed: ParsedFile, asked: TextRange): readonly SemanticToken[] {
  const { text, tokens } = parsed;
  const marks = markTree(parsed, asked);
  markNames(marks, analysis, parsed.uri, asked);
  const found: SemanticToken[] = [];
  for (let index = tokenAt(tokens, asked.start); index < tokens.count; index++) {
    const start = tokens.starts[index] ?? 0;
    const end = tokens.starts[index + 1] ?? start;
    if (start > asked.end) break;
    switch (tokens.kinds[index]) {
      case TOKEN.word: {
        const marked = marks[start - asked.start] ?? 0;
        const style = marked === 0 ? styleOfWord(text.slice(start, end)) : marked;
        if (style !== PLAIN) found.push(createToken(start, end, style));
        break;
      }
      case TOKEN.comment:
      case TOKEN.documentation:
        found.push(...commentTokens(text, { start, end }));
        break;
      case TOKEN.string:
      case TOKEN.unclosedString:
        pushString({ start, end }, isCommandLine(parsed, index) ? commandLinePieces(text, { start, end }) : [], found);
        break;
      case TOKEN.arrow:
        found.push(createToken(start, end, STYLE.operator));
        break;
      case TOKEN.punctuation:
        if (isOperator(text.charCodeAt(start))) found.push(createToken(start, end, STYLE.operator));
    }
  }
  return found;
}

function markNames(marks: Uint8Array, analysis: Analysis, uri: string, asked: TextRange): void {
  for (const { file, range, declaration } of analysis.references) {
    if (file !== uri || range.start < asked.start || range.start > asked.end) continue;
    marks[range.start - asked.start] ||= declaration === null ? PLAIN : STYLE.function;
  }
}

/** A word that is no name and that the tree keeps no place of: it goes on with another, or the line is broken. */
function styleOfWord(word: string): number {
  const type = /^[0-9]/.test(word) ? 'number' : WORD_TYPES.get(word);
  return type === undefined ? PLAIN : STYLE[type];
}

/** Whether the string at the index is what a `cmdline` sets. */
function isCommandLine({ text, tokens }: ParsedFile, index: number): boolean {
  let before = index - 1;
  while (before >= 0 && (tokens.kinds[before] ?? TOKEN.word) <= LAST_TRIVIA) before--;
  return text.slice(tokens.starts[before], tokens.starts[before + 1]) === 'cmdline';
}

/** The pieces that mean something, and what is left between them as string. */
function pushString(literal: TextRange, pieces: readonly SemanticToken[], found: SemanticToken[]): void {
  let offset = literal.start;
  for (const piece of pieces) {
    if (piece.start > offset) found.push(createToken(offset, piece.start, STYLE.string));
    found.push(piece);
    offset = piece.end;
  }
  if (offset < literal.end) found.push(createToken(offset, literal.end, STYLE.string));
}

const OPERATORS: ReadonlySet<number> = new Set(['@', '=', '-'].map((sign) => sign.charCodeAt(0)));

function isOperator(code: number): boolean {
  return OPERATORS.has(code);
}
