// The pages that findings link to, and what these link to, as one file of the package: dist/pages.json, by their paths in
// docs/. The client shows them as files of its own (client/pages.ts); 90 files in the package would be most of it.

import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

/** Beside the pages of the rules, which link to them. */
const others = ['kernel-versions.md', 'language.md'];

/** The text of the packed file. */
export function joinPages() {
  const rules = fs.readdirSync(inRoot('docs', 'rules')).filter((file) => file.endsWith('.md'));
  const names = [...others, ...rules.sort().map((file) => `rules/${file}`)];
  const pages = names.map((name) => {
    const isPacked = (target) => names.includes(path.posix.join(path.posix.dirname(name), target));
    return [name, withoutDeadLinks(fs.readFileSync(inRoot('docs', name), 'utf8'), isPacked)];
  });
  return JSON.stringify(Object.fromEntries(pages));
}

/** Of a link to another file that `isThere` denies, the words are left. */
export function withoutDeadLinks(text, isThere) {
  return text.replace(/\[([^\]]*)\]\((?!https?:|#)([^)#]*)(#[^)]*)?\)/g, (link, words, target) =>
    isThere(target) ? link : words,
  );
}
