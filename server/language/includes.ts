// Which files make up a machine: the root, what it includes, what that includes. Each file counts once, at the place where
// it is included first, so that a file that two others share is no fault.

import { MAXIMUM_INCLUDE_DEPTH } from './limits';
import type { Sink } from './finding';
import type { ParsedFile } from './parser';
import type { IncludeSyntax, ItemSyntax } from './tree';
import { shown } from './shown';
import { folderOf, isInside, resolveRelative } from './uri';

/** An item of the machine in the order in which a reader meets it who follows every include. */
export interface PlacedItem {
  readonly file: ParsedFile;
  readonly item: Exclude<ItemSyntax, IncludeSyntax>;
}

export interface Sources {
  readonly files: readonly ParsedFile[];
  readonly items: readonly PlacedItem[];
  /** false: a file that is included was not read. */
  readonly complete: boolean;
}

export interface SourceAccess {
  /** URI of the folder that no include may leave. */
  readonly folder: string | null;
  /** null: there is no such file. */
  readonly open: (uri: string) => ParsedFile | null;
}

export function collectSources(root: ParsedFile, access: SourceAccess, report: Sink): Sources {
  const files: ParsedFile[] = [];
  const items: PlacedItem[] = [];
  const seen = new Set<string>();
  let complete = true;
  const folder = access.folder ?? folderOf(root.uri);

  const visit = (file: ParsedFile, path: readonly string[]): void => {
    seen.add(file.uri);
    files.push(file);
    for (const item of file.root.items) {
      if (item.kind !== 'include') items.push({ file, item });
      else follow(file, item, path);
    }
  };

  const follow = (file: ParsedFile, include: IncludeSyntax, path: readonly string[]): void => {
    const written = include.path.value;
    if (written === null) {
      complete = false;
      return;
    }
    const quoted = `\`${shown(written)}\``;
    const fail = (
      code: 'include-missing' | 'include-cycle' | 'include-outside' | 'include-depth',
      message: string,
    ): void => {
      report({ code, file: file.uri, range: include.path, message });
      if (code !== 'include-cycle') complete = false;
    };
    const uri = resolveRelative(file.uri, written.replaceAll('\\', '/'));
    if (uri === null || !isInside(folder, uri)) {
      fail(
        'include-outside',
        `${quoted}: expected a path relative to this file that stays in the workspace folder (on the command line, the working directory); open a folder that holds both files, or move that file into this one`,
      );
      return;
    }
    if (path.includes(uri)) {
      const round = uri === file.uri ? 'this file' : 'a file that includes this one';
      fail('include-cycle', `${quoted}: expected another file, found ${round}; take the include out`);
      return;
    }
    if (seen.has(uri)) return;
    if (path.length > MAXIMUM_INCLUDE_DEPTH) {
      const limit = String(MAXIMUM_INCLUDE_DEPTH);
      fail(
        'include-depth',
        `${quoted}: expected at most ${limit} levels of includes; include it from a file nearer to the root`,
      );
      return;
    }
    const included = access.open(uri);
    if (included === null) {
      fail(
        'include-missing',
        `${quoted}: expected a file, found none at this path; correct it, it is relative to this file`,
      );
      return;
    }
    visit(included, [...path, uri]);
  };

  visit(root, [root.uri]);
  return { files, items, complete };
}
