// Protects the page that a finding links to: every code has one, no page is left over, its example shows the finding,
// and the text under `Fix` is free of it. The pages are the fixtures of the codes of the language itself.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import { analyse } from '../../server/language/analyse';
import type { Analysis } from '../../server/language/analysis';
import { LANGUAGE_CODES } from '../../server/language/codes';
import type { Diagnostic } from '../../server/language/diagnostic';
import { rules } from '../../server/language/rules';

const FOLDER = join(__dirname, '../../docs/rules');
const ROOT = 'file:///machines/machine.p2p';

const codes = [...Object.keys(LANGUAGE_CODES), ...rules.map(({ code }) => code)].sort();
const pages = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.md'))
  .map((name) => name.slice(0, -3))
  .sort();

it('every code has a page, every page a code', () => {
  expect(pages).toEqual(codes);
});

it('rules and the language share no code', () => {
  expect(codes).toEqual([...new Set(codes)]);
});

/** What takes thousands of lines or 34 files; each has a test of its own. */
const WITHOUT_EXAMPLE: readonly string[] = ['findings-cut', 'include-depth'];

/** Repaired in another file, or by many lines less; see test/language/include.test.ts. */
const WITHOUT_FIXED: readonly string[] = [
  'findings-cut',
  'include-cycle',
  'include-depth',
  'include-missing',
  'include-outside',
];

describe.each(pages)('docs/rules/%s.md', (page) => {
  const content = readFileSync(join(FOLDER, `${page}.md`), 'utf8');
  const sections = new Map(content.split(/^## /m).map((section) => [section.split('\n')[0]?.trim() ?? '', section]));

  it('opens with its code and has the four sections', () => {
    expect(content.startsWith(`# ${page}\n`)).toBe(true);
    expect([...sections.keys()].slice(1)).toEqual(['Example', 'Why', 'Fix']);
  });

  const [example] = blocks(sections.get('Example') ?? '');
  const [fixed] = blocks(sections.get('Fix') ?? '');

  it('shows the finding in its example, and not after the fix', () => {
    expect(example === undefined).toBe(WITHOUT_EXAMPLE.includes(page));
    expect(fixed === undefined).toBe(WITHOUT_FIXED.includes(page));
    if (example !== undefined) expect(findingsOf(example).map(({ code }) => code)).toContain(page);
    if (fixed !== undefined) expect(findingsOf(fixed).map(({ code }) => code)).not.toContain(page);
  });

  it('has only quick fixes that remove the finding and add none', () => {
    if (example === undefined) return;
    const analysis = analysisOf(example);
    const before = analysis.diagnostics.map(words);
    for (const diagnostic of analysis.diagnostics.filter(({ code }) => code === page)) {
      for (const fix of fixesFor(analysis, diagnostic)) {
        const after = findingsOf(applyEdits(ROOT, example, fix.edits)).map(words);
        expect(after, fix.title).not.toContain(words(diagnostic));
        expect(
          after.filter((finding) => !before.includes(finding)),
          fix.title,
        ).toEqual([]);
      }
    }
  });
});

function blocks(section: string): readonly string[] {
  return [...section.matchAll(/```p2p\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
}

function analysisOf(text: string): Analysis {
  const read = (uri: string): string | null => (uri === ROOT ? text : null);
  return analyse(ROOT, { folder: 'file:///machines', read }, rules);
}

function findingsOf(text: string): readonly Diagnostic[] {
  return analysisOf(text).diagnostics;
}

function words(diagnostic: Diagnostic): string {
  return `${diagnostic.code}: ${diagnostic.message}`;
}
