// The style of the language, pair by pair, and that a formatted text stays as it is.

import { describe, expect, test } from 'vitest';
import { applyFormat, format } from '../../server/language/format/format';
import { parseFile } from '../../server/language/parser';
import { COLUMNS, COMMENTS, FAULTS, LINES, SUPPRESSIONS, WORDS } from './pairs';

function formatted(text: string): string {
  return applyFormat(text, format(parseFile('file:///main.p2p', text)).edits);
}

describe.each([
  ['lines', LINES],
  ['words', WORDS],
  ['columns', COLUMNS],
  ['comments', COMMENTS],
  ['suppression comments', SUPPRESSIONS],
  ['syntax faults', FAULTS],
])('%s', (_, pairs) => {
  test.each(pairs.map(({ title, before, after = before }) => [title, before, after]))('%s', (_title, before, after) => {
    expect(formatted(before)).toBe(after);
    expect(formatted(after)).toBe(after);
  });
});

describe('the ends of lines', () => {
  const pairs = [...LINES, ...WORDS, ...COLUMNS, ...COMMENTS, ...SUPPRESSIONS, ...FAULTS];

  test.each([
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['CR', (text: string) => text.replaceAll('\n', '\r')],
  ])('are %s where they were', (_, written) => {
    for (const { before, after = before } of pairs) {
      if (before.includes('\n')) expect(formatted(written(before))).toBe(written(after));
    }
  });

  test('a byte order mark stays, and nothing comes between it and the first word', () => {
    for (const { before, after = before } of pairs) expect(formatted(`\ufeff${before}`)).toBe(`\ufeff${after}`);
    expect(formatted('\ufeff \n kernel 6.1\n')).toBe('\ufeffkernel 6.1\n');
  });

  test('several kinds in one file are kept where they stand; a new one is like the first', () => {
    expect(formatted('kernel 6.1\r\niommu on\ncpu amd arch i386')).toBe(
      'kernel 6.1\r\niommu on\ncpu amd\r\narch i386\r\n',
    );
  });
});

describe('edits are small', () => {
  const edits = (text: string): unknown => format(parseFile('file:///main.p2p', text)).edits;

  test('a wrong indentation is one edit before the word', () => {
    expect(edits('scenario s {\n    kernel 6.1\n}\n')).toEqual([{ start: 15, end: 17, newText: '' }]);
  });

  test('a missing line is put in where it is missing', () => {
    expect(edits('scenario s { // why\n  kernel 6.1 iommu on\n}\n')).toEqual([{ start: 32, end: 32, newText: '\n ' }]);
  });

  test('a CRLF is replaced whole or not at all', () => {
    expect(edits('// c  \n \r\n')).toEqual([{ start: 4, end: 10, newText: '\n' }]);
  });

  test('of a size, its unit', () => {
    expect(edits('sgl s { ram 4K }\n')).toEqual([{ start: 13, end: 14, newText: 'KiB' }]);
  });
});
