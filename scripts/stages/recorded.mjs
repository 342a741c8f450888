// How many verdicts recorded on real kernels the model was compared with, by kernel; the test of the recordings
// (test/core/recorded.test.ts) leaves the numbers behind.

import fs from 'node:fs';
import { inRoot } from '../paths.mjs';

/** `{ kernel: { kind: count } }`; removed before the tests so that no old numbers are told. */
export const recordedCounts = inRoot('out', 'recorded-counts.json');

export function tellRecordedVerdicts() {
  if (!fs.existsSync(recordedCounts)) return;
  const byKernel = JSON.parse(fs.readFileSync(recordedCounts, 'utf8'));
  const kinds = [...new Set(Object.values(byKernel).flatMap(Object.keys))];
  const rows = Object.entries(byKernel).map(([kernel, counts]) => [kernel, ...kinds.map((kind) => counts[kind] ?? 0)]);
  console.log('  recorded on real kernels and agreeing:');
  for (const line of table([['kernel', ...kinds], ...rows])) console.log(`  ${line}`);
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  return rows.map((row) => row.map((cell, column) => String(cell).padStart(widths[column])).join('  '));
}
