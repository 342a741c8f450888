// What the includes say after files or folders moved.

import type { ParsedFile } from '../language/parser';
import type { TextEdit } from './edit';

export interface RenamedFile {
  readonly oldUri: string;
  readonly newUri: string;
}

/** Edits in the files as they are named before the renaming; `renamed` may be folders. */
export function renameFiles(_files: readonly ParsedFile[], _renamed: readonly RenamedFile[]): readonly TextEdit[] {
  return [];
}
