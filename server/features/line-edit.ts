// Text that goes in as a line of its own, or beside what shares a line: comments stay where they are, the line ends and the
// indentation are those of the neighbour.

import type { TextRange } from '../language/diagnostic';
import { TOKEN, tokenAt } from '../language/lexer';
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

/** Takes a construct out, with its line where nothing else stands on it. null: a comment stands inside and would be lost. */
export function takeOut(parsed: ParsedFile, range: TextRange): TextEdit | null {
  return holdsComment(parsed, range) ? null : cutOut(parsed, range);
}

/** The same with the comments in it: what is cut out goes elsewhere. */
export function cutOut({ uri: file, text }: ParsedFile, { start, end }: TextRange): TextEdit {
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const after = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  if (!startsLine(text, start)) return { file, range: { start: start - before, end }, newText: '' };
  const ending = /^(?:\r\n|\r|\n|$)/.exec(text.slice(end + after))?.[0];
  if (ending === undefined) return { file, range: { start, end: end + after }, newText: '' };
  return { file, range: { start: start - before, end: end + after + ending.length }, newText: '' };
}

export function holdsComment({ tokens }: ParsedFile, { start, end }: TextRange): boolean {
  for (let index = tokenAt(tokens, start); index < tokens.count && (tokens.starts[index] ?? end) < end; index++) {
    const kind = tokens.kinds[index];
    if (kind === TOKEN.comment || kind === TOKEN.documentation) return true;
  }
  return false;
}

/** A line of its own before the line of an offset and the `///` lines that belong to it, as deep as that line. */
export function insertLineAbove({ uri: file, text }: ParsedFile, offset: number, words: string): TextEdit {
  const head = text.slice(0, offset);
  const line = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r'), head.startsWith('\ufeff') ? 0 : -1) + 1;
  const documented = /(?:[ \t]*\/\/\/[^\r\n]*(?:\r\n|\r|\n))+$/.exec(text.slice(0, line))?.[0] ?? '';
  const at = line - documented.length;
  const indent = /^[ \t]*/.exec(text.slice(line))?.[0] ?? '';
  return { file, range: { start: at, end: at }, newText: `${indent}${words}${lineEnd(text)}` };
}

export function lineEnd(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

export function startsLine(text: string, offset: number): boolean {
  return /(?:^|[\r\n\ufeff])[ \t]*$/.test(text.slice(0, offset));
}

export function indentation(text: string, offset: number): string {
  return /[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? '';
}
