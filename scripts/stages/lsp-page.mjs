// docs/lsp.md is what the built server answers and what the protocol tests of this run showed.

import path from 'node:path';
import { staleness } from '../generate-lsp.mjs';
import { resultFolder } from '../paths.mjs';

export async function checkLspPage() {
  const stale = await staleness(path.join(resultFolder, 'unit.json'));
  return { passed: stale === null ? 1 : 0, failures: stale === null ? [] : [{ title: 'docs/lsp.md', message: stale }] };
}
