// Writes docs/dma-eras.md from the model: every era of the DMA layer, every way a device is served, every kind of list.
// `--check` only compares. A test keeps the committed page equal to what this writes.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = join(root, 'docs/dma-eras.md');

const bundle = await build({
  entryPoints: [join(root, 'test/dma/era-page.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'neutral',
});
const source = Buffer.from(bundle.outputFiles[0].text).toString('base64');
const { renderEraPage } = await import(`data:text/javascript;base64,${source}`);
const text = renderEraPage();

if (process.argv.includes('--check')) {
  if (readFileSync(page, 'utf8') === text) process.exit(0);
  console.error('docs/dma-eras.md is not what the model says now; run node scripts/generate-dma-eras.mjs');
  process.exit(1);
}
writeFileSync(page, text);
console.log(`wrote ${page}`);
