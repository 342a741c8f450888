// Writes docs/promises.md from scripts/faults/promises.mjs. A test keeps the committed page equal to what this writes.

import { writeFileSync } from 'node:fs';
import { renderPromises } from './faults/page.mjs';
import { inRoot } from './paths.mjs';

writeFileSync(inRoot('docs', 'promises.md'), renderPromises());
