// The lexer keeps every character of every text and never lets a token cross a line: what editing and formatting rest on.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TOKEN, tokenAt, tokenize, tokenText } from '../../server/language/lexer';

const NAMES = Object.fromEntries(Object.entries(TOKEN).map(([name, kind]) => [kind, name]));

function pieces(text: string): readonly string[] {
  const tokens = tokenize(text);
  return Array.from({ length: tokens.count }, (_, index) => tokenText(text, tokens, index));
}

function kinds(text: string): readonly (readonly [string, string])[] {
  const tokens = tokenize(text);
  return Array.from({ length: tokens.count }, (_, index) => [
    NAMES[tokens.kinds[index] ?? -1] ?? '?',
    tokenText(text, tokens, index),
  ]);
}

/** Texts in which everything that the lexer tells apart is frequent. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '//',
        '/',
        '"',
        '\\',
        '->',
        '-',
        '\r',
        '\n',
        '\r\n',
        '\t',
        ' ',
        '{',
        '}',
        'a.vf*',
        '0x1',
        '\ufeff',
        '\ud800',
        '💥',
        '\u2028',
        '@',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
);

describe('every text', () => {
  test('is its tokens, joined', () => {
    fc.assert(
      fc.property(texts, (text) => pieces(text).join('') === text),
      { numRuns: 2000 },
    );
  });

  test('has no empty token, and none that crosses a line', () => {
    fc.assert(
      fc.property(texts, (text) => pieces(text).every((piece) => /^(?:\r\n|\r|\n|[^\r\n]+)$/.test(piece))),
      { numRuns: 2000 },
    );
  });

  test('has each of its characters in the token that is found there', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (text, seed) => {
        fc.pre(text.length > 0);
        const offset = seed % text.length;
        const tokens = tokenize(text);
        const index = tokenAt(tokens, offset);
        return (tokens.starts[index] ?? 0) <= offset && offset < (tokens.starts[index + 1] ?? 0);
      }),
    );
  });
});

describe('tokens', () => {
  test.each([
    ['nvme0.vf*', [['word', 'nvme0.vf*']]],
    ['0000:03:00.0', [['word', '0000:03:00.0']]],
    [
      '[8086:09a2]',
      [
        ['punctuation', '['],
        ['word', '8086:09a2'],
        ['punctuation', ']'],
      ],
    ],
    [
      'a->b',
      [
        ['word', 'a'],
        ['arrow', '->'],
        ['word', 'b'],
      ],
    ],
    [
      '-1',
      [
        ['punctuation', '-'],
        ['word', '1'],
      ],
    ],
    [
      '6.1.0-18-amd64',
      [
        ['word', '6.1.0'],
        ['punctuation', '-'],
        ['word', '18'],
        ['punctuation', '-'],
        ['word', 'amd64'],
      ],
    ],
    [
      '"a \\" b" c',
      [
        ['string', '"a \\" b"'],
        ['whitespace', ' '],
        ['word', 'c'],
      ],
    ],
    [
      '"a \\\\" c',
      [
        ['string', '"a \\\\"'],
        ['whitespace', ' '],
        ['word', 'c'],
      ],
    ],
    [
      '"a\nb',
      [
        ['unclosedString', '"a'],
        ['lineEnd', '\n'],
        ['word', 'b'],
      ],
    ],
    ['"a\\', [['unclosedString', '"a\\']]],
    [
      'a//b\r\nc',
      [
        ['word', 'a'],
        ['comment', '//b'],
        ['lineEnd', '\r\n'],
        ['word', 'c'],
      ],
    ],
    ['/// d', [['documentation', '/// d']]],
    ['//// d', [['comment', '//// d']]],
    [
      'a / b',
      [
        ['word', 'a'],
        ['whitespace', ' '],
        ['unknown', '/'],
        ['whitespace', ' '],
        ['word', 'b'],
      ],
    ],
    [
      '\ufeffa',
      [
        ['whitespace', '\ufeff'],
        ['word', 'a'],
      ],
    ],
    [
      'é%a',
      [
        ['unknown', 'é%'],
        ['word', 'a'],
      ],
    ],
    [
      '\r\r\n\n',
      [
        ['lineEnd', '\r'],
        ['lineEnd', '\r\n'],
        ['lineEnd', '\n'],
      ],
    ],
  ])('%j', (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });
});
