// What the formatter moves: the significant tokens and the comments of a file, in order, as arrays of numbers (a file of
// 100,000 lines has most of a million). What lies between two of them is a gap; nothing but gaps is ever rewritten.

import { LAST_TRIVIA, TOKEN } from '../lexer';
import type { ParsedFile } from '../parser';

export interface Elements {
  readonly count: number;
  /** Of lexer.ts. */
  readonly kinds: Uint8Array;
  readonly starts: Uint32Array;
  /** A comment ends before the blanks at its end. The entry behind the last one does not exist. */
  readonly ends: Uint32Array;
  /** Line ends between the element before and this one; one entry more, for the end of the text. */
  readonly lineEnds: Uint32Array;
  /** As an editor shows it, from 0, tabs expanded. */
  readonly columns: Uint32Array;
  /** Where the first gap begins: behind a byte order mark. */
  readonly textStart: number;
}

const TAB_WIDTH = 4;
const TAB = 9;
const BYTE_ORDER_MARK = 0xfeff;

export function elementsOf({ text, tokens }: ParsedFile): Elements {
  const kinds = new Uint8Array(tokens.count);
  const starts = new Uint32Array(tokens.count);
  const ends = new Uint32Array(tokens.count);
  const columns = new Uint32Array(tokens.count);
  const lineEnds = new Uint32Array(tokens.count + 1);
  const textStart = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
  let count = 0;
  let column = -textStart;
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index] ?? 0;
    const start = tokens.starts[index] ?? 0;
    const end = tokens.starts[index + 1] ?? 0;
    if (kind === TOKEN.lineEnd) {
      lineEnds[count] = (lineEnds[count] ?? 0) + 1;
      column = 0;
      continue;
    }
    if (kind === TOKEN.whitespace) {
      column = columnAfter(text, start, end, column);
      continue;
    }
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = kind <= LAST_TRIVIA ? endOfComment(text, end) : end;
    columns[count] = column;
    column += end - start;
    count++;
  }
  return { count, kinds, starts, ends, lineEnds, columns, textStart };
}

export function isComment(elements: Elements, index: number): boolean {
  return (elements.kinds[index] ?? TOKEN.unknown) <= LAST_TRIVIA;
}

/** Whether the element is the punctuation character of this code. */
export function isPunctuation(text: string, elements: Elements, index: number, code: number): boolean {
  return elements.kinds[index] === TOKEN.punctuation && text.charCodeAt(elements.starts[index] ?? 0) === code;
}

export function elementText(text: string, elements: Elements, index: number): string {
  return text.slice(elements.starts[index], elements.ends[index]);
}

/** The first element that begins at `offset` or behind it. */
export function elementFrom({ count, starts }: Elements, offset: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function columnAfter(text: string, start: number, end: number, from: number): number {
  let column = from;
  for (let offset = start; offset < end; offset++) {
    column = text.charCodeAt(offset) === TAB ? column + TAB_WIDTH - (column % TAB_WIDTH) : column + 1;
  }
  return column;
}

function endOfComment(text: string, end: number): number {
  let trimmed = end;
  while (isBlank(text.charCodeAt(trimmed - 1))) trimmed--;
  return trimmed;
}

/** The white space of the language, line ends left out. */
function isBlank(code: number): boolean {
  return code === 32 || code === TAB || code === 11 || code === 12;
}
