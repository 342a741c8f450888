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
  const offsets = offsetsOf(fileText, literal);
  const offsetAt = (index: number): number =>
    Math.min(offsets === null ? literal.start + 1 + index : (offsets[index] ?? literal.end), literal.end);
  return { start: offsetAt(decoded.start), end: offsetAt(decoded.end) };
}

interface Decoded {
  readonly fileText: string;
  readonly offsets: Uint32Array | null;
}

/** One table a literal, because a command line may have thousands of findings. */
const decodedLiterals = new WeakMap<TextRange, Decoded>();

/** Of each character of the decoded text, and of the closing quote, the offset in the file; null: there is no escape. */
function offsetsOf(fileText: string, literal: TextRange): Uint32Array | null {
  const known = decodedLiterals.get(literal);
  if (known?.fileText === fileText) return known.offsets;
  const written = fileText.slice(literal.start, literal.end);
  const offsets = written.includes('\\') ? decodedOffsets(written, literal.start) : null;
  decodedLiterals.set(literal, { fileText, offsets });
  return offsets;
}

function decodedOffsets(written: string, start: number): Uint32Array {
  const offsets = new Uint32Array(written.length);
  let count = 0;
  for (let index = 1; index < written.length; index += isEscape(written, index) ? 2 : 1) {
    offsets[count] = start + index;
    count++;
  }
  return offsets.subarray(0, count);
}

function isEscape(text: string, offset: number): boolean {
  if (text[offset] !== '\\') return false;
  const next = text[offset + 1];
  return next === '"' || next === '\\';
}
