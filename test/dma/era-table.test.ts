// Each cell of the era table is what was written down by hand for it, no cell is missing, and the committed page shows what
// the model says now: an era's behaviour cannot change unseen.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ERAS, LISTS, mapCell, MODES, requestCell, REQUESTS } from './era-cells';
import { EXPECTED, EXPECTED_REQUESTS } from './era-expectations';
import { renderEraPage } from './era-page';

const cells = ERAS.flatMap((era) => MODES.flatMap((mode) => LISTS.map((list) => ({ era, mode, list }))));
const requests = ERAS.flatMap((era) => REQUESTS.map((request) => ({ era, request })));

describe('era table', () => {
  test.each(cells)('$era / $mode / $list', ({ era, mode, list }) => {
    expect(mapCell(era, mode, list)).toBe(EXPECTED[era][mode][list]);
  });

  test.each(requests)('$era / nvme-pci / $request', ({ era, request }) => {
    expect(requestCell(era, request)).toBe(EXPECTED_REQUESTS[era][request]);
  });

  test('docs/dma-eras.md is generated from the model', () => {
    expect(readFileSync(join(__dirname, '../../docs/dma-eras.md'), 'utf8')).toBe(renderEraPage());
  });
});
