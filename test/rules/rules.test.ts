// Protects what users read in the Problems view: each rule fires where it should with exactly these words, is quiet on a
// near miss, and its fix removes the finding and adds none.

import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import { rules } from '../../server/language/rules';
import { analyseText, findings, offsetOf, repairsAmong, underlined, URI } from '../features/fixture';
import { RULE_FIXTURES as COMMAND_LINE_AND_PAIRS, type RuleFixture } from './fixtures';
import { MISTAKE_FIXTURES } from './mistake-fixtures';
import { QUERY_FIXTURES } from './query-fixtures';

const RULE_FIXTURES: readonly RuleFixture[] = [...COMMAND_LINE_AND_PAIRS, ...MISTAKE_FIXTURES, ...QUERY_FIXTURES];

describe.each(RULE_FIXTURES)('$code: $name', (fixture) => {
  const analysis = analyseText(fixture.text);
  const found = analysis.diagnostics.filter(({ code }) => code === fixture.code);

  it('fires once, with these words, at this place', () => {
    expect(found.map(({ message }) => message)).toEqual([fixture.message]);
    expect(found.map((diagnostic) => underlined(fixture.text, diagnostic))).toEqual([fixture.underlined]);
    expect(found[0]?.range.start).toBe(offsetOf(fixture.text, fixture.underlined, fixture.nth));
  });

  it('is the only finding: no rule echoes another', () => {
    expect(analysis.diagnostics.map(({ code }) => code)).toEqual([fixture.code]);
  });

  it('is quiet on the near miss', () => {
    expect(analyseText(fixture.quiet).diagnostics.filter(({ code }) => code === fixture.code)).toEqual([]);
  });

  it('has the fix that is expected', () => {
    const [diagnostic] = found;
    if (diagnostic === undefined) throw new Error('expected a finding, found none');
    const fixes = repairsAmong(fixesFor(analysis, diagnostic));
    if (fixture.fix === null) {
      expect(fixes).toEqual([]);
      return;
    }
    const { title } = fixture.fix;
    const chosen = fixes.find((fix) => fix.title === title);
    expect(fixes.map((fix) => fix.title)).toContain(title);
    expect(applyEdits(URI, fixture.text, chosen?.edits ?? [])).toBe(expectedText(fixture));
  });

  it('has only fixes that remove the finding and add none', () => {
    const before = findings(analysis);
    for (const diagnostic of found) {
      for (const fix of fixesFor(analysis, diagnostic)) {
        const after = findings(analyseText(applyEdits(URI, fixture.text, fix.edits)));
        expect(after, fix.title).not.toContain(`${fixture.code}: ${fixture.message}`);
        expect(
          after.filter((finding) => !before.includes(finding)),
          fix.title,
        ).toEqual([]);
      }
    }
  });
});

function expectedText(fixture: RuleFixture): string {
  return (fixture.fix?.replaced ?? []).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`expected the fixture to hold ${from}, it does not`);
    return text.replace(from, () => to);
  }, fixture.text);
}

describe('the list of rules', () => {
  it('has a fixture for every rule', () => {
    expect(
      rules.map(({ code }) => code).filter((code) => !RULE_FIXTURES.some((fixture) => fixture.code === code)),
    ).toEqual([]);
  });

  it('has every code once', () => {
    const codes = rules.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)]);
  });
});

it('`noats` is not proposed for `noacs`, which sets a bit more', () => {
  const { text } = RULE_FIXTURES.find(({ name }) => name === 'noacs') ?? { text: '' };
  const analysis = analyseText(text);
  const titles = analysis.diagnostics.flatMap((diagnostic) => fixesFor(analysis, diagnostic)).map(({ title }) => title);
  expect(titles.filter((title) => title.includes('noats'))).toEqual([]);
  expect(titles).toContain('Remove noacs');
});

describe('what scenarios inherit', () => {
  it('is reported once', () => {
    const { text } = RULE_FIXTURES.find(({ code }) => code === 'cmdline-no-match') ?? { text: '' };
    const analysis = analyseText(`${text}scenario a { kernel 6.1 }\nscenario b { iommu passthrough }\n`);
    expect(analysis.diagnostics.filter(({ code }) => code === 'cmdline-no-match')).toHaveLength(1);
  });

  it('is reported where only a scenario has the fault', () => {
    const { quiet } = RULE_FIXTURES.find(({ code }) => code === 'cmdline-broken-kernel') ?? { quiet: '' };
    const analysis = analyseText(`${quiet}scenario a { kernel 6.13 }\n`);
    const found = analysis.diagnostics.filter(({ code }) => code === 'cmdline-broken-kernel');
    expect(found.map(({ message }) => message.slice(0, 23))).toEqual(['6.13 misreads disable_a']);
  });
});
