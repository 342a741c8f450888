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
  | { readonly kind: 'form'; readonly form: string }
  | { readonly kind: 'declaration'; readonly name: string }
  | { readonly kind: 'kernel'; readonly label: string }
  | { readonly kind: 'id'; readonly vendor: number; readonly device: number | null }
  | { readonly kind: 'parameter'; readonly name: string; readonly kernel: string }
  | { readonly kind: 'code'; readonly code: string };

export interface CompletionList {
  readonly items: readonly Completion[];
  /** More would be offered for a longer word: ask again when it grows. */
  readonly incomplete: boolean;
}

export const NOTHING: CompletionList = { items: [], incomplete: false };

/** What a place offers, best first: the order becomes the `sortText`. */
export interface Entry extends Pick<Completion, 'label' | 'kind'> {
  readonly detail?: string | null;
  /** The word under the cursor where it is left out. */
  readonly range?: TextRange;
  /** The label where it is left out. */
  readonly insert?: string;
  readonly snippet?: boolean;
  readonly filterText?: string;
  readonly data?: CompletionData | null;
}

export interface Entries {
  readonly entries: readonly Entry[];
  readonly incomplete: boolean;
}

export function entries(list: readonly Entry[], incomplete = false): Entries {
  return { entries: list, incomplete };
}

/** More than this at once helps nobody; the editor asks again with a longer word. */
const MOST_ITEMS = 200;

/** The first of those that have what was typed in them; `words`: what is compared. */
export function limited<Item>(
  items: readonly Item[],
  typed: string,
  words: (item: Item) => string,
): { readonly items: readonly Item[]; readonly incomplete: boolean } {
  if (items.length <= MOST_ITEMS) return { items, incomplete: false };
  const wanted = typed.toLowerCase();
  const fitting = wanted === '' ? items : items.filter((item) => words(item).toLowerCase().includes(wanted));
  return { items: fitting.slice(0, MOST_ITEMS), incomplete: true };
}

/** `before`: what stands directly before the word, to keep a space behind `=`, `->` and `,`. */
export function toList(range: TextRange, before: string, { entries: all, incomplete }: Entries): CompletionList {
  const space = /[=>,]$/.test(before) ? ' ' : '';
  const items = all.map((entry, index): Completion => ({
    label: entry.label,
    kind: entry.kind,
    detail: entry.detail ?? null,
    range: entry.range ?? range,
    insert: space + (entry.insert ?? entry.label),
    snippet: entry.snippet ?? false,
    sortText: String(index).padStart(5, '0'),
    filterText: entry.filterText ?? null,
    data: entry.data ?? null,
  }));
  return { items, incomplete };
}
