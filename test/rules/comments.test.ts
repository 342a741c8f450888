// Protects what people wrote beside the machine: whatever a quick fix changes, no comment is lost. Every line of every fixture
// and of every page's example gets comments at its end and before it, and every fix is applied.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { applyEdits } from '../../server/features/edit';
import { fixesFor } from '../../server/features/fixes/quick-fixes';
import { analyseText, URI } from '../features/fixture';
import { RULE_FIXTURES } from './fixtures';
import { MISTAKE_FIXTURES } from './mistake-fixtures';
import { QUERY_FIXTURES } from './query-fixtures';

const FOLDER = join(__dirname, '../../docs/rules');

const EXAMPLES = readdirSync(FOLDER).flatMap((name) => {
  const example = /```p2p\n([\s\S]*?)```/.exec(readFileSync(join(FOLDER, name), 'utf8'))?.[1];
  return example === undefined ? [] : [{ code: name.slice(0, -'.md'.length), name: 'its page', text: example }];
});

/** `// p2p-ignore` lines are what their own fixes repair. */
function commented(text: string): string {
  const lines = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '' || line.includes('//')) return [line];
    return [`// before ${String(index)}`, `${line} // behind ${String(index)}`];
  });
  return lines.join('\n');
}

it.each([...RULE_FIXTURES, ...MISTAKE_FIXTURES, ...QUERY_FIXTURES, ...EXAMPLES])(
  '$code: $name: every fix keeps every comment',
  ({ code, text }) => {
    const source = commented(text);
    const analysis = analyseText(source);
    const comments = source.match(/\/\/ (?:before|behind) \d+/g) ?? [];
    const found = analysis.diagnostics.filter((diagnostic) => diagnostic.code === code);
    for (const fix of found.flatMap((diagnostic) => fixesFor(analysis, diagnostic))) {
      const after = applyEdits(URI, source, fix.edits);
      expect(
        comments.filter((comment) => !after.includes(comment)),
        fix.title,
      ).toEqual([]);
    }
  },
);

it('the comments do not keep the findings away', () => {
  const silent = MISTAKE_FIXTURES.filter(({ code, text }) => {
    return analyseText(commented(text)).diagnostics.every((diagnostic) => diagnostic.code !== code);
  });
  expect(silent.map(({ name }) => name)).toEqual([]);
});
