// Protects the list of all findings: it is what the program says now, and every code has its place in it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { allCodes, renderIndexPage, themeOf } from './index-page';

const DOCS = join(__dirname, '../../docs');

it('docs/rules.md is what the rules are; if not, run node scripts/generate-rules.mjs', () => {
  const page = renderIndexPage((code) => readFileSync(join(DOCS, 'rules', `${code}.md`), 'utf8'));
  expect(readFileSync(join(DOCS, 'rules.md'), 'utf8')).toBe(page);
});

it('every code has a theme', () => {
  expect(allCodes().filter(({ code }) => themeOf(code) === null)).toEqual([]);
});
