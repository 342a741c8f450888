// What every piece of a file is, for editors that colour by meaning. The tree says what the words mean, the binder what
// the names are; one pass over the tokens puts them in order and adds signs, comments and strings, so the time is linear
// and no token ever crosses a line. A name that nobody declares gets no token: an editor without a grammar shows it plain.

import type { Analysis } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import { LAST_TRIVIA, TOKEN, tokenAt } from '../language/lexer';
import type { ParsedFile } from '../language/parser';
import { referenceAt } from './names';
import { commandLinePieces } from './semantic-command-line';
import { commentTokens } from './semantic-comment';
import { createToken, type SemanticToken } from './semantic-legend';
import { markTree } from './semantic-tree';
import { WORD_TYPES } from './semantic-words';

export { TOKEN_MODIFIERS, TOKEN_TYPES } from './semantic-legend';
export type { SemanticToken, TokenModifier, TokenType } from './semantic-legend';

/** In order, never across lines, never overlapping; null: the whole file. */
export function semanticTokens(analysis: Analysis, file: string, range: TextRange | null): readonly SemanticToken[] {
  const parsed = analysis.files.find(({ uri }) => uri === file);
  if (parsed === undefined) return [];
  const asked = range ?? { start: 0, end: parsed.text.length };
  return readTokens(analysis, parsed, asked);
}

function readTokens(analysis: Analysis, parsed: ParsedFile, asked: TextRange): readonly SemanticToken[] {
  const { text, tokens } = parsed;
  const marks = markTree(parsed, asked);
  const found: SemanticToken[] = [];
  for (let index = tokenAt(tokens, asked.start); index < tokens.count; index++) {
    const start = tokens.starts[index] ?? 0;
    const end = tokens.starts[index + 1] ?? start;
    if (start > asked.end) break;
    switch (tokens.kinds[index]) {
      case TOKEN.word: {
        const mark = marks.get(start);
        if (mark !== undefined) found.push(mark);
        else pushWord(analysis, parsed, { start, end }, found);
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
        found.push(createToken(start, end, 'operator'));
        break;
      case TOKEN.punctuation:
        if (isOperator(text.charCodeAt(start))) found.push(createToken(start, end, 'operator'));
    }
  }
  return found;
}

/** A word that the tree keeps no place of: the use of a name, a word that goes on with another, or one of a broken line. */
function pushWord(analysis: Analysis, parsed: ParsedFile, { start, end }: TextRange, found: SemanticToken[]): void {
  const reference = referenceAt(analysis, parsed.uri, start);
  if (reference?.range.start === start) {
    if (reference.declaration !== null) found.push(createToken(start, end, 'function'));
    return;
  }
  const word = parsed.text.slice(start, end);
  const type = /^[0-9]/.test(word) ? 'number' : WORD_TYPES.get(word);
  if (type !== undefined) found.push(createToken(start, end, type));
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
    if (piece.start > offset) found.push(createToken(offset, piece.start, 'string'));
    found.push(piece);
    offset = piece.end;
  }
  if (offset < literal.end) found.push(createToken(offset, literal.end, 'string'));
}

const OPERATORS: ReadonlySet<number> = new Set(['@', '=', '-'].map((sign) => sign.charCodeAt(0)));

function isOperator(code: number): boolean {
  return OPERATORS.has(code);
}
