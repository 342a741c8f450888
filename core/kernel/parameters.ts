// The kernel's own way of cutting a command line into parameters (next_arg() of lib/cmdline.c): white space separates,
// double quotes protect it, the quotes around a value or a whole parameter are taken off, `--` ends the kernel's part.

import type { Parameter, TextSpan } from './commandline';

export function splitParameters(text: string): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let start = skipSpace(text, 0);
  while (start < text.length) {
    const end = parameterEnd(text, start);
    if (text.slice(start, end) === '--') break;
    parameters.push(parameterAt(text, { start, end }));
    start = skipSpace(text, end);
  }
  return parameters;
}

/** Whether two parameter names are one to the kernel, which takes `-` and `_` for the same. */
export function isParameter(parameter: Parameter, name: string): boolean {
  return parameter.name.replaceAll('-', '_') === name;
}

/** A comma-separated list with the place of each piece. */
export function splitPieces(
  text: string,
  span: TextSpan,
): readonly { readonly text: string; readonly span: TextSpan }[] {
  const pieces: { text: string; span: TextSpan }[] = [];
  let start = span.start;
  for (const piece of text.slice(span.start, span.end).split(',')) {
    pieces.push({ text: piece, span: { start, end: start + piece.length } });
    start += piece.length + 1;
  }
  return pieces;
}

function skipSpace(text: string, from: number): number {
  let index = from;
  while (index < text.length && isSpace(text, index)) index += 1;
  return index;
}

function parameterEnd(text: string, start: number): number {
  let quoted = false;
  let index = start;
  while (index < text.length && (quoted || !isSpace(text, index))) {
    if (text[index] === '"') quoted = !quoted;
    index += 1;
  }
  return index;
}

function parameterAt(text: string, span: TextSpan): Parameter {
  const wholeQuoted = text[span.start] === '"';
  const start = wholeQuoted ? span.start + 1 : span.start;
  const end = wholeQuoted && span.end > start ? withoutEndQuote(text, start, span.end) : span.end;
  const equals = text.slice(start, end).indexOf('=');
  if (equals === -1) return { name: text.slice(start, end), value: null, span, valueSpan: null };
  const name = text.slice(start, start + equals);
  const valueStart = start + equals + 1;
  const valueSpan =
    text[valueStart] === '"' && valueStart < end
      ? { start: valueStart + 1, end: withoutEndQuote(text, valueStart + 1, end) }
      : { start: valueStart, end };
  return { name, value: text.slice(valueSpan.start, valueSpan.end), span, valueSpan };
}

function withoutEndQuote(text: string, start: number, end: number): number {
  return end > start && text[end - 1] === '"' ? end - 1 : end;
}

function isSpace(text: string, index: number): boolean {
  return /\s/.test(text.charAt(index));
}
