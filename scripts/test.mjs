// `npm test`: everything, from the sources as they are. Builds, then checks and unit tests while the embedded editor
// is fetched where it is needed, then VS Code. A stage counts only with a result of more than no tests; the last line
// is the sum over all stages.

import fs from 'node:fs';
import { build, buildSuites } from './build.mjs';
import { setUp } from './editor/setup.mjs';
import { pack } from './package.mjs';
import { inRoot } from './paths.mjs';
import { runChecks } from './stages/check.mjs';
import { chooseTestEditor, editorStages } from './stages/editor.mjs';
import { checkLspPage } from './stages/lsp-page.mjs';
import { newestStages } from './stages/newest.mjs';
import { failed, stage, total } from './stages/outcome.mjs';
import { tellRecordedVerdicts } from './stages/recorded.mjs';
import { runScreenTests } from './stages/screen.mjs';
import { runUnitTests } from './stages/unit.mjs';
import { runWebTests } from './stages/web.mjs';

const progress = (line) => console.log(`  ${line}`);
const outcomes = [];
async function run(name, action) {
  const outcome = await stage(name, action);
  outcomes.push(outcome);
  return outcome.failures.length === 0;
}

fs.rmSync(inRoot('out', 'failures'), { recursive: true, force: true });
const isBuilt = await run('build and package', async () => {
  await Promise.all([build({ production: true }), buildSuites()]);
  const { bytes, files } = await pack();
  return { passed: 1, failures: [], note: `package: ${files.length} files, ${Math.ceil(bytes / 1000)} kB` };
});

// The set-up waits for the network, the checks for the processor. What goes wrong with it is said by the stages that need it.
const ready = setUp(['workbench', 'chromium', 'web', 'newest'], progress).catch((error) => progress(error.message));
await run('check', () => runChecks());
await run('unit and protocol tests', runUnitTests);
tellRecordedVerdicts();
await run('docs/lsp.md', checkLspPage);
await ready;

let editor;
await run('choice of VS Code', async () => {
  editor = await chooseTestEditor();
  return { passed: 1, failures: [], note: editor.description };
});
for (const [name, action] of Object.entries(editorStages)) {
  await run(name, async () =>
    isBuilt && editor ? action(editor) : failed(name, 'not run: there is nothing to run or no VS Code'),
  );
}
const others = {
  'VS Code, on the screen': runScreenTests,
  ...newestStages,
  'VS Code Web, a virtual folder': runWebTests,
};
for (const [name, action] of Object.entries(others)) {
  await run(name, async () => (isBuilt ? action(progress) : failed(name, 'not run: the build failed')));
}

const sum = total(outcomes);
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 ? 0 : 1);
