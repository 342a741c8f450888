// The `///` lines before a declaration, without their slashes: hover, outline and completion show them.

import { detached } from './detached';
import { LAST_TRIVIA, TOKEN, tokenAt, tokenText } from './lexer';
import type { ParsedFile } from './parser';

/** null: the declaration that begins at `offset` has none. */
export function documentationBefore(file: ParsedFile, offset: number): string | null {
  const { tokens, text } = file;
  let lines: string[] | null = null;
  for (let index = tokenAt(tokens, offset) - 1; index >= 0; index--) {
    const kind = tokens.kinds[index] ?? TOKEN.unknown;
    if (kind > LAST_TRIVIA) break;
    if (kind === TOKEN.documentation && beginsLine(file, index)) {
      lines ??= [];
      lines.push(detached(tokenText(text, tokens, index).slice(3).replace(/^ /, '').trimEnd()));
    }
  }
  return lines === null ? null : lines.reverse().join('\n');
}

function beginsLine(file: ParsedFile, index: number): boolean {
  const before = file.tokens.kinds[index - 1];
  if (before === TOKEN.whitespace) return index < 2 || file.tokens.kinds[index - 2] === TOKEN.lineEnd;
  return before === undefined || before === TOKEN.lineEnd;
}
