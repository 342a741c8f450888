// Protects the pages behind the links of findings, as they are packed: the page of every rule is among them, and none of
// them links to what a user does not have.

import * as path from 'node:path';
import { expect, test } from 'vitest';
// @ts-expect-error a script without types
import { joinPages } from '../../scripts/pages.mjs';
import { LANGUAGE_CODES } from '../../server/language/codes';
import { rules } from '../../server/language/rules';

const pages = JSON.parse((joinPages as () => string)()) as Readonly<Record<string, string>>;

test('there is one for every code', () => {
  const codes = [...Object.keys(LANGUAGE_CODES), ...rules.map(({ code }) => code)];
  for (const code of codes) expect(pages[`rules/${code}.md`]).toMatch(new RegExp(`^# ${code}\n`));
});

test('their links lead to each other, and there are such links', () => {
  const links = Object.entries(pages).flatMap(([page, text]) =>
    [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target]) => [page, target ?? ''] as const),
  );
  expect(links).toContainEqual(['rules/pair-mismatch.md', '../kernel-versions.md']);
  const dead = links.filter(([page, target]) => pages[path.posix.join(path.posix.dirname(page), target)] === undefined);
  expect(dead).toEqual([]);
});

test('a link to what is not packed is left as its words', () => {
  expect(pages['language.md']).toContain('jbof.p2p');
  expect(pages['language.md']).not.toContain('(../examples/');
});
