// How many verdicts recorded on real kernels the model was compared with, by kernel; the test of the recordings
// (test/core/recorded.test.ts) leaves the numbers behind.

import fs from 'node:fs';
import { inRoot } from '../paths.mjs';

/** `{ compared: { kernel: { kind: count } }, notYet: [kind] }`; removed before the tests so that no old numbers are told. */
export const recordedCounts = inRoot('out', 'recorded-counts.json');

export function tellRecordedVerdicts() {
  if (!fs.existsSync(recordedCounts)) return;
  const { compared, notYet } = JSON.parse(fs.readFileSync(recordedCounts, 'utf8'));
  const kernels = Object.keys(compared);
  const kinds = [...new Set(kernels.flatMap((kernel) => Object.keys(compared[kernel])))];
  const rows = kinds.map((kind) => [kind, ...kernels.map((kernel) => compared[kernel][kind] ?? 0)]);
  console.log('  answers recorded from real kernels that were compared, by kernel:');
  for (const line of table([['', ...kernels], ...rows])) console.log(`    ${line}`);
  if (notYet.length > 0) console.log(`    recorded, not compared yet: ${notYet.join(', ')}`);
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const align = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : String(cell).padStart(widths[column]));
  return rows.map((row) => row.map(align).join('  ').trimEnd());
}
