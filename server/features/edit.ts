// Changes to texts in plain data: offsets into the text of one file, end exclusive. The adapter turns them into an LSP
// workspace edit, the tests apply them to a string.

import type { TextRange } from '../language/diagnostic';

export interface TextEdit {
  /** URI. */
  readonly file: string;
  readonly range: TextRange;
  readonly newText: string;
}

/** The text of `file` after those of the edits that belong to it; they must not overlap. Insertions at one place keep their order. */
export function applyEdits(file: string, text: string, edits: readonly TextEdit[]): string {
  return edits
    .map((edit, index) => ({ edit, index }))
    .filter(({ edit }) => edit.file === file)
    .sort((one, other) => other.edit.range.start - one.edit.range.start || other.index - one.index)
    .reduce(
      (result, { edit }) => result.slice(0, edit.range.start) + edit.newText + result.slice(edit.range.end),
      text,
    );
}
