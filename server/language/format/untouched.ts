// What a file's syntax faults keep the formatter from: every declaration at the top of the file that shares a line with a
// fault, and whatever belongs to no declaration. A fault leaves open what was meant, so nothing there is moved.

import { MAXIMUM_MESSAGES } from '../cursor';
import type { TextRange } from '../diagnostic';
import type { ParsedFile } from '../parser';
import { lineAt } from '../position';
import type { ItemSyntax } from '../tree';

/** The items without a fault, in order of position. */
export function soundItems(file: ParsedFile): readonly ItemSyntax[] {
  const { diagnostics, lineStarts, root } = file;
  if (diagnostics.length === 0) return root.items;
  const faultsBefore = countFaults(file);
  return root.items.filter((item) => {
    const first = lineAt(lineStarts, item.start);
    const last = lineAt(lineStarts, item.end);
    return !item.faulty && faultsBefore[first] === faultsBefore[last + 1];
  });
}

/** Of each line, how many lines with a fault stand before it. */
function countFaults({ diagnostics, lineStarts }: ParsedFile): Uint32Array {
  const count = lineStarts.length;
  const isFaulty = new Uint8Array(count);
  const mark = ({ start, end }: TextRange): void => {
    isFaulty.fill(1, lineAt(lineStarts, start), lineAt(lineStarts, end) + 1);
  };
  for (const { range } of diagnostics) mark(range);
  const last = diagnostics.at(-1);
  // Behind the last message that is printed there may be faults that no message names.
  if (last !== undefined && diagnostics.length > MAXIMUM_MESSAGES) {
    isFaulty.fill(1, lineAt(lineStarts, last.range.start));
  }
  const before = new Uint32Array(count + 1);
  for (let line = 0; line < count; line++) before[line + 1] = (before[line] ?? 0) + (isFaulty[line] ?? 0);
  return before;
}
