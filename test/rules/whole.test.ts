// Protects that every finding is whole: a severity, a fixture that fires it and a near miss that does not, a fix that is offered
// somewhere if one says that it repairs this code, and no code in a fix that there is not. Pages: pages.test.ts.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FIX_KINDS } from '../../server/features/fixes/quick-fixes';
import { rules } from '../../server/language/rules';
import { analyseText } from '../features/fixture';
import { RULE_FIXTURES } from './fixtures';
import { allCodes } from './index-page';
import { MISTAKE_FIXTURES } from './mistake-fixtures';
import { QUERY_FIXTURES } from './query-fixtures';

const FIXTURES = [...RULE_FIXTURES, ...MISTAKE_FIXTURES, ...QUERY_FIXTURES];
const codes = allCodes().map(({ code }) => code);

function example(code: string): string {
  const page = readFileSync(join(__dirname, '../../docs/rules', `${code}.md`), 'utf8');
  return /```p2p\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
}

describe('every finding', () => {
  it.each(allCodes())('$code has a severity', ({ severity }) => {
    expect(['error', 'warning', 'information', 'hint']).toContain(severity);
  });

  it.each(rules.map(({ code }) => code))('%s has a fixture, and a near miss that is another text', (code) => {
    const own = FIXTURES.filter((fixture) => fixture.code === code);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ text, quiet }) => text === quiet)).toEqual([]);
  });
});

describe('every fix', () => {
  it('repairs only findings that there are', () => {
    const claimed = FIX_KINDS.flatMap((kind) => [...(kind.codes ?? []), ...(kind.unseen ?? [])]);
    expect([...new Set(claimed)].filter((code) => !codes.includes(code))).toEqual([]);
  });

  /** Repaired in a few of many cases, on texts too special for a page: test/features/every-fix.test.ts and language-fixes.test.ts have them. */
  const SPECIAL: readonly string[] = ['syntax', 'name-kind', 'name-unknown', 'address-wrong-bus'];
  const claimed = [...new Set(FIX_KINDS.flatMap((kind) => kind.codes ?? []))];

  it.each(claimed.filter((code) => !SPECIAL.includes(code)))(
    '%s is offered one, on its page or in a fixture',
    (code) => {
      const texts = [example(code), ...FIXTURES.filter((fixture) => fixture.code === code).map(({ text }) => text)];
      const kinds = FIX_KINDS.filter((kind) => kind.codes?.includes(code) === true);
      const offered = texts.some((text) => {
        const analysis = analyseText(text);
        const found = analysis.diagnostics.filter((diagnostic) => diagnostic.code === code);
        return found.some((diagnostic) => kinds.some((kind) => kind.propose(analysis, diagnostic).length > 0));
      });
      expect(offered).toBe(true);
    },
  );
});
