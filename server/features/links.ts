// `include "…"` as links to the files.

import type { TextRange } from '../language/diagnostic';
import type { ParsedFile } from '../language/parser';

export interface DocumentLink {
  /** The path between the quotes. */
  readonly range: TextRange;
  /** URI of the file; whether it exists is not asked. */
  readonly path: string;
  readonly tooltip: string;
}

export function documentLinks(_parsed: ParsedFile): readonly DocumentLink[] {
  return [];
}
