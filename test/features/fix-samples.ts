// A text for every finding that has one: the examples of the pages and the fixtures of the rules. And what fixes must keep of
// any text, for the tests that go over all of them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits } from '../../server/features/edit';
import type { QuickFix } from '../../server/features/fixes/quick-fix';
import { analyse } from '../../server/language/analyse';
import type { Analysis } from '../../server/language/analysis';
import type { Diagnostic } from '../../server/language/diagnostic';
import { TOKEN, tokenize, tokenText } from '../../server/language/lexer';
import { rules } from '../../server/language/rules';
import { RULE_FIXTURES } from '../rules/fixtures';
import { QUERY_FIXTURES } from '../rules/query-fixtures';

export interface Sample {
  readonly code: string;
  readonly name: string;
  readonly text: string;
}

const PAGES = join(__dirname, '../../docs/rules');

export const SAMPLES: readonly Sample[] = [
  ...readdirSync(PAGES)
    .filter((page) => page.endsWith('.md'))
    .flatMap((page) => {
      const text = /^## Example\n[^]*?```p2p\n([^]*?)```/m.exec(readFileSync(join(PAGES, page), 'utf8'))?.[1];
      return text === undefined ? [] : [{ code: page.slice(0, -'.md'.length), name: 'its page', text }];
    }),
  ...[...RULE_FIXTURES, ...QUERY_FIXTURES],
];

export type Texts = ReadonlyMap<string, string>;

/** The first file is the machine. */
export function analyseTexts(texts: Texts): Analysis {
  const [root = ''] = texts.keys();
  return analyse(root, { folder: 'file:///machines/', read: (uri) => texts.get(uri) ?? null }, rules);
}

export function fixed(texts: Texts, { edits }: QuickFix): Texts {
  return new Map([...texts].map(([uri, text]) => [uri, applyEdits(uri, text, edits)]));
}

/** What is found after the fix and was not before, word for word, with how often. */
export function added(before: Analysis, after: Analysis): readonly string[] {
  const left = before.diagnostics.map(wordsOf);
  return after.diagnostics.map(wordsOf).filter((words) => {
    const index = left.indexOf(words);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

export function wordsOf({ code, message }: Diagnostic): string {
  return `${code}: ${message}`;
}

export function comments(text: string): readonly string[] {
  const tokens = tokenize(text);
  return Array.from({ length: tokens.count }, (_, index) => index)
    .filter((index) => tokens.kinds[index] === TOKEN.comment || tokens.kinds[index] === TOKEN.documentation)
    .map((index) => tokenText(text, tokens, index).trimEnd())
    .sort();
}
