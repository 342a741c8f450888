// Paths of an `include`: the files of the workspace, relative to this one, but for those that the machine has already.

import type { Analysis } from '../../language/analysis';
import type { TextRange } from '../../language/diagnostic';
import { encodeString } from '../../language/string';
import { folderOf } from '../../language/uri';
import { entries, limited, type Entries, type Entry } from './completion';

/** `range`: what stands between the quotes. */
export function includeEntries(
  analysis: Analysis,
  file: string,
  range: TextRange,
  typed: string,
  paths: readonly string[],
): Entries {
  const own = new Set(analysis.files.map(({ uri }) => uri));
  const relative = paths.flatMap((uri) => {
    const path = own.has(uri) ? null : relativeTo(folderOf(file), uri);
    return path === null ? [] : [path];
  });
  const { items, incomplete } = limited(relative.sort(), typed, (path) => path);
  const list = items.map((label): Entry => ({ label, kind: 'file', range, insert: encodeString(label).slice(1, -1) }));
  return entries(list, incomplete);
}

/** null: nothing leads from the folder to the file. */
function relativeTo(folder: string, uri: string): string | null {
  const from = folder.split('/').slice(0, -1);
  const to = uri.split('/');
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const isOneOrigin = shared >= Math.min(3, from.length);
  if (!isOneOrigin) return null;
  try {
    return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].map(decodeURIComponent).join('/');
  } catch {
    // A URI with a stray `%` names no file that an include could write.
    return null;
  }
}
