// Strings of the language: `"…"` on one line with `\"` and `\\`. What the command line means is computed on the decoded
// text; this maps its offsets back to the file, escapes considered.

import type { TextRange } from './diagnostic';

/** The text between the quotes with its escapes resolved; any other backslash stands for itself. */
export function decodeString(literal: string): string {
  const closed = literal.length > 1 && literal.endsWith('"');
  const inner = literal.slice(1, closed ? -1 : undefined);
  return inner.includes('\\') ? inner.replace(/\\(["\\])/g, '$1') : inner;
}

/** The text as a literal, with quotes. */
export function encodeString(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** The range in the file of a range of the decoded text. `literal` is the range of the string with its quotes. */
export function rangeInString(fileText: string, literal: TextRange, decoded: TextRange): TextRange {
  return {
    start: offsetInString(fileText, literal, decoded.start),
    end: offsetInString(fileText, literal, decoded.end),
  };
}

/** The offset in the file of the decoded text's character `decoded`; its length gives the closing quote. */
export function offsetInString(fileText: string, literal: TextRange, decoded: number): number {
  let offset = literal.start + 1;
  for (let count = 0; count < decoded && offset < literal.end; count++) {
    offset += isEscape(fileText, offset) ? 2 : 1;
  }
  return Math.min(offset, literal.end);
}

function isEscape(text: string, offset: number): boolean {
  if (text[offset] !== '\\') return false;
  const next = text[offset + 1];
  return next === '"' || next === '\\';
}
