// `npm run bench [-- --json] [--only GROUP] [--write]`: the figures that this project promises, measured in one run. A goal
// that is missed does not fail it, for machines are noisy; a wrong answer or a row without a figure does.

import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { measureGroup, prepare } from './bench/measure.mjs';
import { GROUPS } from './bench/rows.mjs';
import { describeRun } from './bench/run.mjs';
import { faultsOf, jsonTable, judge, markdownPage, textTable } from './bench/table.mjs';
import { inRoot } from './paths.mjs';

const page = inRoot('docs', 'performance.md');

try {
  process.exitCode = await bench(process.argv.slice(2));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function bench(args) {
  const { json, only, write } = readOptions(args);
  const groups = only === undefined ? Object.keys(GROUPS) : [only];
  const built = await prepare();
  const measurements = [];
  for (const group of groups) {
    if (!json) console.error(`measuring: ${group}`);
    measurements.push(...(await measureGroup(group, built)));
  }
  const run = describeRun();
  const rows = judge(groups, measurements);
  console.log(json ? jsonTable(run, rows) : `${run.date}, commit ${run.commit}, ${run.machine}\n${textTable(rows)}`);
  if (write) fs.writeFileSync(page, markdownPage(run, rows));
  const faults = faultsOf(rows);
  for (const fault of faults) console.error(`bench: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean' }, only: { type: 'string' }, write: { type: 'boolean' } },
  });
  const { only, write } = values;
  if (only !== undefined && !Object.hasOwn(GROUPS, only)) {
    throw new Error(`bench: --only expects ${Object.keys(GROUPS).join(', ')}, found ${only}`);
  }
  if (write && only !== undefined) throw new Error('bench: --write expects a whole run, found --only beside it');
  return values;
}
