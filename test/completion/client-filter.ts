// What VS Code makes of a list, as far as it decides what people see: the text from the start of the range to the cursor
// must be found in an item's filter text in this order, its first character at the start of a word, within the first 128
// characters. Items that begin with that text come before the others; equal ones keep the server's order.

import type { Completion, CompletionList } from '../../server/features/completion';

const MOST_CHARACTERS = 128;

export function filtered(list: CompletionList, text: string, offset: number): readonly Completion[] {
  const shown = list.items.flatMap((item) => {
    const typed = text.slice(item.range.start, offset).trimStart().toLowerCase();
    const words = (item.filterText ?? item.label).slice(0, MOST_CHARACTERS).toLowerCase();
    return isFoundIn(typed, words) ? [{ item, begins: words.startsWith(typed) }] : [];
  });
  return shown
    .sort(
      (one, other) => Number(other.begins) - Number(one.begins) || one.item.sortText.localeCompare(other.item.sortText),
    )
    .map(({ item }) => item);
}

function isFoundIn(typed: string, words: string): boolean {
  if (typed === '') return true;
  const starts = [...words].flatMap((character, index) =>
    character === typed[0] && (index === 0 || /[^a-z0-9]/.test(words[index - 1] ?? '')) ? [index] : [],
  );
  return starts.some((start) => isSubsequence(typed, words.slice(start)));
}

function isSubsequence(typed: string, words: string): boolean {
  let at = 0;
  for (const character of words) if (character === typed[at]) at++;
  return at === typed.length;
}
