// Offsets of the language into positions of the protocol and back.

import type { Range } from 'vscode-languageserver';
import type { Analysis } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import type { ParsedFile } from '../language/parser';
import { offsetAt, positionAt } from '../language/position';

export function toRange(file: Pick<ParsedFile, 'lineStarts'>, range: TextRange): Range {
  return { start: positionAt(file.lineStarts, range.start), end: positionAt(file.lineStarts, range.end) };
}

export function toOffsets(file: Pick<ParsedFile, 'text' | 'lineStarts'>, { start, end }: Range): TextRange {
  return { start: offsetAt(file.text, file.lineStarts, start), end: offsetAt(file.text, file.lineStarts, end) };
}

/** The file of an analysis; an error if the analysis never read it, which is a fault of the caller. */
export function fileOf(analysis: Analysis, uri: string): ParsedFile {
  const file = analysis.files.find((candidate) => candidate.uri === uri);
  if (!file) throw new Error(`${uri} is not part of the machine ${analysis.root}.`);
  return file;
}
