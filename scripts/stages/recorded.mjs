// How many answers recorded on real kernels the model was compared with, by kernel. The tests of the recordings leave the
// numbers behind: test/core/recorded.test.ts (verdicts, words, ACS) and test/dma/recorded.test.ts (the mapping layer).

import fs from 'node:fs';
import { inRoot } from '../paths.mjs';

/** `{ kernel: { kind: count } }` */
const verdicts = inRoot('out', 'recorded-counts.json');
/** `{ "kernel mode kind": count }`; the mode is direct, iommu, passthrough or any. */
const mappings = inRoot('out', 'recorded-dma-counts.json');

/** Removed before the tests, so that no old numbers are told. */
export const recordedCounts = [verdicts, mappings];

export function tellRecordedVerdicts() {
  if (recordedCounts.some((file) => !fs.existsSync(file))) return;
  const byKernel = JSON.parse(fs.readFileSync(verdicts, 'utf8'));
  const kernels = Object.keys(byKernel);
  const rows = new Map();
  const add = (kind, kernel, count) => rows.set(kind, { ...rows.get(kind), [kernel]: count });
  for (const kernel of kernels) {
    for (const [kind, count] of Object.entries(byKernel[kernel])) add(kind, kernel, count);
  }
  for (const [key, count] of Object.entries(JSON.parse(fs.readFileSync(mappings, 'utf8')))) {
    const [kernel, mode, ...kind] = key.split(' ');
    add(`mapping: ${kind.join(' ')}${mode === 'any' ? '' : `, ${mode}`}`, kernel, count);
  }
  const cells = [...rows].map(([kind, counts]) => [kind, ...kernels.map((kernel) => counts[kernel] ?? 0)]);
  console.log('  answers recorded from real kernels that were compared, by kernel:');
  for (const line of table([['', ...kernels], ...cells])) console.log(`    ${line}`);
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const align = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : String(cell).padStart(widths[column]));
  return rows.map((row) => row.map(align).join('  ').trimEnd());
}
