// The rules' pages are what a user reads when a finding surprises. Their machines are run: the one under "Example" must
// give the finding that the page is about and no other, the one under "Fix" none at all.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LANGUAGE_CODES } from '../../server/language/codes';
import { rules } from '../../server/language/rules';
import { analyseText } from './machine';

const DOCS = new URL('../../docs/', import.meta.url);
const PAGES = readdirSync(new URL('rules/', DOCS)).map((name) => name.replace(/\.md$/, ''));

/** Pages that cannot show a machine with the finding: it takes thousands of lines or 34 files, or does not come from a text. */
const WITHOUT_EXAMPLE = ['findings-cut', 'include-depth'];
/** Pages whose fix is in other files, or outside of the text. */
const WITHOUT_FIX = ['findings-cut', 'include-cycle', 'include-depth', 'include-missing', 'include-outside'];

interface Page {
  readonly title: string;
  readonly headings: readonly string[];
  readonly blocks: readonly { readonly heading: string; readonly text: string }[];
}

function readPage(path: string): Page {
  const text = readFileSync(new URL(path, DOCS), 'utf8');
  const sections = text.split(/^## /m);
  return {
    title: sections[0]?.split('\n')[0] ?? '',
    headings: sections.slice(1).map((section) => section.split('\n')[0] ?? ''),
    blocks: sections.flatMap((section) =>
      [...section.matchAll(/^```p2p\n([\s\S]*?)^```/gm)].map((match) => ({
        heading: section.split('\n')[0] ?? '',
        text: match[1] ?? '',
      })),
    ),
  };
}

/** The first machine under this heading of a rule's page. */
function machineUnder(heading: string, code: string): string {
  const block = readPage(`rules/${code}.md`).blocks.find((candidate) => candidate.heading === heading);
  if (block === undefined) throw new Error(`expected a p2p block under "${heading}" of ${code}.md, found none`);
  return block.text;
}

function codesIn(text: string): readonly string[] {
  return analyseText('file:///machine.p2p', text).diagnostics.map(({ code }) => code);
}

describe.each(PAGES)('the page of %s', (code) => {
  it('has the form of all pages', () => {
    const page = readPage(`rules/${code}.md`);
    expect(page.title).toBe(`# ${code}`);
    expect(page.headings).toEqual(['Example', 'Why', 'Fix']);
  });
});

describe.each(PAGES.filter((code) => !WITHOUT_EXAMPLE.includes(code)))('the example of %s', (code) => {
  it('has this finding and no other', () => {
    expect(new Set(codesIn(machineUnder('Example', code)))).toEqual(new Set([code]));
  });
});

describe.each(PAGES.filter((code) => !WITHOUT_FIX.includes(code)))('the repaired machine of %s', (code) => {
  it('has no finding', () => {
    expect(codesIn(machineUnder('Fix', code))).toEqual([]);
  });
});

describe('all pages', () => {
  const lacking = (heading: string): readonly string[] =>
    PAGES.filter((code) => !readPage(`rules/${code}.md`).blocks.some((block) => block.heading === heading)).sort();

  it('show a machine with the finding, but for those that cannot', () => {
    expect(lacking('Example')).toEqual(WITHOUT_EXAMPLE);
  });

  it('show the machine repaired, but for those that cannot', () => {
    expect(lacking('Fix')).toEqual(WITHOUT_FIX);
  });

  it('are one for every code of the language and every rule', () => {
    const codes = [...Object.keys(LANGUAGE_CODES), ...rules.map((rule) => rule.code)];
    expect([...PAGES].sort()).toEqual(codes.sort());
  });
});

describe('the language reference', () => {
  it('opens with a whole machine that has no fault, and whose claim holds', () => {
    const [first] = readPage('language.md').blocks;
    expect(codesIn(first?.text ?? 'no example')).toEqual([]);
  });

  it('shows a machine with every kind of bridge that has no fault', () => {
    const machine = readPage('language.md').blocks.find(({ text }) => text.includes('pci_bridge'));
    expect(codesIn(machine?.text ?? 'no example')).toEqual([]);
  });
});
