// What the includes say after files or folders were renamed or moved: those that led to them, and those in the moved files
// themselves. Asked before the move: the edits are for the files under their old names, which an editor moves afterwards.

import type { ParsedFile } from '../../language/parser';
import { encodeString } from '../../language/string';
import type { IncludeSyntax } from '../../language/tree';
import { resolveRelative } from '../../language/uri';
import type { TextEdit } from '../edit';
import { isSameUri, relativePath } from '../relative-path';

export interface RenamedFile {
  readonly oldUri: string;
  readonly newUri: string;
}

/** `files`: all that may include or be included; `renamed` may be folders. */
export function renameFiles(files: readonly ParsedFile[], renamed: readonly RenamedFile[]): readonly TextEdit[] {
  return files.flatMap((file) =>
    file.root.items.flatMap((item) => {
      const edit = item.kind === 'include' ? includeEdit(file, item, renamed) : null;
      return edit === null ? [] : [edit];
    }),
  );
}

/** `./` stays where it stood; a backslash is read as a slash and written as one. */
function includeEdit({ uri }: ParsedFile, { path }: IncludeSyntax, renamed: readonly RenamedFile[]): TextEdit | null {
  if (path.value === null) return null;
  const written = path.value.replaceAll('\\', '/');
  const target = resolveRelative(uri, written);
  if (target === null) return null;
  const [newUri, newTarget] = [after(uri, renamed), after(target, renamed)];
  if (newUri === uri && newTarget === target) return null;
  if (isSameUri(newTarget, resolveRelative(newUri, written))) return null;
  const relative = relativePath(newUri, newTarget);
  if (relative === null) return null;
  const prefix = written.startsWith('./') && !relative.startsWith('../') ? './' : '';
  return { file: uri, range: { start: path.start, end: path.end }, newText: encodeString(prefix + relative) };
}

/** Where a file is afterwards: of a file and the folders that hold it, the longest that was renamed counts. */
function after(uri: string, renamed: readonly RenamedFile[]): string {
  let [longest, result] = [-1, uri];
  for (const { oldUri, newUri } of renamed) {
    const rest = restBelow(withoutSlash(oldUri), uri);
    if (rest === null || oldUri.length <= longest) continue;
    [longest, result] = [oldUri.length, withoutSlash(newUri) + rest];
  }
  return result;
}

/** What follows the file or folder `above` in `uri`, with its slash; empty: it is the same; null: it is not below. */
function restBelow(above: string, uri: string): string | null {
  const segments = above.split('/');
  const all = uri.split('/');
  if (!segments.every((segment, index) => isSameUri(segment, all[index] ?? null))) return null;
  return all
    .slice(segments.length)
    .map((segment) => `/${segment}`)
    .join('');
}

function withoutSlash(uri: string): string {
  return uri.endsWith('/') ? uri.slice(0, -1) : uri;
}
