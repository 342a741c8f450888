// Which brace closes which, decided for the whole file before it is parsed. A file whose braces pair up is taken at its
// word. In one that has a brace too many or too few, indentation tells which block was left open, so that the fault is
// named where it is and the rest of the file keeps its meaning. Linear, without recursion.

import type { Significant } from './significant';

/** For each significant token: of an opening brace, the index at which its block ends; else 0. */
export interface Braces {
  readonly blockEnd: Uint32Array;
  /** Opening braces whose block ends at blockEnd without a closing one. */
  readonly unclosed: ReadonlySet<number>;
  /** Whether indentation was asked. */
  readonly byIndent: boolean;
}

interface Open {
  readonly index: number;
  readonly indent: number;
}

interface Matching extends Braces {
  readonly faults: number;
}

export function matchBraces(text: string, tokens: Significant): Braces {
  const plain = match(text, tokens, false);
  if (plain.faults === 0) return plain;
  const indented = match(text, tokens, true);
  return indented.faults <= plain.faults ? indented : plain;
}

/** By indentation alone, for a file whose braces pair up and still cannot be meant: one too many here, one too few there. */
export function matchBracesByIndent(text: string, tokens: Significant): Braces {
  return match(text, tokens, true);
}

function match(text: string, tokens: Significant, byIndent: boolean): Matching {
  const blockEnd = new Uint32Array(tokens.count);
  const unclosed = new Set<number>();
  const stack: Open[] = [];
  let stray = 0;
  let indent = 0;
  const leaveOpen = (end: number): void => {
    const open = stack.pop();
    if (open === undefined) return;
    blockEnd[open.index] = end;
    unclosed.add(open.index);
  };
  for (let index = 0; index < tokens.count; index++) {
    const code = text.charCodeAt(tokens.starts[index] ?? 0);
    const closes = code === CLOSE;
    if (tokens.firstOnLine[index] === 1) {
      indent = indentOf(text, tokens.starts[index] ?? 0);
      while (byIndent && endsByIndent(stack.at(-1), indent, closes)) leaveOpen(index);
      if (byIndent && closes && indent > (stack.at(-1)?.indent ?? -1)) {
        stray++;
        continue;
      }
    }
    if (code === OPEN) stack.push({ index, indent });
    if (!closes) continue;
    const open = stack.pop();
    if (open === undefined) stray++;
    else blockEnd[open.index] = index;
  }
  while (stack.length > 0) leaveOpen(tokens.count);
  return { blockEnd, unclosed, byIndent, faults: stray + unclosed.size };
}

const OPEN = '{'.charCodeAt(0);
const CLOSE = '}'.charCodeAt(0);
const TAB = 9;
const SPACE = 32;
const TAB_WIDTH = 4;

/** A line that stands no deeper than the line that opened the block is outside of it; a brace there closes it. */
function endsByIndent(open: Open | undefined, indent: number, closes: boolean): boolean {
  if (open === undefined) return false;
  return closes ? indent < open.indent : indent <= open.indent;
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
