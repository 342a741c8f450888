// What can be folded away.

import type { TextRange } from '../language/diagnostic';
import type { ParsedFile } from '../language/parser';

export interface FoldingRange {
  /** From the end of the first line that stays visible to the end of the last line that is hidden. */
  readonly range: TextRange;
  readonly kind: 'region' | 'comment' | 'imports';
  /** What stands for the hidden lines; null: the editor's own `…`. */
  readonly collapsedText: string | null;
}

export function foldingRanges(_parsed: ParsedFile): readonly FoldingRange[] {
  return [];
}
