// The lexer keeps every character of every text and never lets a token cross a line: what editing and formatting rest on.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenAt, tokenize, tokenText } from '../../server/language/lexer';
import { fuzzRuns } from '../fuzz-runs';
import { anyTexts } from './texts';

function pieces(text: string): readonly string[] {
  const tokens = tokenize(text);
  return Array.from({ length: tokens.count }, (_, index) => tokenText(text, tokens, index));
}

describe('every text', () => {
  test('is its tokens, joined', () => {
    fc.assert(
      fc.property(anyTexts, (text) => {
        expect(pieces(text).join('')).toBe(text);
      }),
      { numRuns: fuzzRuns(1000) },
    );
  });

  test('has no empty token, and none that crosses a line', () => {
    fc.assert(
      fc.property(anyTexts, (text) => {
        expect(pieces(text).filter((piece) => !/^(?:\r\n|\r|\n|[^\r\n]+)$/.test(piece))).toEqual([]);
      }),
      { numRuns: fuzzRuns(1000) },
    );
  });

  test('has each of its characters in the token that is found there', () => {
    fc.assert(
      fc.property(anyTexts, fc.nat(), (text, seed) => {
        fc.pre(text.length > 0);
        const offset = seed % text.length;
        const tokens = tokenize(text);
        const index = tokenAt(tokens, offset);
        return (tokens.starts[index] ?? 0) <= offset && offset < (tokens.starts[index + 1] ?? 0);
      }),
      { numRuns: fuzzRuns(500) },
    );
  });

  test('cut at the end of a line, has the tokens of its parts', () => {
    fc.assert(
      fc.property(anyTexts, anyTexts, (first, second) => {
        fc.pre(!second.startsWith('\ufeff'));
        expect(pieces(`${first}\n${second}`)).toEqual([...pieces(`${first}\n`), ...pieces(second)]);
      }),
      { numRuns: fuzzRuns(700) },
    );
  });
});
