// What we show is written as the formatter writes it: the examples, and every machine on a page that has no syntax fault.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { applyFormat, format } from '../../server/language/format/format';
import { parseFile } from '../../server/language/parser';
import { EXAMPLES } from '../language/texts';

const ROOT = new URL('../../', import.meta.url);

const PAGES = [
  'README.md',
  ...['docs/', 'docs/rules/'].flatMap((folder) =>
    readdirSync(new URL(folder, ROOT))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}${name}`),
  ),
];

function formatted(text: string): string {
  return applyFormat(text, format(parseFile('file:///main.p2p', text)).edits);
}

describe('an example is formatted', () => {
  test.each(EXAMPLES)('%s', (_, text) => {
    expect(formatted(text)).toBe(text);
  });
});

describe('the machines of a page are formatted', () => {
  test.each(PAGES)('%s', (page) => {
    const text = readFileSync(new URL(page, ROOT), 'utf8');
    const machines = [...text.matchAll(/```p2p\n(.*?)```/gs)].map(([, machine]) => machine ?? '');
    expect(machines.map(formatted)).toEqual(machines);
  });
});
