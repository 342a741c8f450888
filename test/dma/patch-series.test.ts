// docs/patch-series.md is only worth something if its references hold: every file and symbol that it names exists, every
// test that it names is there under that title, and all sixteen patches stand in it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DMA_CHANGES } from '../../core/kernel/dma-changes';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/patch-series.md'), 'utf8').replace(/\s+/g, ' ');
const quoted = [...page.matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? '');
const symbols = quoted.filter((text) => /^core\/[\w/-]+\.ts#\w+$/.test(text));
const tests = quoted.filter((text) => text.startsWith('test/') && text.includes(' › '));

describe('docs/patch-series.md', () => {
  test('refers to code and tests at all', () => {
    expect(symbols.length).toBeGreaterThanOrEqual(25);
    expect(tests.length).toBeGreaterThanOrEqual(20);
  });

  test.each([...new Set(symbols)])('%s exists', (reference) => {
    const [file = '', symbol = ''] = reference.split('#');
    expect(readFileSync(join(root, file), 'utf8')).toMatch(new RegExp(`(function|const|readonly) ${symbol}\\b`));
  });

  test.each([...new Set(tests)])('%s', (reference) => {
    const [file = '', title = ''] = reference.split(' › ');
    const source = readFileSync(join(root, file), 'utf8');
    expect(["'", '"'].some((quote) => source.includes(`${quote}${title}${quote}`))).toBe(true);
  });

  test('has a section for each of the sixteen patches', () => {
    const numbers = [...page.matchAll(/### (\d+)\. /g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  });

  test('every patch that changes a mapping is an entry of the table of changes', () => {
    const patches = DMA_CHANGES.flatMap((entry) => ('patch' in entry ? [entry.patch] : []));
    expect(patches).toEqual([3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
  });
});
