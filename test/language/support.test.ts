// Positions, strings, nearest words and URIs: small, and everything that is shown stands on them.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearest } from '../../server/language/nearest';
import { findLineStarts, lineEnd, offsetAt, positionAt } from '../../server/language/position';
import { decodeString, encodeString, rangeInString } from '../../server/language/string';
import { isInside, resolveRelative } from '../../server/language/uri';

describe('positions', () => {
  test('lines end with LF, CRLF or CR', () => {
    expect(findLineStarts('a\nb\r\nc\rd')).toEqual([0, 2, 5, 7]);
    expect(findLineStarts('')).toEqual([0]);
    expect(findLineStarts('\r\n\r')).toEqual([0, 2, 3]);
  });

  test('offset to position and back, for every offset outside of a CRLF', () => {
    const texts = fc
      .array(fc.constantFrom('a', '💥', '\r', '\n', '\r\n'), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.nat(), (text, seed) => {
        const offset = seed % (text.length + 1);
        fc.pre(!(text[offset] === '\n' && text[offset - 1] === '\r'));
        const starts = findLineStarts(text);
        return offsetAt(text, starts, positionAt(starts, offset)) === offset;
      }),
    );
  });

  test('a position past its line is the end of that line; past the text, the end of the text', () => {
    const text = 'ab\r\ncd';
    const starts = findLineStarts(text);
    expect(offsetAt(text, starts, { line: 0, character: 99 })).toBe(2);
    expect(offsetAt(text, starts, { line: 9, character: 0 })).toBe(6);
    expect(lineEnd(text, starts, 0)).toBe(2);
  });
});

describe('strings', () => {
  test('decode what was encoded', () => {
    fc.assert(fc.property(fc.string(), (text) => decodeString(encodeString(text)) === text));
  });

  test('a backslash before anything else stands for itself', () => {
    expect(decodeString(String.raw`"a\nb\\c\"d"`)).toBe(String.raw`a\nb\c"d`);
  });

  test('a range of the decoded text is found in the file behind its escapes', () => {
    const file = String.raw`cmdline "x=\"a b\" pci=noats"`;
    const literal = { start: 8, end: file.length };
    const decoded = decodeString(file.slice(literal.start));
    expect(decoded).toBe('x="a b" pci=noats');
    const start = decoded.indexOf('pci=noats');
    const range = rangeInString(file, literal, { start, end: decoded.length });
    expect(file.slice(range.start, range.end)).toBe('pci=noats');
    const quoted = rangeInString(file, literal, { start: 2, end: 7 });
    expect(file.slice(quoted.start, quoted.end)).toBe(String.raw`\"a b\"`);
  });

  test('every place of the decoded text has one in the file, whatever is escaped in front of it', () => {
    const before = fc.constantFrom('', 'cmdline ', '\\');
    fc.assert(
      fc.property(before, fc.string({ unit: fc.constantFrom('a', '"', '\\', ' ') }), fc.nat(), (prefix, text, seed) => {
        const file = `${prefix}${encodeString(text)}`;
        const literal = { start: prefix.length, end: file.length };
        const index = seed % (text.length + 1);
        const { start } = rangeInString(file, literal, { start: index, end: index });
        return start === prefix.length + encodeString(text.slice(0, index)).length - 1;
      }),
    );
  });

  test('a place behind the string is its end', () => {
    const range = rangeInString('"ab" "c"', { start: 0, end: 4 }, { start: 2, end: 99 });
    expect(range).toEqual({ start: 3, end: 4 });
  });
});

describe('the nearest word', () => {
  test.each([
    ['root_prot', ['port', 'root_port', 'switch'], 'root_port'],
    ['Nvme', ['nvme', 'nic'], 'nvme'],
    ['nvem', ['nvme'], 'nvme'],
    ['banana', ['nvme', 'gpu'], null],
    ['x', ['a', 'b'], null],
    ['', ['a'], null],
    ['sv', ['SV', 'TB'], 'SV'],
  ])('of %s among %j', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  test('edit distance is one for an insertion, a deletion, a replacement, a swap', () => {
    expect([
      editDistance('ab', 'acb'),
      editDistance('acb', 'ab'),
      editDistance('ab', 'ac'),
      editDistance('ab', 'ba'),
    ]).toEqual([1, 1, 1, 1]);
  });
});

describe('paths of includes', () => {
  test.each([
    ['file:///w/a/m.p2p', 'b.p2p', 'file:///w/a/b.p2p'],
    ['file:///w/a/m.p2p', '../b.p2p', 'file:///w/b.p2p'],
    ['file:///w/a/m.p2p', './x/../b c.p2p', 'file:///w/a/b%20c.p2p'],
    ['vscode-vfs://github/o/r/m.p2p', 'b.p2p', 'vscode-vfs://github/o/r/b.p2p'],
    ['a/m.p2p', '../../b.p2p', '../b.p2p'],
    ['file:///m.p2p', '../b.p2p', null],
    ['file:///w/m.p2p', '/etc/passwd', null],
    ['file:///w/m.p2p', 'https://x/y', null],
    ['file:///w/m.p2p', '', null],
    ['untitled:Untitled-1', 'b.p2p', null],
  ])('%s + %s', (base, path, expected) => {
    expect(resolveRelative(base, path)).toBe(expected);
  });

  test('a folder whose name begins alike is another folder', () => {
    expect(isInside('file:///w', 'file:///w/a.p2p')).toBe(true);
    expect(isInside('file:///w', 'file:///ww/a.p2p')).toBe(false);
  });
});
