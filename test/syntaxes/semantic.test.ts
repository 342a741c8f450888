// A file that opens is coloured twice: at once by the grammar, then by the server's tokens. Where the two disagree, the user
// sees the colours jump, at opening and on every line that is typed. So each word must have, alone, the scope that VS Code
// looks up in the theme for its semantic type: a theme that colours one colours the other the same. Alone, because a theme
// may have a rule for a scope inside another one (`string variable`), which VS Code does not ask for a semantic token.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { IGrammar } from 'vscode-textmate';
import { semanticTokens, type TokenType } from '../../server/features/tokens/semantic-tokens';
import { analyse } from '../../server/language/analyse';
import { rules } from '../../server/language/rules';
import { EXAMPLES } from '../language/texts';
import { EVERYTHING } from '../navigation/machine';
import { RULE_FIXTURES } from '../rules/fixtures';
import { MISTAKE_FIXTURES } from '../rules/mistake-fixtures';
import { QUERY_FIXTURES } from '../rules/query-fixtures';
import { LINES } from './scopes';
import { loadGrammar, scopedRanges } from './tokenizer';

/**
 * The scope that VS Code asks a theme for where the theme has no rule for the semantic type: the first of those registered in
 * createDefaultTokenClassificationRegistry() of microsoft/vscode, src/vs/platform/theme/common/tokenClassificationRegistry.ts.
 * No scope there belongs to a modifier that we use (`readonly` and `defaultLibrary` have some, `declaration` and
 * `documentation` have none).
 */
const ASKED_FOR: Readonly<Record<TokenType, string>> = {
  keyword: 'keyword.control',
  struct: 'entity.name.type.struct',
  function: 'entity.name.function',
  enumMember: 'variable.other.enummember',
  number: 'constant.numeric',
  parameter: 'variable.parameter',
  string: 'string',
  comment: 'comment',
  operator: 'keyword.operator',
};

/** What the grammar calls it more exactly; no theme tells these from the shorter one. */
const WRITTEN: Readonly<Partial<Record<TokenType, RegExp>>> = {
  string: /^string\.quoted\.double\.p2p$/,
  comment: /^comment\.line\.double-slash(?:\.documentation)?\.p2p$/,
};

/** Jumps that stay, while a line is typed, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  '24 p2pmem function: keyword.control.p2p': 'behind `sgl` alone on its line, the next line begins with the name',
  '25 ram function: keyword.control.p2p': 'behind `p2pmem` alone on its line, the next line begins with the name',
};

const URI = 'file:///machine.p2p';

let grammar: IGrammar;
beforeAll(async () => {
  grammar = await loadGrammar();
});

/** `3 nvme0 function: variable.other` for every piece of a word whose colour jumps, 3 being its line. */
function jumps(text: string): readonly string[] {
  const analysis = analyse(URI, { folder: null, read: (uri) => (uri === URI ? text : null) }, rules);
  const ranges = scopedRanges(grammar, text);
  const found: string[] = [];
  let first = 0;
  for (const { start, end, type } of semanticTokens(analysis, URI, null)) {
    while ((ranges[first]?.end ?? Infinity) <= start) first++;
    for (let index = first; (ranges[index]?.start ?? Infinity) < end; index++) {
      const range = ranges[index];
      if (range === undefined || agrees(range.scopes, type)) continue;
      const piece = text.slice(Math.max(start, range.start), Math.min(end, range.end));
      const line = text.slice(0, start).split('\n').length;
      if (piece.trim() !== '') found.push(`${String(line)} ${piece} ${type}: ${range.scopes.slice(1).join(' ')}`);
    }
  }
  return found;
}

/** Pieces that the grammar colours and the server does not, so that an editor without the grammar would leave them plain. */
function plainPieces(text: string): readonly string[] {
  const analysis = analyse(URI, { folder: null, read: (uri) => (uri === URI ? text : null) }, rules);
  const tokens = semanticTokens(analysis, URI, null);
  let next = 0;
  return scopedRanges(grammar, text).flatMap(({ start, end, scopes: [, scope = 'punctuation'] }) => {
    while ((tokens[next]?.end ?? Infinity) <= start) next++;
    const piece = text.slice(start, end).trim();
    if (piece === '' || scope.startsWith('punctuation.') || scope === 'punctuation') return [];
    return (tokens[next]?.start ?? Infinity) < end ? [] : [`${piece} ${scope}`];
  });
}

function agrees(scopes: readonly string[], type: TokenType): boolean {
  const [, scope = '', ...inner] = scopes;
  return inner.length === 0 && (WRITTEN[type]?.test(scope) ?? scope === `${ASKED_FOR[type]}.p2p`);
}

const PAGES = join(__dirname, '../../docs/rules');
const ON_PAGES = readdirSync(PAGES).flatMap((page) =>
  [...readFileSync(join(PAGES, page), 'utf8').matchAll(/^```p2p\n([^]*?)^```/gm)].map(
    ([, text = ''], index) => [`${page} ${String(index + 1)}`, text] as const,
  ),
);
const FIXTURES = [...RULE_FIXTURES, ...MISTAKE_FIXTURES, ...QUERY_FIXTURES].flatMap(({ code, name, text, quiet }) => [
  [`${code}: ${name}`, text] as const,
  [`${code}: ${name}, quiet`, quiet] as const,
]);
const LANGUAGE = readFileSync(join(__dirname, '../language/example.p2p'), 'utf8');

describe('no word changes its colour when the semantic tokens arrive', () => {
  it.each([...EXAMPLES, ['the example of the language', LANGUAGE] as const, ['everything', EVERYTHING] as const])(
    'in %s',
    (_, text) => {
      expect(jumps(text)).toEqual([]);
      expect(plainPieces(text)).toEqual([]);
    },
  );

  it.each([...FIXTURES, ...ON_PAGES])('in %s', (_, text) => {
    expect(jumps(text)).toEqual([]);
  });

  it.each(LINES.map(([line]) => line))('in %s', (line) => {
    expect(jumps(line)).toEqual([]);
  });

  it('while a line is typed', () => {
    const lines = EVERYTHING.split('\n');
    const typed = lines.flatMap((line, index) =>
      Array.from(line.trim(), (_, column) => {
        const written = line.slice(0, line.length - line.trimStart().length + column + 1);
        return [...lines.slice(0, index), written, ...lines.slice(index + 1)].join('\n');
      }),
    );
    expect([...new Set(typed.flatMap(jumps))]).toEqual(Object.keys(EXCEPTIONS));
  });
});
