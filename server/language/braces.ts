// Which brace closes which, decided for the whole file before it is parsed. A file whose braces pair up is taken at its
// word. In one that has a brace too many or too few, indentation tells which block was left open, so that the fault is
// named where it is and the rest of the file keeps its meaning. Linear, without recursion, and without an object for a
// brace: a text may be nothing but braces.

import { TOKEN } from './lexer';
import type { Significant } from './significant';

/** For each significant token. */
export interface Braces {
  /** Of an opening brace, the index at which its block ends; else 0. */
  readonly blockEnd: Uint32Array;
  /** 1: an opening brace whose block ends at blockEnd without a closing one. */
  readonly unclosed: Uint8Array;
  /** Whether indentation was asked. */
  readonly byIndent: boolean;
}

interface Matching extends Braces {
  /** Opening braces that are not closed, and closing ones that close nothing. */
  readonly faults: number;
}

export function matchBraces(text: string, tokens: Significant): Braces {
  const plain = match(text, tokens, false, Infinity);
  if (plain.faults === 0) return plain;
  const indented = match(text, tokens, true, plain.faults);
  return indented.faults <= plain.faults ? indented : plain;
}

/** By indentation alone, for a file whose braces pair up and still cannot be meant: one too many here, one too few there. */
export function matchBracesByIndent(text: string, tokens: Significant): Braces {
  return match(text, tokens, true, Infinity);
}

const OPEN = '{'.charCodeAt(0);
const CLOSE = '}'.charCodeAt(0);
const TAB = 9;
const SPACE = 32;
const TAB_WIDTH = 4;
const NONE = 0xffffffff;

/** Gives up, with one fault more than that, once there are more than `most`. */
function match(text: string, tokens: Significant, byIndent: boolean, most: number): Matching {
  const { count, kinds, starts, firstOnLine } = tokens;
  // As long as a block is open, its entry names the one around it: the stack needs no room of its own.
  const blockEnd = new Uint32Array(count);
  const unclosed = new Uint8Array(count);
  const indents = new Uint32Array(byIndent ? count : 0);
  let top = NONE;
  let faults = 0;
  let indent = 0;
  const leave = (end: number): void => {
    const outer = blockEnd[top] ?? NONE;
    blockEnd[top] = end;
    top = outer;
  };
  const leaveOpen = (end: number): void => {
    unclosed[top] = 1;
    faults++;
    leave(end);
  };
  for (let index = 0; index < count && faults <= most; index++) {
    const isLineStart = byIndent && firstOnLine[index] === 1;
    if (kinds[index] !== TOKEN.punctuation && !isLineStart) continue;
    const start = starts[index] ?? 0;
    const code = text.charCodeAt(start);
    const closes = code === CLOSE;
    if (isLineStart) {
      indent = indentOf(text, start);
      while (top !== NONE && endsByIndent(indents[top] ?? 0, indent, closes)) leaveOpen(index);
      if (closes && (top === NONE || indent > (indents[top] ?? 0))) {
        faults++;
        continue;
      }
    }
    if (code === OPEN) {
      blockEnd[index] = top;
      if (byIndent) indents[index] = indent;
      top = index;
    } else if (closes) {
      if (top === NONE) faults++;
      else leave(index);
    }
  }
  while (top !== NONE) leaveOpen(count);
  return { blockEnd, unclosed, byIndent, faults };
}

/** A line that stands no deeper than the line that opened the block is outside of it; a brace there closes it. */
function endsByIndent(opened: number, indent: number, closes: boolean): boolean {
  return closes ? indent < opened : indent <= opened;
}

function indentOf(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && isBlank(text.charCodeAt(start - 1))) start--;
  let column = 0;
  for (let at = start; at < offset; at++) {
    column = text.charCodeAt(at) === TAB ? column + TAB_WIDTH - (column % TAB_WIDTH) : column + 1;
  }
  return column;
}

function isBlank(code: number): boolean {
  return code === TAB || code === SPACE;
}
