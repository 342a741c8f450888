// The checks without running anything: types, lint, format, layers. Each is one test by its name.

import { checkLayers } from '../layers.mjs';
import { inRoot, root } from '../paths.mjs';
import { runNode } from '../processes.mjs';

const tool =
  (file, ...args) =>
  () =>
    runNode(inRoot('node_modules', file), args, { cwd: root });

const steps = {
  types: tool('typescript/bin/tsc', '-b', 'tsconfig.json', 'test/e2e'),
  lint: tool('eslint/bin/eslint.js', '--max-warnings=0', '.'),
  format: tool('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'),
  layers: async () => {
    const { files, faults } = checkLayers();
    if (files === 0) return { status: 1, output: 'no source file was found' };
    return { status: faults.length === 0 ? 0 : 1, output: faults.join('\n') };
  },
};

/** Runs all steps, two at a time; `each` hears of every step as it ends. */
export async function runChecks(each = () => {}) {
  const failures = [];
  const runStep = async ([name, step]) => {
    const begin = performance.now();
    const { status, output } = await step();
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    each(`${name}: ${status === 0 ? 'ok' : 'FAILED'}, ${seconds} s`);
    if (status !== 0) failures.push({ title: name, message: output.trim() });
  };
  const [types, lint, ...rest] = Object.entries(steps);
  await Promise.all([runStep(types), runStep(lint).then(() => inTurn(rest, runStep))]);
  return { passed: Object.keys(steps).length - failures.length, failures, note: Object.keys(steps).join(', ') };
}

async function inTurn(items, action) {
  for (const item of items) await action(item);
}
