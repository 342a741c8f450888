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
import { stage, total } from './stages/outcome.mjs';
import { tellRecordedVerdicts } from './stages/recorded.mjs';
import { runScreenTests } from './stages/screen.mjs';
import { runUnitTests } from './stages/unit.mjs';

const progress = (line) => console.log(`  ${line}`);
const outcomes = [];
const run = async (name, action) => outcomes.push(await stage(name, action));

fs.rmSync(inRoot('out', 'failures'), { recursive: true, force: true });
await run('build and package', async () => {
  await Promise.all([build({ production: true }), buildSuites()]);
  const { bytes, files } = await pack();
  return { passed: 1, failures: [], note: `package: ${files.length} files, ${Math.ceil(bytes / 1000)} kB` };
});

// The set-up waits for the network, the checks for the processor. What goes wrong with it is said by the stages that need it.
const ready = setUp(['workbench', 'chromium'], progress).catch((error) => progress(error.message));
await run('check', () => runChecks());
await run('unit and protocol tests', runUnitTests);
tellRecordedVerdicts();
await ready;

let editor;
await run('choice of VS Code', async () => {
  editor = await chooseTestEditor();
  return { passed: 1, failures: [], note: editor.description };
});
if (editor !== undefined) {
  for (const [name, action] of Object.entries(editorStages)) await run(name, () => action(editor));
}
await run('VS Code, on the screen', () => runScreenTests(progress));

const { passed, failed } = total(outcomes);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
