// Measurements against their rows: judged, and written as a table for people, JSON for programs, Markdown for the page.

import { GROUPS, ROWS } from './rows.mjs';

/** The rows of some groups with what was measured; `met`: null without a goal, `measured`: null where nothing was. */
export function judge(groups, measurements) {
  const known = new Set(ROWS.map(({ id }) => id));
  const stray = measurements.filter(({ id }) => !known.has(id)).map(({ id }) => id);
  if (stray.length > 0) throw new Error(`measured, but not in scripts/bench/rows.mjs: ${stray.join(', ')}`);
  const byId = new Map(measurements.map((measurement) => [measurement.id, measurement]));
  return ROWS.filter(({ group }) => groups.includes(group)).map((row) => {
    const { value = null, detail = '', wrong = null } = byId.get(row.id) ?? {};
    return { ...row, measured: value, detail, wrong, met: isMet(row.goal, value) };
  });
}

function isMet(goal, value) {
  if (goal === null || value === null) return null;
  return goal.kind === 'most' ? value <= goal.value : value >= goal.value;
}

/** Rows whose measured answer is wrong, and rows that nothing was measured for: neither may pass as a result. */
export function faultsOf(rows) {
  return rows.flatMap(({ what, wrong, measured }) => {
    if (wrong !== null) return [`${what}: the answer is wrong: ${wrong}`];
    return measured === null ? [`${what}: not measured`] : [];
  });
}

export function textTable(rows) {
  return Object.entries(GROUPS)
    .filter(([group]) => rows.some((row) => row.group === group))
    .flatMap(([group, title]) => ['', title, ...aligned(rows.filter((row) => row.group === group))])
    .join('\n');
}

function aligned(rows) {
  const cells = rows.map((row) => [row.what, measuredText(row), goalText(row), outcomeText(row), row.detail]);
  const widths = cells.reduce((most, line) => line.map((cell, index) => Math.max(most[index] ?? 0, cell.length)), []);
  return cells.map((line) =>
    `  ${line.map((cell, index) => padded(cell, widths[index], index === 1)).join('  ')}`.trimEnd(),
  );
}

function padded(cell, width, right) {
  return right ? cell.padStart(width) : cell.padEnd(width);
}

export function jsonTable(run, rows) {
  return JSON.stringify({ schema: 'peermap-bench-1', ...run, rows });
}

export function markdownPage(run, rows) {
  const lines = [
    '# Performance',
    '',
    'Written by `npm run bench -- --write`; `npm run bench` prints the same table, `--json` for programs. Rates and times are the best of many runs, because other programs',
    'only ever add time; where requests are timed as an editor sends them, it is the 95th percentile. A figure without a goal is there to compare with.',
    '',
    `${run.date}, commit \`${run.commit}\`, ${run.machine}.`,
  ];
  for (const [group, title] of Object.entries(GROUPS)) {
    const own = rows.filter((row) => row.group === group);
    if (own.length === 0) continue;
    lines.push('', `## ${title}`, '', '| what | measured | goal | met | |', '| --- | ---: | --- | --- | --- |');
    lines.push(
      ...own.map(
        (row) => `| ${[row.what, measuredText(row), goalText(row), outcomeText(row), row.detail].join(' | ')} |`,
      ),
    );
  }
  return `${lines.join('\n')}\n`;
}

function measuredText({ measured, unit }) {
  return measured === null ? 'not measured' : `${inDigits(measured)} ${unit}`;
}

/** Three figures, which is more than these measurements are worth, and none lost of large ones. */
function inDigits(value) {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(3)));
}

function goalText({ goal, unit }) {
  if (goal === null) return '';
  return `${goal.kind === 'most' ? '≤' : '≥'} ${goal.value} ${unit}`;
}

function outcomeText({ met, wrong }) {
  if (wrong !== null) return 'WRONG ANSWER';
  if (met === null) return '';
  return met ? 'met' : 'not met';
}
