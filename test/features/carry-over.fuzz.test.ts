// Protects hints and lenses while somebody types: a place of the last good text is found again in the text of now if its line
// is still there, wherever the edits were, and never in a line that says something else.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carryOver } from '../../server/features/carry-over';
import { fuzzRuns } from '../fuzz-runs';

interface Line {
  readonly start: number;
  readonly content: string;
}

/** By the book: a line ends with LF, CRLF or a lone CR; what follows the last line end is a line too. */
function linesOf(text: string): readonly Line[] {
  const contents = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  const lines: Line[] = [];
  let start = 0;
  for (const content of contents) {
    lines.push({ start, content });
    start += content.length;
  }
  if (lines.length === 0 || /[\r\n]$/.test(text)) lines.push({ start, content: '' });
  return lines;
}

function lineAt(text: string, offset: number): Line {
  return (
    linesOf(text)
      .filter(({ start }) => start <= offset)
      .at(-1) ?? { start: 0, content: '' }
  );
}

const LINE_END = fc.constantFrom('\n', '\r\n', '\r');

/** One line of the old text and what became of it; names make it unique, braces and blanks are not. */
const EDIT = fc.record({
  unique: fc.boolean(),
  end: LINE_END,
  becomes: fc.constantFrom('kept', 'kept', 'kept', 'changed', 'deleted', 'inserted before'),
});

const EDITS = fc.array(EDIT, { maxLength: 30 });

interface Edited {
  readonly good: string;
  readonly now: string;
  /** Starts of the lines that were kept and are unique, in both. */
  readonly kept: readonly (readonly [number, number])[];
}

function edited(edits: readonly (typeof EDIT extends fc.Arbitrary<infer Edit> ? Edit : never)[]): Edited {
  let [good, now] = ['', ''];
  const kept: (readonly [number, number])[] = [];
  edits.forEach(({ unique, end, becomes }, index) => {
    const content = `${unique ? `nvme nvme${index}` : '}'}${end}`;
    if (becomes === 'inserted before') now += `new ${index}${end}`;
    if (becomes === 'changed') now += `changed ${index}${end}`;
    if (becomes === 'kept' || becomes === 'inserted before') {
      if (unique) kept.push([good.length, now.length]);
      now += content;
    }
    good += content;
  });
  return { good, now, kept };
}

describe('carrying places over an edit', () => {
  it('finds every line that is unique and was not touched', () => {
    fc.assert(
      fc.property(EDITS, (edits) => {
        const { good, now, kept } = edited(edits);
        const carry = carryOver(good, now);
        for (const [from, to] of kept) expect([carry(from), carry(from + 3)]).toEqual([to, to + 3]);
      }),
      { numRuns: fuzzRuns(300) },
    );
  });

  it('never leads into another line, and keeps the order', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '}', ' ', '\n', '\r'), maxLength: 40 });
    fc.assert(
      fc.property(text, text, (good, now) => {
        const carry = carryOver(good, now);
        let before = -1;
        for (let offset = 0; offset <= good.length; offset += 1) {
          const carried = carry(offset);
          if (carried === null) continue;
          const [from, to] = [lineAt(good, offset), lineAt(now, carried)];
          expect([to.content, carried - to.start]).toEqual([from.content, offset - from.start]);
          expect(carried).toBeGreaterThan(before);
          before = carried;
        }
      }),
      { numRuns: fuzzRuns(500) },
    );
  });

  it('moves nothing where nothing changed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const carry = carryOver(text, text);
        for (let offset = 0; offset <= text.length; offset += 1) expect(carry(offset)).toBe(offset);
      }),
      { numRuns: fuzzRuns(50) },
    );
  });

  it('leaves out the line that somebody types in, and no other', () => {
    const good = 'kernel 6.15\npair a -> b\npair c -> d\n';
    const carry = carryOver(good, 'kernel 6.15\npair a -> b =\npair c -> d\n');
    expect([carry(11), carry(12), carry(23), carry(24), carry(35)]).toEqual([11, null, null, 26, 37]);
  });

  it('holds what lies between two edits in place', () => {
    const good = 'kernel 6.15\npair a -> b\npair c -> d\npair e -> f\n';
    const carry = carryOver(good, 'kernel 6.1\npair a -> b\npair c -> d\n\npair e -> \n');
    expect([carry(0), carry(12), carry(24), carry(36)]).toEqual([null, 11, 23, null]);
  });

  it('keeps a line feed and a carriage return apart', () => {
    expect(carryOver('a\r\nb', 'a\rb')(0)).toBeNull();
    expect(carryOver('a\r\nb', 'a\rb')(3)).toBe(2);
  });
});
