// Parsing a text again of which most is still the same: tokens and line starts of the lines that did not change are
// carried over, and top-level constructs that stand in them are taken as they are instead of being read again. The result
// is what parsing the whole text would give, which a property test holds it to (incremental.fuzz.test.ts).

import type { Braces } from './braces';
import type { Cursor } from './cursor';
import { BYTE_ORDER_MARK, TOKEN, tokenAt, tokenize, type Tokens } from './lexer';
import { findLineStarts } from './position';
import { movedTo, type ReusableSyntax } from './shifted';
import type { Significant } from './significant';

/** Whole lines that two texts have in common at their beginnings and at their ends. */
export interface Change {
  /** The lines before this offset are the same. */
  readonly from: number;
  /** So are those from these offsets on. */
  readonly oldTo: number;
  readonly newTo: number;
}

/** A construct that was read without a fault. */
export interface Kept {
  readonly item: ReusableSyntax;
  /** Significant tokens that it consists of. */
  readonly tokens: number;
}

/** Only a line feed counts as the end of a line here: whether a carriage return is one depends on what follows it. */
export function changeBetween(before: string, after: string): Change {
  const shorter = Math.min(before.length, after.length);
  const start = commonStart(before, after, shorter);
  const from = start === 0 ? 0 : before.lastIndexOf('\n', start - 1) + 1;
  const end = commonEnd(before, after, shorter - from);
  const lineEnd = before.indexOf('\n', before.length - end);
  const kept = lineEnd < 0 ? 0 : before.length - lineEnd - 1;
  return { from, oldTo: before.length - kept, newTo: after.length - kept };
}

const STEP = 4096;

function commonStart(before: string, after: string, most: number): number {
  let same = 0;
  while (same + STEP <= most && before.slice(same, same + STEP) === after.slice(same, same + STEP)) same += STEP;
  while (same < most && before.charCodeAt(same) === after.charCodeAt(same)) same++;
  return same;
}

function commonEnd(before: string, after: string, most: number): number {
  let same = 0;
  const piece = (text: string): string => text.slice(text.length - same - STEP, text.length - same);
  while (same + STEP <= most && piece(before) === piece(after)) same += STEP;
  while (same < most && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) {
    same++;
  }
  return same;
}

/** The tokens of the new text. */
export function retokenize(tokens: Tokens, text: string, { from, oldTo, newTo }: Change): Tokens {
  // Only at the very beginning of a text is this one white space.
  if (from > 0 && text.charCodeAt(from) === BYTE_ORDER_MARK) return tokenize(text);
  const middle = tokenize(text.slice(from, newTo));
  const before = firstFrom(tokens, from);
  const behind = firstFrom(tokens, oldTo);
  const count = before + middle.count + tokens.count - behind;
  const kinds = new Uint8Array(count);
  const starts = new Uint32Array(count + 1);
  kinds.set(tokens.kinds.subarray(0, before));
  kinds.set(middle.kinds, before);
  kinds.set(tokens.kinds.subarray(behind), before + middle.count);
  starts.set(tokens.starts.subarray(0, before));
  for (let index = 0; index < middle.count; index++) starts[before + index] = (middle.starts[index] ?? 0) + from;
  const shift = newTo - oldTo;
  const moved = before + middle.count - behind;
  for (let index = behind; index <= tokens.count; index++) starts[index + moved] = (tokens.starts[index] ?? 0) + shift;
  return { count, kinds, starts };
}

/** Index of the first token that begins at the offset or behind it. */
function firstFrom(tokens: Tokens, offset: number): number {
  if (offset >= (tokens.starts[tokens.count] ?? 0)) return tokens.count;
  return tokenAt(tokens, offset);
}

/** The line starts of the new text. */
export function findLineStartsAgain(
  lineStarts: readonly number[],
  text: string,
  { from, oldTo, newTo }: Change,
): readonly number[] {
  const starts: number[] = [];
  const shift = newTo - oldTo;
  let index = 0;
  for (let start = lineStarts[index]; start !== undefined && start <= from; start = lineStarts[++index]) {
    starts.push(start);
  }
  for (const start of findLineStarts(text.slice(from, newTo))) if (start > 0) starts.push(start + from);
  for (; index < lineStarts.length; index++) {
    const start = lineStarts[index] ?? 0;
    if (start > oldTo) starts.push(start + shift);
  }
  return starts;
}

/** Finds, at the place where a parser stands, what an earlier one read there. Asked from the beginning of the text to its end. */
export class Reuse {
  private position = 0;

  constructor(
    private readonly kept: readonly Kept[],
    private readonly change: Change,
    private readonly tokens: Significant,
    private readonly braces: Braces,
  ) {}

  /** Passes what it gives; null: the construct is to be read. */
  take(cursor: Cursor): Kept | null {
    const { from, oldTo, newTo } = this.change;
    const start = cursor.start();
    if (start >= from && start < newTo) return null;
    const oldStart = start < from ? start : start - newTo + oldTo;
    while ((this.kept[this.position]?.item.start ?? oldStart) < oldStart) this.position++;
    const found = this.kept[this.position];
    if (found?.item.start !== oldStart) return null;
    const first = cursor.tokenIndex();
    const next = first + found.tokens;
    if (!this.endsBefore(next, start < from) || !this.isNested(cursor.text, first, next)) return null;
    cursor.passTo(next);
    return { item: movedTo(found.item, start), tokens: found.tokens };
  }

  /** A construct may go on with what follows it, so that must be the same too; on its line, it would be at fault. */
  private endsBefore(next: number, beforeChange: boolean): boolean {
    const { count, ends, firstOnLine } = this.tokens;
    if (next >= count) return next === count && !beforeChange;
    return firstOnLine[next] === 1 && (!beforeChange || (ends[next] ?? 0) <= this.change.from);
  }

  /** Where indentation decides which brace closes which, it must have decided in here as counting would. */
  private isNested(text: string, first: number, next: number): boolean {
    const { byIndent, blockEnd, unclosed } = this.braces;
    if (!byIndent) return true;
    const open: number[] = [];
    for (let index = first; index < next; index++) {
      if (this.tokens.kinds[index] !== TOKEN.punctuation) continue;
      const character = text[this.tokens.starts[index] ?? 0];
      if (character === '{') open.push(index);
      if (character !== '}') continue;
      const opening = open.pop();
      if (opening === undefined || blockEnd[opening] !== index || unclosed[opening] === 1) return false;
    }
    return open.length === 0;
  }
}
