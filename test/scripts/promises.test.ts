// Protects the list of promises: each names tests that there are and a fault that can still be put in, and docs/promises.md
// is what the list says. That the faults are found is seen by `npm run faults`.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
// @ts-expect-error a script without types
import { renderPromises } from '../../scripts/faults/page.mjs';
// @ts-expect-error a script without types
import { promises } from '../../scripts/faults/promises.mjs';

const ROOT = join(__dirname, '../..');

interface Promised {
  readonly promise: string;
  readonly tests?: readonly string[];
  readonly screens?: readonly string[];
  readonly fault: { readonly file: string; readonly text: string; readonly becomes: string };
}

describe.each(promises as readonly Promised[])('$promise', ({ tests = [], screens = [], fault }) => {
  it('has tests', () => {
    const files = [...tests, ...screens.map((name) => `test/e2e/ui/${name}.ts`)];
    expect(files).not.toEqual([]);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it('has a fault whose text stands in its file once', () => {
    expect(readFileSync(join(ROOT, fault.file), 'utf8').split(fault.text)).toHaveLength(2);
    expect(fault.becomes).not.toBe(fault.text);
  });
});

it('docs/promises.md is what the list says; if not, run node scripts/generate-promises.mjs', () => {
  expect(readFileSync(join(ROOT, 'docs/promises.md'), 'utf8')).toBe((renderPromises as () => string)());
});
