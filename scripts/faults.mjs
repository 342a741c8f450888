// `npm run faults [-- WORDS]`: sees every promise of scripts/faults/promises.mjs fail once. Each fault is put into a copy of
// the tracked files, and the tests that guard the promise must fail there, and must pass without it. Only promises that
// contain WORDS, where some are given. Those that need a real VS Code take about a minute each.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promises } from './faults/promises.mjs';
import { inRoot, root } from './paths.mjs';
import { runNode, tailOf, temporaryFolder } from './processes.mjs';

const words = process.argv.slice(2).join(' ').toLowerCase();
const asked = promises.filter(({ promise }) => promise.toLowerCase().includes(words));
const copy = copyOfTracked();
let wrong = 0;
for (const { promise, fault, ...guards } of asked) {
  const before = await failuresOf(guards);
  const file = path.join(copy, fault.file);
  const text = fs.readFileSync(file, 'utf8');
  fs.writeFileSync(
    file,
    text.replace(fault.text, () => fault.becomes),
  );
  const after = await failuresOf(guards);
  fs.writeFileSync(file, text);
  const isKept = before.length === 0 && after.length > 0;
  if (!isKept) wrong += 1;
  const seen = before.length > 0 ? `fails without the fault: ${before[0]}` : `fails: ${after[0] ?? 'nothing'}`;
  console.log(`${isKept ? 'ok  ' : 'WRONG'} ${promise}\n      ${fault.what}\n      ${seen}`);
}
console.log(`${asked.length - wrong} promises were seen failing, ${wrong} were not`);
if (asked.length === 0 || wrong > 0) process.exitCode = 1;

function copyOfTracked() {
  const folder = fs.realpathSync(temporaryFolder('faults'));
  for (const file of execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n')) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.copyFileSync(inRoot(file), path.join(folder, file));
  }
  // Copied, not linked: what the bundles are made of is told by paths, and a link leads out of the folder.
  fs.cpSync(fs.realpathSync(inRoot('node_modules')), path.join(folder, 'node_modules'), { recursive: true });
  const editor = path.join('test', 'e2e', 'node_modules');
  if (fs.existsSync(inRoot(editor))) fs.symlinkSync(inRoot(editor), path.join(folder, editor));
  return folder;
}

/** The first line of each failure. The package is made each time, since some tests read it. */
async function failuresOf({ tests = [], screens = [] }) {
  const packed = await runNode(path.join(copy, 'scripts', 'package.mjs'), [], { cwd: copy });
  if (packed.status !== 0) return [`the package: ${tailOf(packed.output)}`];
  const failures = tests.length === 0 ? [] : await unitFailures(tests);
  return screens.length === 0 ? failures : [...failures, ...(await screenFailures(screens))];
}

async function unitFailures(tests) {
  const result = path.join(copy, 'out', 'faults.json');
  fs.rmSync(result, { force: true });
  const args = ['run', '--reporter=json', `--outputFile=${result}`, ...tests];
  const { output } = await runNode(path.join(copy, 'node_modules', 'vitest', 'vitest.mjs'), args, { cwd: copy });
  if (!fs.existsSync(result)) throw new Error(`vitest wrote no result:\n${output.trim()}`);
  const { testResults } = JSON.parse(fs.readFileSync(result, 'utf8'));
  if (testResults.length !== tests.length) throw new Error(`expected the results of ${tests.join(', ')}`);
  return testResults.flatMap(({ status, message, assertionResults }) => {
    const failed = assertionResults.filter((each) => each.status !== 'passed').map(({ fullName }) => fullName);
    return status === 'failed' && failed.length === 0 ? [message.split('\n')[0]] : failed;
  });
}

async function screenFailures(screens) {
  const { status, output } = await runNode(path.join(copy, 'scripts', 'faults', 'screens.mjs'), [], {
    cwd: copy,
    environment: { PEERMAP_SCREENS: screens.join(',') },
  });
  return status === 0 ? [] : output.trim().split('\n').slice(-1);
}
