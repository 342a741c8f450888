// `include "…"` as a link to the file. Whether the file exists is not asked here: where it does not, `include-missing`
// says so already, and an editor then offers to make it.

import type { TextRange } from '../../language/diagnostic';
import type { ParsedFile } from '../../language/parser';
import { resolveRelative } from '../../language/uri';

export interface DocumentLink {
  /** The path between the quotes. */
  readonly range: TextRange;
  /** URI of the file, without `.` and `..`. */
  readonly path: string;
  readonly tooltip: string;
}

export function documentLinks({ uri, root }: ParsedFile): readonly DocumentLink[] {
  return root.items.flatMap((item) => {
    if (item.kind !== 'include' || item.path.value === null) return [];
    const path = resolveRelative(uri, item.path.value.replaceAll('\\', '/'));
    if (path === null) return [];
    return [{ range: { start: item.path.start + 1, end: item.path.end - 1 }, path, tooltip: 'Open the included file' }];
  });
}
