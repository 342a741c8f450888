// Comments at the ends of lines. One that stands a single blank behind its line stays so; one that was put into a column
// stays in it, together with its neighbours, and moves right only as far as the longest of their lines needs.

import type { Layout } from './columns';
import { isComment } from './elements';
import { width } from './spacing';

interface LineComment {
  readonly index: number;
  /** Of the formatted text. */
  readonly line: number;
  readonly lineWidth: number;
  /** Where the author put it. */
  readonly column: number;
  readonly isClose: boolean;
}

/** Sets the blanks before each comment that shares a line. */
export function alignComments(layout: Layout, blanks: Uint32Array): void {
  let run: LineComment[] = [];
  const closeRun = (): void => {
    alignRun(run, blanks);
    run = [];
  };
  for (const comment of lineComments(layout, blanks)) {
    const previous = run.at(-1);
    const joins = previous?.line === comment.line - 1 && previous.column === comment.column;
    if (!joins) closeRun();
    run.push(comment);
  }
  closeRun();
}

function alignRun(run: readonly LineComment[], blanks: Uint32Array): void {
  if (run.every(({ isClose }) => isClose)) return;
  const column = run.reduce((most, each) => Math.max(most, each.lineWidth + 1), run[0]?.column ?? 0);
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
      comments.push({ index, line, lineWidth: end, column, isClose: column <= sourceEnd + 1 });
    }
    const isWritten = structure.sound[index] === 0 || (sharesLine && structure.sound[index - 1] === 0);
    const moved = sharesLine ? end + (blanks[index] ?? 0) : (breaks.indents[index] ?? 0);
    const start = isWritten ? (columns[index] ?? 0) : moved;
    end = start + width(text, elements, structure, index);
  }
  return comments;
}
