// Protects: every position is right in UTF-8, UTF-16 and UTF-32, and so is every text that a client edits: characters of
// one to four bytes, combining marks, all three line ends, halves of surrogate pairs, positions outside of the text. The
// model counts from the start of the text each time, with the platform's own encoders.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';
import { findLineStarts } from '../../server/language/position';
import { changeDocument, openDocument } from '../../server/lsp/document';
import type { PositionEncoding } from '../../server/lsp/encoding';
import { chooseEncoding } from '../../server/lsp/encoding';
import { positionsIn } from '../../server/lsp/range';
import { fuzzRuns } from '../fuzz-runs';

const PIECES = [
  'a',
  'b ',
  '\n',
  '\r\n',
  '\r',
  'é',
  'e\u0301',
  '€',
  '中',
  '😀',
  '👩\u200d💻',
  '\ud83d',
  '\ude00',
  '"',
  '\t',
];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
const encoding = fc.constantFrom<PositionEncoding>('utf-8', 'utf-16', 'utf-32');

/** Lines without their ends, in order, each with the offset at which it starts. */
function linesOf(whole: string): readonly { readonly start: number; readonly line: string }[] {
  const lines: { start: number; line: string }[] = [];
  let start = 0;
  for (const match of whole.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, line: whole.slice(start, match.index) });
    start = match.index + match[0].length;
  }
  return [...lines, { start, line: whole.slice(start) }];
}

function unitsOf(piece: string, counted: PositionEncoding): number {
  if (counted === 'utf-16') return piece.length;
  return counted === 'utf-8' ? new TextEncoder().encode(piece).length : [...piece].length;
}

/** The largest offset of the line at which no more units stand before it than asked for, never inside a character. */
function modelOffset(whole: string, { line, character }: Position, counted: PositionEncoding): number {
  const lines = linesOf(whole);
  const found = lines[line];
  if (found === undefined) return line < 0 ? 0 : whole.length;
  if (counted === 'utf-16') return found.start + Math.min(Math.max(character, 0), found.line.length);
  let before = '';
  for (const one of found.line) {
    if (unitsOf(before + one, counted) > character) break;
    before += one;
  }
  return found.start + before.length;
}

/** Offsets between two halves of a character are no places of UTF-8 and UTF-32; they count as before the character. */
function modelPosition(whole: string, offset: number, counted: PositionEncoding): Position {
  const lines = linesOf(whole);
  const line = lines.filter(({ start }) => start <= offset).length - 1;
  const { start = 0 } = lines[line] ?? {};
  const before = whole.slice(start, offset);
  const splits =
    counted !== 'utf-16' && /[\ud800-\udbff]$/.test(before) && /^[\udc00-\udfff]/.test(whole.slice(offset));
  return { line, character: unitsOf(splits ? before.slice(0, -1) : before, counted) };
}

const position = fc.record({ line: fc.integer({ min: -1, max: 12 }), character: fc.integer({ min: -1, max: 30 }) });

describe('positions', () => {
  test('from offsets, in any order, are those of the model', () => {
    fc.assert(
      fc.property(text, encoding, fc.array(fc.nat(60)), (whole, counted, offsets) => {
        const positions = positionsIn(counted);
        const file = { text: whole, lineStarts: findLineStarts(whole) };
        for (const wanted of offsets) {
          const offset = Math.min(wanted, whole.length);
          expect(positions.toPosition(file, offset)).toEqual(modelPosition(whole, offset, counted));
        }
      }),
      { numRuns: fuzzRuns(500) },
    );
  });

  test('to offsets are those of the model, inside of the text and outside', () => {
    fc.assert(
      fc.property(text, encoding, fc.array(position), (whole, counted, asked) => {
        const positions = positionsIn(counted);
        const file = { text: whole, lineStarts: findLineStarts(whole) };
        for (const each of asked) expect(positions.toOffset(file, each)).toBe(modelOffset(whole, each, counted));
      }),
      { numRuns: fuzzRuns(500) },
    );
  });

  test('there and back is the same place, wherever a character begins', () => {
    fc.assert(
      fc.property(text, encoding, (whole, counted) => {
        const positions = positionsIn(counted);
        const file = { text: whole, lineStarts: findLineStarts(whole) };
        for (const { start, line } of linesOf(whole)) {
          let offset = start;
          for (const one of ['', ...line]) {
            offset += one.length;
            expect(positions.toOffset(file, positions.toPosition(file, offset))).toBe(offset);
          }
        }
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});

describe('the text of an open document', () => {
  const change: fc.Arbitrary<TextDocumentContentChangeEvent> = fc.oneof(
    { weight: 1, arbitrary: fc.record({ text }) },
    { weight: 9, arbitrary: fc.record({ range: fc.record({ start: position, end: position }), text }) },
  );

  test('is after any changes what the model makes of them, and its lines are those of a fresh look', () => {
    fc.assert(
      fc.property(text, encoding, fc.array(change, { maxLength: 6 }), (whole, counted, changes) => {
        const positions = positionsIn(counted);
        const changed = changeDocument(openDocument('file:///a.p2p', 1, whole), changes, 2, positions);
        const expected = changes.reduce((before, each) => modelChange(before, each, counted), whole);
        expect(changed.text).toBe(expected);
        expect(changed.lineStarts).toEqual(findLineStarts(expected));
        expect(changed.version).toBe(2);
      }),
      { numRuns: fuzzRuns(1000) },
    );
  });
});

function modelChange(whole: string, change: TextDocumentContentChangeEvent, counted: PositionEncoding): string {
  if (!('range' in change)) return change.text;
  const ends = [change.range.start, change.range.end].map((end) => modelOffset(whole, end, counted));
  return whole.slice(0, Math.min(...ends)) + change.text + whole.slice(Math.max(...ends));
}

test('a report’s range in UTF-16 is the same place in the units of the client', () => {
  const line = 'x😀€y';
  const file = { text: line, lineStarts: [0] };
  const range: Range = { start: { line: 0, character: 3 }, end: { line: 0, character: 4 } };
  const inUnits = (counted: PositionEncoding): Range => positionsIn(counted).recode(file, range);
  expect(inUnits('utf-16')).toEqual(range);
  expect(inUnits('utf-8')).toEqual({ start: { line: 0, character: 5 }, end: { line: 0, character: 8 } });
  expect(inUnits('utf-32')).toEqual({ start: { line: 0, character: 2 }, end: { line: 0, character: 3 } });
});

test('the first encoding of the client’s list that is known is taken, UTF-16 where it says nothing', () => {
  expect(chooseEncoding(undefined)).toBe('utf-16');
  expect(chooseEncoding([])).toBe('utf-16');
  expect(chooseEncoding(['utf-7', 'utf-8', 'utf-16'])).toBe('utf-8');
  expect(chooseEncoding(['utf-32', 'utf-8'])).toBe('utf-32');
});
