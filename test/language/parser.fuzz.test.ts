// The parser's promises, for any text: it ends, it does not throw, its tree lies in the text and every node in the one
// above it, it has one message a line, and the number of its steps is linear. Steps are counted, not timed.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/language/analyse';
import type { Analysis } from '../../server/language/analysis';
import type { TextRange } from '../../server/language/diagnostic';
import { parseCounting, parseFile } from '../../server/language/parser';
import { lineAt } from '../../server/language/position';
import { rules } from '../../server/language/rules';
import { fuzzRuns } from '../fuzz-runs';
import { anyTexts, soups } from './texts';

const URI = 'file:///test.p2p';
const STEPS_A_TOKEN = 50;
const MEBIBYTE = 1 << 20;

function analyseText(text: string): Analysis {
  return analyse(URI, { folder: null, read: (uri) => (uri === URI ? text : null) }, rules);
}

function isRange(value: object): value is TextRange {
  return 'start' in value && 'end' in value;
}

/** Ranges that begin before or end behind the one that holds them. */
function* strayRanges(value: unknown, holder: TextRange): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  let within = holder;
  if (isRange(value)) {
    const isIn = holder.start <= value.start && value.start <= value.end && value.end <= holder.end;
    if (!isIn) yield `${JSON.stringify([value.start, value.end])} in ${JSON.stringify([holder.start, holder.end])}`;
    within = value;
  }
  for (const child of Object.values(value)) yield* strayRanges(child, within);
}

describe('any text', () => {
  test('has a tree whose nodes lie each in the one above, and all in the text', () => {
    fc.assert(
      fc.property(anyTexts, (text) => {
        const { root } = parseFile(URI, text);
        const { misplaced, ...tree } = root;
        expect([...strayRanges(tree, { start: 0, end: text.length })]).toEqual([]);
        expect([...strayRanges(misplaced, { start: 0, end: text.length })]).toEqual([]);
      }),
      { numRuns: fuzzRuns(600) },
    );
  });

  test('has declarations that follow one another and do not overlap', () => {
    fc.assert(
      fc.property(anyTexts, (text) => {
        const { items } = parseFile(URI, text).root;
        expect(items.filter(({ start }, index) => start < (items[index - 1]?.end ?? 0))).toEqual([]);
      }),
      { numRuns: fuzzRuns(300) },
    );
  });

  test('has at most one syntax error a line, in order', () => {
    fc.assert(
      fc.property(anyTexts, (text) => {
        const { diagnostics, lineStarts } = parseFile(URI, text);
        const lines = diagnostics.map(({ range }) => lineAt(lineStarts, range.start));
        expect(lines.filter((line, index) => index > 0 && line <= (lines[index - 1] ?? 0))).toEqual([]);
      }),
      { numRuns: fuzzRuns(600) },
    );
  });

  test('is analysed to the end; whatever is found, and what proves or repairs it, lies in the text', () => {
    fc.assert(
      fc.property(anyTexts, (text) => {
        const { evaluations, diagnostics, files } = analyseText(text);
        expect(evaluations.length).toBeGreaterThan(0);
        expect(diagnostics.length).toBeGreaterThanOrEqual(Math.min(1, files[0]?.diagnostics.length ?? 0));
        for (const { range, related, replacement } of diagnostics) {
          const places = [range, ...related.map((each) => each.range), ...(replacement ? [replacement.range] : [])];
          for (const place of places) expect([...strayRanges(place, { start: 0, end: text.length })]).toEqual([]);
        }
      }),
      { numRuns: fuzzRuns(300) },
    );
  });

  test('is read in steps that grow with its tokens', () => {
    fc.assert(
      fc.property(anyTexts, (text) => {
        const { file, steps } = parseCounting(URI, text);
        expect(steps).toBeLessThanOrEqual(STEPS_A_TOKEN * (file.tokens.count + 1));
      }),
      { numRuns: fuzzRuns(600) },
    );
  });
});

/** 100 KB in `npm test`, 5 MB in `npm run fuzz`. */
test('a large text, made of any piece again and again, is read whole in steps that grow with its tokens', () => {
  const length = Math.min(10 * MEBIBYTE, fuzzRuns(MEBIBYTE / 10));
  fc.assert(
    fc.property(soups, (piece) => {
      fc.pre(piece !== '');
      const text = piece.repeat(Math.ceil(length / piece.length));
      const { file, steps } = parseCounting(URI, text);
      const { count, starts } = file.tokens;
      expect(starts[count]).toBe(text.length);
      expect(starts.every((start, index) => index === 0 || start > (starts[index - 1] ?? 0))).toBe(true);
      expect(steps).toBeLessThanOrEqual(STEPS_A_TOKEN * (count + 1));
      expect(file.diagnostics.length).toBeLessThanOrEqual(1001);
    }),
    { numRuns: 10 },
  );
});
