// Text that goes in as a line of its own, or beside what shares a line: comments stay where they are, the line ends and the
// indentation are those of the neighbour.

import type { TextRange } from '../language/diagnostic';
import type { ParsedFile } from '../language/parser';
import type { TextEdit } from './edit';

/** Behind whatever else stands on the neighbour's line (a comment), on a line of its own; on one line if it shares it. */
export function insertAfter(parsed: ParsedFile, neighbour: TextRange, words: string): TextEdit {
  const rest = /^[^\r\n]*/.exec(parsed.text.slice(neighbour.end))?.[0] ?? '';
  const alone = /^\s*(?:\/\/.*)?$/.test(rest) && startsLine(parsed.text, neighbour.start);
  const at = alone ? neighbour.end + rest.length : neighbour.end;
  const newText = alone ? `${lineEnd(parsed.text)}${indentation(parsed.text, neighbour.start)}${words}` : ` ${words}`;
  return { file: parsed.uri, range: { start: at, end: at }, newText };
}

export function insertBefore(parsed: ParsedFile, neighbour: TextRange, words: string): TextEdit {
  const separator = startsLine(parsed.text, neighbour.start)
    ? `${lineEnd(parsed.text)}${indentation(parsed.text, neighbour.start)}`
    : ' ';
  return {
    file: parsed.uri,
    range: { start: neighbour.start, end: neighbour.start },
    newText: `${words}${separator}`,
  };
}

export function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

function startsLine(text: string, offset: number): boolean {
  return /(?:^|[\r\n\ufeff])[ \t]*$/.test(text.slice(0, offset));
}

function indentation(text: string, offset: number): string {
  return /[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? '';
}
