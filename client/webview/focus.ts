// The focus is never lost to an update: what had it may be drawn anew, or go with its line. Then what says the same takes
// it, else what comes first in the same part. A panel that is not being worked in takes no focus: it would take it from
// the editor in the middle of a word.

const FOCUSABLE = 'button:not(:disabled), select:not(:disabled), input, [tabindex="0"]';

export function keepingFocus(update: () => void): void {
  const had = document.activeElement;
  const part = had?.closest('header, section') ?? null;
  const words = had?.textContent;
  update();
  const now = document.activeElement;
  const isLost = now === document.body || (now === had && had !== null && !isShown(had));
  if (had === null || had === document.body || !isLost || !document.hasFocus()) return;
  const left = focusableIn(part);
  const next = left.find((each) => each.textContent === words) ?? left[0] ?? focusableIn(document.body)[0];
  next?.focus();
}

/** Whether somebody works in here now: what had the focus last stays the document's active element when the editor takes it. */
export function hasFocusWithin(root: HTMLElement): boolean {
  return document.hasFocus() && root.contains(document.activeElement);
}

function focusableIn(part: Element | null): readonly HTMLElement[] {
  return [...(part?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])].filter(
    (each) => each.tabIndex >= 0 && isShown(each),
  );
}

function isShown(each: Element): boolean {
  return each.getClientRects().length > 0;
}
