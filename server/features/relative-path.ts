// How an `include` in one file would lead to another: the inverse of the language's resolveRelative. URIs are compared
// without their percent signs and the case of a drive letter, because editors differ in what they encode.

import { resolveRelative } from '../language/uri';

/** With forward slashes, as it is written between quotes; null: no relative path leads there. */
export function relativePath(from: string, to: string): string | null {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  const folders = there.slice(0, -1);
  let common = 0;
  while (common < here.length && isSameUri(here[common] ?? '', folders[common] ?? null)) common++;
  const up = here.slice(common).map(() => '..');
  const path = [...up, ...there.slice(common).map(decoded)].join('/');
  const safe = /^[A-Za-z][A-Za-z0-9+.-]*:/.test(path) ? `./${path}` : path;
  return isSameUri(to, resolveRelative(from, safe)) ? safe : null;
}

export function isSameUri(one: string, other: string | null): boolean {
  return one === other || (other !== null && decoded(one) === decoded(other));
}

/** What is no encoding stands for itself; the letter of a drive is a small one. */
function decoded(text: string): string {
  return text
    .replace(/(?:%[0-9a-fA-F]{2})+/g, (encoded) => {
      try {
        return decodeURIComponent(encoded);
      } catch {
        return encoded;
      }
    })
    .replace(/^(?:file:\/\/\/)?[A-Z]:(?=\/|$)/, (drive) => drive.toLowerCase());
}
