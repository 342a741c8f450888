// `npm run screenshot`: the README's picture, docs/images/screenshot.png: the example and its map in the real editor.
// Made by hand only, so that the file changes when somebody wants it to and has looked at it.

import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { startSession } from './editor/session.mjs';
import { pack } from './package.mjs';
import { exampleFile, inRoot } from './paths.mjs';

/** A pair of two drives of one carrier of which one port still redirects: the map shows where. */
const shownPair = 'pair nvme0        -> nvme2';
const redirectingPort = '64:18.0';
const picture = inRoot('docs', 'images', 'screenshot.png');

await build({ production: true });
await pack();
const session = await startSession({
  workspace: (folder) => fs.cpSync(inRoot('examples'), folder, { recursive: true }),
  settings: { 'workbench.activityBar.location': 'hidden', 'editor.minimap.enabled': false },
  progress: (line) => console.log(line),
});
try {
  const { page } = session;
  await session.open(path.basename(exampleFile));
  await page.keyboard.press('Control+B');
  await page.getByRole('button', { name: 'Open Map' }).first().click();
  const map = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await map.locator('[role=tree]').waitFor();
  await page.keyboard.press('Control+1');
  await choose('Control+G', `:${placeOf(shownPair)}`, /line/);
  // The map follows a person's cursor only, not one that a command has set.
  await page.keyboard.press('ArrowRight');
  await map.locator('li', { hasText: redirectingPort }).first().waitFor();
  // Titles of lenses come after their lines.
  await page.locator('.codelens-decoration:visible', { hasText: 'Explain' }).first().waitFor();
  fs.mkdirSync(path.dirname(picture), { recursive: true });
  await page.screenshot({ path: picture });
  console.log(`wrote ${path.relative(inRoot(), picture)}; look at it before committing it`);
} catch (error) {
  await session.screenshot('failed-screenshot');
  console.error(`no picture: ${error.message}`);
  process.exitCode = 1;
} finally {
  await session.close();
}
process.exit();

/** Opens VS Code's input at the top by a key, types into it, and takes the answer. */
async function choose(key, text, answer) {
  const { page } = session;
  await page.keyboard.press(key);
  await page.locator('.quick-input-widget input.input').fill(text);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: answer }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** LINE:COLUMN of the last word of `text`, as VS Code counts. */
function placeOf(text) {
  const lines = fs.readFileSync(exampleFile, 'utf8').split('\n');
  const line = lines.findIndex((each) => each.includes(text));
  if (line < 0) throw new Error(`${path.basename(exampleFile)} has no line with "${text}"`);
  return `${line + 1}:${lines[line].indexOf(text) + text.lastIndexOf(' ') + 2}`;
}
