// Comments at the ends of lines. One that stands a single blank behind its line stays so; those that were put into a column
// stay in one, as far from the nearest of their lines as they were: they come left with lines that got shorter, as by less
// indentation, and move right only as far as the longest of them needs.

import type { Layout } from './columns';
import { isComment } from './elements';
import { width } from './spacing';

interface LineComment {
  readonly index: number;
  /** Of the formatted text. */
  readonly line: number;
  readonly lineWidth: number;
  /** By how much the line before it gets shorter. */
  readonly shortened: number;
  /** Where the author put it. */
  readonly column: number;
  readonly isClose: boolean;
}

/** Sets the blanks before each comment that shares a line. */
export function alignComments(layout: Layout, blanks: Uint32Array): void {
  /** By column, the run that may go on. */
  const runs = new Map<number, LineComment[]>();
  for (const comment of lineComments(layout, blanks)) {
    const run = runs.get(comment.column) ?? [];
    const previous = run.at(-1);
    if (previous !== undefined && previous.line + MOST_LINES_BETWEEN < comment.line) {
      alignRun(run, blanks);
      run.length = 0;
    }
    run.push(comment);
    runs.set(comment.column, run);
  }
  for (const run of runs.values()) alignRun(run, blanks);
}

/** Lines without a comment may stand in a table; what is further off is there by chance. */
const MOST_LINES_BETWEEN = 3;

function alignRun(run: readonly LineComment[], blanks: Uint32Array): void {
  if (run.every(({ isClose }) => isClose)) return;
  const written = run[0]?.column ?? 0;
  const shorter = run.reduce((least, each) => Math.min(least, each.shortened), written);
  const column = run.reduce((most, each) => Math.max(most, each.lineWidth + 1), written - Math.max(shorter, 0));
  for (const { index, lineWidth } of run) blanks[index] = column - lineWidth;
}

function lineComments({ text, elements, structure, breaks }: Layout, blanks: Uint32Array): readonly LineComment[] {
  const { columns, starts, ends } = elements;
  const comments: LineComment[] = [];
  let line = 0;
  let end = 0;
  for (let index = 0; index < elements.count; index++) {
    const number = breaks.lines[index] ?? 0;
    line += number;
    const sharesLine = number === 0 && index > 0;
    if (sharesLine && structure.sound[index] === 1 && isComment(elements, index)) {
      const sourceEnd = (columns[index - 1] ?? 0) + (ends[index - 1] ?? 0) - (starts[index - 1] ?? 0);
      const column = columns[index] ?? 0;
      const shortened = sourceEnd - end;
      comments.push({ index, line, lineWidth: end, shortened, column, isClose: column <= sourceEnd + 1 });
    }
    const isWritten = structure.sound[index] === 0 || (sharesLine && structure.sound[index - 1] === 0);
    const moved = sharesLine ? end + (blanks[index] ?? 0) : (breaks.indents[index] ?? 0);
    const start = isWritten ? (columns[index] ?? 0) : moved;
    end = start + width(text, elements, structure, index);
  }
  return comments;
}
