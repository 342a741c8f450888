// What VS Code makes of a list, as far as it decides what people see: the text from the start of the range to the cursor
// must be found in an item's filter text in this order, its first character at the start of a word, within the first 128
// characters. Items in which fewer characters are skipped come first; equal ones keep the server's order.

import type { Completion, CompletionList } from '../../server/features/completion';

const MOST_CHARACTERS = 128;

export function filtered(list: CompletionList, text: string, offset: number): readonly Completion[] {
  const shown = list.items.flatMap((item) => {
    const typed = text.slice(item.range.start, offset).trimStart().toLowerCase();
    const words = (item.filterText ?? item.label).slice(0, MOST_CHARACTERS).toLowerCase();
    const skipped = fewestSkipped(typed, words);
    return skipped === null ? [] : [{ item, skipped }];
  });
  return shown
    .sort((one, other) => one.skipped - other.skipped || one.item.sortText.localeCompare(other.item.sortText))
    .map(({ item }) => item);
}

/** null: it is not found. */
function fewestSkipped(typed: string, words: string): number | null {
  if (typed === '') return 0;
  const starts = [...words].flatMap((character, index) =>
    character === typed[0] && (index === 0 || /[^a-z0-9]/.test(words[index - 1] ?? '')) ? [index] : [],
  );
  const found = starts.map((start) => skippedFrom(typed, words.slice(start))).filter((skipped) => skipped !== null);
  return found.length === 0 ? null : Math.min(...found);
}

function skippedFrom(typed: string, words: string): number | null {
  let at = 0;
  for (const [index, character] of [...words].entries()) {
    if (character === typed[at]) at++;
    if (at === typed.length) return index + 1 - typed.length;
  }
  return null;
}
