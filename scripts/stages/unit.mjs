// Unit and protocol tests: vitest in a process of its own, its JSON results believed, nothing else. A test that did
// not run (skipped, to do) counts as failed, and so does a file that could not be loaded.

import fs from 'node:fs';
import path from 'node:path';
import { inRoot, resultFolder, root } from '../paths.mjs';
import { runNode } from '../processes.mjs';
import { recordedCounts } from './recorded.mjs';

const resultFile = path.join(resultFolder, 'unit.json');

export async function runUnitTests() {
  for (const old of [resultFile, ...recordedCounts]) fs.rmSync(old, { force: true });
  const args = ['run', '--reporter=json', `--outputFile=${resultFile}`];
  const { status, output } = await runNode(inRoot('node_modules', 'vitest', 'vitest.mjs'), args, { cwd: root });
  if (!fs.existsSync(resultFile)) throw new Error(`vitest wrote no result (status ${status})\n${output.trim()}`);
  const files = JSON.parse(fs.readFileSync(resultFile, 'utf8')).testResults;
  const tests = files.flatMap((file) => file.assertionResults);
  const failures = [...files.flatMap(unloaded), ...tests.filter((test) => test.status !== 'passed').map(failureOf)];
  if (status !== 0 && failures.length === 0) failures.push({ title: 'vitest', message: output.trim() });
  return { passed: tests.filter((test) => test.status === 'passed').length, failures, note: `${files.length} files` };
}

function unloaded({ name, status, message, assertionResults }) {
  const ran = assertionResults.some((test) => test.status === 'failed');
  return status === 'failed' && !ran ? [{ title: path.relative(root, name), message }] : [];
}

function failureOf({ fullName, status, failureMessages }) {
  const message =
    failureMessages.map(withoutMachinery).join('\n') || `the test was not run (${status}); nothing may be skipped`;
  return { title: fullName, message };
}

/** The test runner's own lines of the call stack say nothing about the failure. */
function withoutMachinery(message) {
  const lines = message.split('\n');
  return lines.filter((line) => !/^\s+at .*(node_modules|new Promise)/.test(line)).join('\n');
}
