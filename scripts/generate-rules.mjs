// Writes docs/rules.md: every finding by theme, with severity and quick fix. `--check` only compares. A test keeps the
// committed page equal to what this writes.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'docs/rules.md');

const bundle = await build({
  entryPoints: [join(root, 'test/rules/index-page.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'neutral',
});
const source = Buffer.from(bundle.outputFiles[0].text).toString('base64');
const { renderIndexPage } = await import(`data:text/javascript;base64,${source}`);
const text = renderIndexPage((code) => readFileSync(join(root, 'docs/rules', `${code}.md`), 'utf8'));

if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') === text) process.exit(0);
  console.error('docs/rules.md is not what the rules are now; run node scripts/generate-rules.mjs');
  process.exit(1);
}
writeFileSync(page, text);
console.log(`wrote ${page}`);
