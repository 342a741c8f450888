// Lines above the text: over an assertion what can be done about it, at the top of the file the map and a summary. A lens
// is a place and a key; its title is asked for when it is shown.

import type { Analysis } from '../language/analysis';
import type { TextRange } from '../language/diagnostic';
import type { TextEdit } from './edit';

export interface CodeLens {
  readonly range: TextRange;
  /** For resolveCodeLens. */
  readonly key: string;
}

export interface ResolvedCodeLens {
  readonly title: string;
  readonly action: CodeLensAction;
}

export type CodeLensAction =
  | { readonly kind: 'explain'; readonly uri: string }
  | { readonly kind: 'accept'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'open-map' }
  /** The title is all. */
  | null;

/** In the order of the text. */
export function codeLenses(analysis: Analysis, file: string): readonly CodeLens[] {
  void analysis;
  void file;
  return [];
}

/** null: what it was about is gone. */
export function resolveCodeLens(analysis: Analysis, file: string, key: string): ResolvedCodeLens | null {
  void analysis;
  void file;
  void key;
  return null;
}
