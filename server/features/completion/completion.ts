// What completion offers, as plain data: each place of the language makes its own list of these.

import type { TextRange } from '../../language/diagnostic';

export interface Completion {
  readonly label: string;
  readonly kind:
    'keyword' | 'device' | 'list' | 'scenario' | 'value' | 'id' | 'kernel' | 'parameter' | 'snippet' | 'file' | 'code';
  /** In one line, beside the label; null: none. */
  readonly detail: string | null;
  /** What is replaced: the word under the cursor, on one line. */
  readonly range: TextRange;
  readonly insert: string;
  /** Whether `insert` is a snippet in the syntax of the protocol. */
  readonly snippet: boolean;
  readonly sortText: string;
  /** What is compared with the text that is replaced; null: the label. */
  readonly filterText: string | null;
  /** What `completionDocumentation` asks for; null: there is nothing more to say. */
  readonly data: CompletionData | null;
}

/** Plain JSON: it goes to the editor and back. */
export type CompletionData =
  | { readonly kind: 'keyword'; readonly word: string; readonly place: string }
  | { readonly kind: 'declaration'; readonly name: string; readonly virtualFunction: number | null }
  | { readonly kind: 'kernel'; readonly label: string }
  | { readonly kind: 'id'; readonly vendor: number; readonly device: number | null }
  | { readonly kind: 'value'; readonly place: string; readonly word: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly kernel: string }
  | { readonly kind: 'code'; readonly code: string };

export interface CompletionList {
  readonly items: readonly Completion[];
  /** More would be offered for a longer word: ask again when it grows. */
  readonly incomplete: boolean;
}

export const NOTHING: CompletionList = { items: [], incomplete: false };
