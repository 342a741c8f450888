// The formatter's promises, for any text: formatted once is formatted for good; words and comments are all there, in order;
// nothing that the analysis says changes; and no edit is larger than the white space that is wrong.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../server/language/analyse';
import { applyFormat, format } from '../../server/language/format/format';
import { TOKEN, tokenText } from '../../server/language/lexer';
import { parseFile } from '../../server/language/parser';
import { rules } from '../../server/language/rules';
import { fuzzRuns } from '../fuzz-runs';
import { anyTexts } from '../language/texts';
import { soundTexts } from './machines';

const URI = 'file:///fuzz/main.p2p';

function formatted(text: string): string {
  return applyFormat(text, format(parseFile(URI, text)).edits);
}

/** Words and comments in order, sizes in long form. */
function contents(text: string): readonly string[] {
  const { tokens } = parseFile(URI, text);
  const found: string[] = [];
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index];
    if (kind === TOKEN.whitespace || kind === TOKEN.lineEnd) continue;
    const isComment = kind === TOKEN.comment || kind === TOKEN.documentation;
    const word = tokenText(text, tokens, index);
    found.push(isComment ? word.trimEnd() : longForm(word));
  }
  return found;
}

function longForm(text: string): string {
  return text.replace(/\b([0-9][0-9_]*[KMGT])\b/g, '$1iB');
}

/** All that is found and all that is answered; places in words left out. */
function meaning(text: string): string {
  const analysis = analyse(URI, { folder: null, read: (uri) => (uri === URI ? text : null) }, rules);
  const findings = analysis.diagnostics.map(({ code, severity, message }) => [code, severity, withoutPlaces(message)]);
  const answers = analysis.evaluations.map(({ scenario, pairs, maps, providers, nvmet }) => [
    scenario,
    pairs.map(({ verdicts, holds }) => [holds, verdicts.map(({ mapType, distance }) => [mapType, distance])]),
    [...maps, ...providers].map(({ holds }) => holds),
    nvmet.map(({ results }) => results.map(({ holds }) => holds)),
  ]);
  return JSON.stringify([findings, answers], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
}

/** A message may quote a construct with its white space. */
function withoutPlaces(message: string): string {
  return longForm(message.replace(/\bline \d+/g, 'line').replace(/\s+/g, ' '));
}

describe.each([
  ['any text', anyTexts, 600],
  ['a machine without a syntax fault', soundTexts, 600],
] as const)('%s', (_, texts, runs) => {
  test('formatted once is formatted for good', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = formatted(text);
        expect(formatted(once)).toBe(once);
      }),
      { numRuns: fuzzRuns(runs) },
    );
  });

  test('has the same words and comments afterwards, in the same order', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(contents(formatted(text))).toEqual(contents(text));
      }),
      { numRuns: fuzzRuns(runs) },
    );
  });

  test('means the same afterwards', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(meaning(formatted(text))).toBe(meaning(text));
      }),
      { numRuns: fuzzRuns(runs / 3) },
    );
  });

  test('is changed by edits in order that do not overlap, change what they replace, and keep a CRLF together', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let end = 0;
        for (const edit of format(parseFile(URI, text)).edits) {
          expect(edit.start).toBeGreaterThanOrEqual(end);
          const replaced = text.slice(edit.start, edit.end);
          expect(edit.newText).not.toBe(replaced);
          expect(replaced).toMatch(/^(?:[ \t\v\f\r\n]*|[KMGT])$/);
          for (const offset of [edit.start, edit.end]) expect(text.slice(offset - 1, offset + 1)).not.toBe('\r\n');
          end = edit.end;
        }
      }),
      { numRuns: fuzzRuns(runs / 2) },
    );
  });
});

test('a machine without a syntax fault has no line that ends in a blank, no two empty lines, and one line end at the end', () => {
  fc.assert(
    fc.property(soundTexts, (text) => {
      expect(parseFile(URI, text).diagnostics).toEqual([]);
      const lines = formatted(text).split(/\r\n|\r|\n/);
      expect(lines.filter((line) => /[ \t\v\f]$/.test(line))).toEqual([]);
      expect(lines.filter((line, index) => line === '' && lines[index + 1] === '')).toEqual([]);
      expect(lines.at(-1)).toBe('');
      expect(lines.slice(0, 1)).not.toEqual(lines.length > 1 ? [''] : []);
    }),
    { numRuns: fuzzRuns(300) },
  );
});
