// What the lexer makes of each kind of text. That it keeps every character of every text is in lexer.fuzz.test.ts.

import { describe, expect, test } from 'vitest';
import { TOKEN, tokenize, tokenText } from '../../server/language/lexer';

const NAMES = Object.fromEntries(Object.entries(TOKEN).map(([name, kind]) => [kind, name]));

function kinds(text: string): readonly (readonly [string, string])[] {
  const tokens = tokenize(text);
  return Array.from({ length: tokens.count }, (_, index) => [
    NAMES[tokens.kinds[index] ?? -1] ?? '?',
    tokenText(text, tokens, index),
  ]);
}

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
      'SV\u00a0RR\u00a7\u00a0',
      [
        ['word', 'SV'],
        ['whitespace', '\u00a0'],
        ['word', 'RR'],
        ['unknown', '\u00a7'],
        ['whitespace', '\u00a0'],
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
