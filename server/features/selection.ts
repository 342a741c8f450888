// What a selection grows to, step by step.

import type { TextRange } from '../language/diagnostic';
import type { ParsedFile } from '../language/parser';

/** Innermost first, each strictly larger than the one before; the last is the file. */
export function selectionRanges(parsed: ParsedFile, _offset: number): readonly TextRange[] {
  return [{ start: 0, end: parsed.text.length }];
}
