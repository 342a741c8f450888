// Offsets into a text and positions as the Language Server Protocol counts them, both in UTF-16 code units.

export interface TextPosition {
  readonly line: number;
  readonly character: number;
}

/** Offset of the first character of every line; a line ends with LF, CRLF or a lone CR. */
export function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
    return starts;
  }
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code === 10 || (code === 13 && text.charCodeAt(offset + 1) !== 10)) starts.push(offset + 1);
  }
  return starts;
}

/** The line that holds an offset, counted from 0; an offset past the end is on the last line. */
export function lineAt(lineStarts: readonly number[], offset: number): number {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function positionAt(lineStarts: readonly number[], offset: number): TextPosition {
  const line = lineAt(lineStarts, offset);
  return { line, character: Math.max(0, offset) - (lineStarts[line] ?? 0) };
}

/** A line past the end gives the end of the text; a character past the end of its line gives the end of that line. */
export function offsetAt(text: string, lineStarts: readonly number[], position: TextPosition): number {
  const start = lineStarts[position.line];
  if (start === undefined) return position.line < 0 ? 0 : text.length;
  return Math.min(start + Math.max(0, position.character), lineEnd(text, lineStarts, position.line));
}

/** Offset after the last character of a line, its line end left out. */
export function lineEnd(text: string, lineStarts: readonly number[], line: number): number {
  const next = lineStarts[line + 1];
  if (next === undefined) return text.length;
  return text.charCodeAt(next - 1) === 10 && text.charCodeAt(next - 2) === 13 ? next - 2 : next - 1;
}
