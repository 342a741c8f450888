// Protects the promise that every quick fix removes its finding and adds none, keeps comments and line ends, and edits the
// file in which its text stands: for every code of the language and of the rules, on each text that shows its finding, in
// LF and CRLF, with a comment on every line, in an included file, behind an edit, and beside something that is broken.

import { describe, expect, it } from 'vitest';
import type { QuickFix } from '../../server/features/fixes/quick-fix';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import type { Analysis } from '../../server/language/analysis';
import { added, analyseTexts, comments, fixed, SAMPLES, type Texts, wordsOf } from './fix-samples';

const ROOT = 'file:///machines/machine.p2p';
const PART = 'file:///machines/parts/tree.p2p';

function alone(text: string): Texts {
  return new Map([[ROOT, text]]);
}

function included(text: string): Texts {
  return new Map([
    [ROOT, 'include "parts/tree.p2p"\n'],
    [PART, text],
  ]);
}

/** A comment of its own behind every line. */
function commented(text: string): string {
  let count = 0;
  return text.replace(/[^\s]$/gm, (last) => `${last} // kept ${++count}`);
}

interface Offer {
  readonly fix: QuickFix;
  readonly after: Analysis;
  readonly texts: Texts;
}

function fixesOf(texts: Texts, code: string): readonly QuickFix[] {
  const analysis = analyseTexts(texts);
  return analysis.diagnostics
    .filter((diagnostic) => diagnostic.code === code)
    .flatMap((diagnostic) => fixesFor(analysis, diagnostic));
}

function offers(texts: Texts, code: string): readonly Offer[] {
  return fixesOf(texts, code).map((fix) => {
    const changed = fixed(texts, fix);
    return { fix, texts: changed, after: analyseTexts(changed) };
  });
}

function expectHonest(texts: Texts, code: string): void {
  const before = analyseTexts(texts);
  const count = (analysis: Analysis, words: string): number =>
    analysis.diagnostics.filter((diagnostic) => wordsOf(diagnostic) === words).length;
  for (const { fix, after } of offers(texts, code)) {
    const words = wordsOf(fix.diagnostic);
    expect(fix.edits, fix.title).not.toEqual([]);
    expect(count(after, words), fix.title).toBeLessThan(count(before, words));
    expect(added(before, after), fix.title).toEqual([]);
  }
}

function titlesOf(texts: Texts, code: string): readonly string[] {
  return fixesOf(texts, code).map(({ title }) => title);
}

/** Whether a change of the text leaves what is found as it is, so that the fixes must be the same. */
function isAlike(one: Texts, other: Texts): boolean {
  const codes = (texts: Texts): string =>
    analyseTexts(texts)
      .diagnostics.map(({ code }) => code)
      .join(' ');
  return codes(one) === codes(other);
}

/** Of the comments about suppression the fix is the comment itself. */
const ABOUT_COMMENTS = /^ignore-/;

/** Whose message or meaning is another one where the file is included. */
const ABOUT_INCLUDES = /^include-/;

describe.each(SAMPLES)('$code: $name', ({ code, text }) => {
  it('removes its finding and adds none', () => {
    expectHonest(alone(text), code);
  });

  it('in CRLF, with the same text but for the line ends', () => {
    const crlf = (each: string): string => each.replaceAll('\n', '\r\n');
    const results = (each: string): readonly string[] =>
      fixesOf(alone(each), code).map((fix) => fixed(alone(each), fix).get(ROOT) ?? '');
    expect(results(crlf(text))).toEqual(results(text).map(crlf));
  });

  it('keeps every comment', () => {
    const noted = commented(text);
    if (ABOUT_COMMENTS.test(code) || !isAlike(alone(text), alone(noted))) return;
    expectHonest(alone(noted), code);
    for (const { fix, texts } of offers(alone(noted), code)) {
      expect(comments(texts.get(ROOT) ?? ''), fix.title).toEqual(expect.arrayContaining([...comments(noted)]));
    }
  });

  it('in an included file', () => {
    if (ABOUT_INCLUDES.test(code)) return;
    expectHonest(included(text), code);
    expect(titlesOf(included(text), code)).toEqual(titlesOf(alone(text), code));
  });

  it('behind an edit above it', () => {
    expect(titlesOf(alone(`// added\n\n${text}`), code)).toEqual(titlesOf(alone(text), code));
  });

  it('beside something broken', () => {
    expectHonest(alone(`${text}\nscenario broken { kernel\n`), code);
  });
});
