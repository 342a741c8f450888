// Protects the shape of what editors get of random broken texts: a selection that only grows, semantic tokens in order that
// never overlap and never cross a line, folds that lie in the text and hide at least one line.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldingRanges } from '../../server/features/navigation/folding';
import { selectionRanges } from '../../server/features/navigation/selection';
import { semanticTokens } from '../../server/features/tokens/semantic-tokens';
import { parseFile } from '../../server/language/parser';
import { lineAt } from '../../server/language/position';
import { fuzzRuns } from '../fuzz-runs';
import { analyseTexts, EVERYTHING } from './machine';

/** A piece of the machine is gone, and something stands in its place. */
const broken = fc
  .tuple(
    fc.nat(EVERYTHING.length),
    fc.nat(30),
    fc.constantFrom('', '{', '}', '"', '[', '@ ', '\r\n', '// ', '/// ', 'p2pmem ', 'nvme0.vf*', '\u{1f600}'),
  )
  .map(([from, count, instead]) => EVERYTHING.slice(0, from) + instead + EVERYTHING.slice(from + count));

test('every step holds the one before and is larger, and the last is the file, wherever the cursor stands', () => {
  fc.assert(
    fc.property(broken, fc.nat(EVERYTHING.length), (text, cursor) => {
      const offset = Math.min(cursor, text.length);
      const ranges = selectionRanges(parseFile('file:///main.p2p', text), offset);
      expect(ranges.at(-1)).toEqual({ start: 0, end: text.length });
      ranges.forEach((range, index) => {
        expect(range.start <= offset && offset <= range.end).toBe(true);
        const inner = ranges[index - 1] ?? { start: offset, end: offset };
        expect(range.start <= inner.start && inner.end <= range.end).toBe(true);
        expect(range.end - range.start).toBeGreaterThan(inner.end - inner.start);
      });
    }),
    { numRuns: fuzzRuns(200) },
  );
});

test('semantic tokens are in order, never overlap and never cross a line', () => {
  fc.assert(
    fc.property(broken, (text) => {
      const analysis = analyseTexts({ 'main.p2p': text });
      let end = 0;
      for (const token of semanticTokens(analysis, analysis.root, null)) {
        expect(token.start).toBeGreaterThanOrEqual(end);
        expect(token.end).toBeGreaterThan(token.start);
        expect(text.slice(token.start, token.end)).not.toMatch(/[\r\n]/);
        end = token.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }),
    { numRuns: fuzzRuns(100) },
  );
});

test('a fold hides at least one line, and two never begin on one line', () => {
  fc.assert(
    fc.property(broken, (text) => {
      const parsed = parseFile('file:///main.p2p', text);
      const lines = foldingRanges(parsed).map(({ range }) => {
        const [first, last] = [lineAt(parsed.lineStarts, range.start), lineAt(parsed.lineStarts, range.end)];
        expect(last).toBeGreaterThan(first);
        expect(range.end).toBeLessThanOrEqual(text.length);
        return first;
      });
      expect(new Set(lines).size).toBe(lines.length);
    }),
    { numRuns: fuzzRuns(200) },
  );
});
