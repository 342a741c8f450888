// What completion offers, as plain data: each place of the language makes its own list of these.

import type { TextRange } from '../../language/diagnostic';

export interface Completion {
  readonly label: string;
  readonly kind:
    'keyword' | 'device' | 'list' | 'scenario' | 'value' | 'id' | 'kernel' | 'parameter' | 'snippet' | 'file' | 'code';
  /** At the end of the row, DESCRIPTION_LENGTH characters at most; null: none. */
  readonly description: string | null;
  /** What is replaced: the word under the cursor, on one line. */
  readonly range: TextRange;
  /** What an editor replaces that keeps the text behind the cursor; the same as `range` where it cannot be kept. */
  readonly insertRange: TextRange;
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
  | { readonly kind: 'code'; readonly code: string }
  /** What is said in full of an item that has no more than a long description. */
  | { readonly kind: 'said'; readonly text: string }
  | { readonly kind: 'snippet'; readonly text: string };

export interface CompletionList {
  readonly items: readonly Completion[];
  /** More would be offered for a longer word: ask again when it grows. */
  readonly incomplete: boolean;
}

export const NOTHING: CompletionList = { items: [], incomplete: false };

/** What a place offers, best first: the order becomes the `sortText`. */
export interface Entry extends Pick<Completion, 'label' | 'kind'> {
  /** As long as it needs to be: what does not fit into the row stands in the documentation. */
  readonly description?: string | null;
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
export const MOST_ITEMS = 100;

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

/** A row has room for this much beside its label. */
export const DESCRIPTION_LENGTH = 40;

/** Cut behind a word. */
export function shortened(text: string): string {
  if (text.length <= DESCRIPTION_LENGTH) return text;
  const cut = text.slice(0, DESCRIPTION_LENGTH);
  const words = cut.replace(/\s+\S*$/, '');
  return `${(words === cut ? cut.slice(0, -1) : words).replace(/[\s,;:·(]+$/, '')}…`;
}

export interface ListPlace {
  /** The word under the cursor. */
  readonly range: TextRange;
  readonly offset: number;
  readonly text: string;
}

export function toList(place: ListPlace, { entries: all, incomplete }: Entries): CompletionList {
  const { range, offset, text } = place;
  // A space is kept behind `=`, `->` and `,`.
  const space = /[=>,]/.test(text.slice(Math.max(0, range.start - 1), range.start)) ? ' ' : '';
  // A name may be wanted before the rest of another one; what is left of a number says nothing.
  const isName = /^[A-Za-z_]/.test(text.slice(range.start, range.end));
  const items = all.map((entry, index): Completion => {
    const { description = null } = entry;
    const replaced = entry.range ?? range;
    return {
      label: entry.label,
      kind: entry.kind,
      description: description === null ? null : shortened(description),
      range: replaced,
      insertRange: isName && entry.range === undefined ? { start: replaced.start, end: offset } : replaced,
      insert: space + (entry.insert ?? entry.label),
      snippet: entry.snippet ?? false,
      sortText: String(index).padStart(5, '0'),
      filterText: entry.filterText ?? null,
      data: entry.data ?? saidInFull(description),
    };
  });
  return { items, incomplete };
}

function saidInFull(description: string | null): CompletionData | null {
  return description === null || description.length <= DESCRIPTION_LENGTH ? null : { kind: 'said', text: description };
}
