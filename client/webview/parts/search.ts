// Finding a device or a pair by typing: `/` or Ctrl+F from anywhere in the panel leads to the filter, Enter goes from match
// to match and selects it, so that a proof is as far away as two names and a key.

export interface SearchActions {
  /** Selects the match after the selected one, or before it. */
  readonly next: (step: 1 | -1) => void;
  /** To the rows that are left. */
  readonly leave: () => void;
}

export function listenForSearch(body: HTMLElement, filter: HTMLInputElement, { next, leave }: SearchActions): void {
  body.addEventListener('keydown', (event) => {
    if (event.altKey || !isSearchKey(event)) return;
    event.preventDefault();
    filter.focus();
    filter.select();
  });
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') next(event.shiftKey ? -1 : 1);
    // The first Escape clears what is typed: that is the browser's own.
    else if (event.key === 'ArrowDown' || (event.key === 'Escape' && filter.value === '')) leave();
    else return;
    event.preventDefault();
  });
}

function isSearchKey({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey) return key === 'f';
  return key === '/' && !(target instanceof HTMLInputElement);
}
