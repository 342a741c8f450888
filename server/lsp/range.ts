// The one place where offsets of the language become positions of the protocol and back, in the encoding that was agreed
// with the client. Features and reports count UTF-16 code units; nothing else of the adapter counts characters.

import type { Position, Range } from 'vscode-languageserver';
import type { Analysis } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import type { ParsedFile } from '../language/parser';
import { lineAt, lineEnd, offsetAt } from '../language/position';
import type { Counted, PositionEncoding } from './encoding';
import { countTo, seekUnits } from './encoding';

/** A text and where its lines begin. */
export type Lines = Pick<ParsedFile, 'text' | 'lineStarts'>;

export interface Positions {
  readonly encoding: PositionEncoding;
  readonly toPosition: (file: Lines, offset: number) => Position;
  readonly toRange: (file: Lines, range: TextRange) => Range;
  /** Positions outside of the text are moved to its nearest place, as the protocol asks. */
  readonly toOffset: (file: Lines, position: Position) => number;
  /** Ends in the wrong order are put in order. */
  readonly toOffsets: (file: Lines, range: Range) => TextRange;
  /** A range in UTF-16, as reports have it, in the client's units. */
  readonly recode: (file: Lines, range: Range) => Range;
}

interface Remembered extends Counted {
  readonly lineStarts: readonly number[] | null;
  readonly line: number;
}

export function positionsIn(encoding: PositionEncoding): Positions {
  // The next place asked for is mostly on the same line, farther on: without this a line of a megabyte is counted from
  // its start for every token on it.
  let last: Remembered = { lineStarts: null, line: 0, offset: 0, units: 0 };

  const nearest = (file: Lines, line: number, isBefore: (counted: Counted) => boolean): Counted => {
    if (last.lineStarts === file.lineStarts && last.line === line && isBefore(last)) return last;
    return { offset: file.lineStarts[line] ?? 0, units: 0 };
  };
  const remember = (file: Lines, line: number, { offset, units }: Counted): void => {
    last = { lineStarts: file.lineStarts, line, offset, units };
  };

  const toPosition = (file: Lines, offset: number): Position => {
    const target = Math.min(Math.max(offset, 0), file.text.length);
    const line = lineAt(file.lineStarts, target);
    const from = nearest(file, line, (counted) => counted.offset <= target);
    const counted = countTo(file.text, from, target, encoding);
    remember(file, line, counted);
    return { line, character: counted.units };
  };
  const toOffset = (file: Lines, { line, character }: Position): number => {
    if (line < 0) return 0;
    if (line >= file.lineStarts.length) return file.text.length;
    const from = nearest(file, line, (counted) => counted.units <= character);
    const end = lineEnd(file.text, file.lineStarts, line);
    const counted = seekUnits(file.text, from, Math.max(character, 0), end, encoding);
    remember(file, line, counted);
    return counted.offset;
  };
  const toRange = (file: Lines, range: TextRange): Range => ({
    start: toPosition(file, range.start),
    end: toPosition(file, range.end),
  });
  const toOffsets = (file: Lines, range: Range): TextRange => {
    const [start, end] = [toOffset(file, range.start), toOffset(file, range.end)];
    return { start: Math.min(start, end), end: Math.max(start, end) };
  };
  const recode = (file: Lines, { start, end }: Range): Range =>
    toRange(file, {
      start: offsetAt(file.text, file.lineStarts, start),
      end: offsetAt(file.text, file.lineStarts, end),
    });
  return { encoding, toPosition, toRange, toOffset, toOffsets, recode };
}

/** The file of an analysis; an error if the analysis never read it, which is a fault of the caller. */
export function fileOf(analysis: Analysis, uri: string): ParsedFile {
  const file = analysis.files.find((candidate) => candidate.uri === uri);
  if (!file) throw new Error(`${uri} is not part of the machine ${analysis.root}.`);
  return file;
}
