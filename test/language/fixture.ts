// Fixtures as text: `.p2p` sources in which comment lines mark the findings they expect, under the line that has them:
//
//     pair nvme9 -> mlx0
//     //   ^^^^^ name-unknown: `nvme9`: expected …
//
// The carets stand exactly under the range; a message that ends with `…` is compared up to there. `$0` marks the cursor
// and is taken out. `//- name.p2p` begins another file; the first file is the root. Indent the text by two columns, so
// that a finding at the beginning of a line has room for its marker.

import { expect } from 'vitest';
import { analyse } from '../../server/language/analyse';
import type { Analysis } from '../../server/language/analysis';
import type { Diagnostic } from '../../server/language/diagnostic';
import { positionAt } from '../../server/language/position';
import type { Rule } from '../../server/language/rule';

export interface Fixture {
  readonly root: string;
  readonly texts: ReadonlyMap<string, string>;
  readonly cursor: { readonly file: string; readonly offset: number } | null;
  /** One line a finding, in the order of files, then lines. */
  readonly expected: readonly Expectation[];
}

interface Expectation {
  readonly place: string;
  readonly text: string;
}

export const FOLDER = 'file:///fixture/';

export function readFixture(source: string): Fixture {
  const texts = new Map<string, string>();
  const expected: Expectation[] = [];
  let cursor: Fixture['cursor'] = null;
  for (const { uri, text } of splitFiles(source)) {
    const offset = text.indexOf('$0');
    if (offset >= 0) cursor = { file: uri, offset };
    const clean = text.replace('$0', '');
    texts.set(uri, clean);
    expected.push(...readMarkers(uri, clean));
  }
  const [root = ''] = texts.keys();
  return { root, texts, cursor, expected };
}

export function analyseFixture(fixture: Fixture, rules: readonly Rule[] = []): Analysis {
  return analyse(fixture.root, { folder: FOLDER, read: (uri) => fixture.texts.get(uri) ?? null }, rules);
}

/** Fails unless the findings are exactly those that are marked; gives the analysis for more questions. */
export function checkFixture(source: string, rules: readonly Rule[] = []): Analysis {
  const fixture = readFixture(source);
  const analysis = analyseFixture(fixture, rules);
  const actual = analysis.diagnostics.map((diagnostic) => line(analysis, diagnostic));
  const wanted = fixture.expected.map(({ place, text }, index) => {
    const found = actual[index] ?? '';
    const prefix = `${place} ${text.slice(0, -1)}`;
    return text.endsWith('…') && found.startsWith(prefix) ? found : `${place} ${text}`;
  });
  expect(actual).toEqual(wanted);
  return analysis;
}

function line(analysis: Analysis, { file, range, code, message }: Diagnostic): string {
  const parsed = analysis.files.find((each) => each.uri === file);
  const start = positionAt(parsed?.lineStarts ?? [0], range.start);
  return `${placeOf(file, start.line, start.character, range.end - range.start)} ${code}: ${message}`;
}

function placeOf(file: string, lineNumber: number, column: number, length: number): string {
  return `${file.slice(FOLDER.length)}:${String(lineNumber + 1)}:${String(column)}+${String(length)}`;
}

function splitFiles(source: string): readonly { readonly uri: string; readonly text: string }[] {
  const parts = source.split(/^\s*\/\/- (\S+)\r?\n/m);
  const [first = ''] = parts;
  const files = [];
  if (first.trim() !== '' || parts.length === 1) files.push({ uri: `${FOLDER}main.p2p`, text: first });
  for (let index = 1; index < parts.length; index += 2) {
    files.push({ uri: `${FOLDER}${parts[index] ?? ''}`, text: parts[index + 1] ?? '' });
  }
  return files;
}

function readMarkers(uri: string, text: string): readonly Expectation[] {
  const found: (Expectation & { readonly order: number })[] = [];
  let marked = 0;
  text.split('\n').forEach((content, index) => {
    const marker = /^(\s*\/\/\s*)(\^+) (.*)$/.exec(content);
    if (marker === null) {
      marked = index;
      return;
    }
    const column = marker[1]?.length ?? 0;
    const place = placeOf(uri, marked, column, marker[2]?.length ?? 0);
    found.push({ place, text: (marker[3] ?? '').trimEnd(), order: marked * 1000 + column });
  });
  return found.sort((left, right) => left.order - right.order);
}
