// `npm run screenshot`: the README's picture, docs/images/screenshot.png: the example and its map in the real editor.
// Made by hand only, so that the file changes when somebody wants it to and has looked at it.

import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { startSession } from './editor/session.mjs';
import { pack } from './package.mjs';
import { exampleFile, inRoot } from './paths.mjs';

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
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input.input').fill('>PeerMap: Open Map');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'PeerMap: Open Map' }).first().waitFor();
  await page.keyboard.press('Enter');
  const map = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await map.locator('[role=tree], [role=treegrid]').first().waitFor();
  fs.mkdirSync(path.dirname(picture), { recursive: true });
  await page.screenshot({ path: picture });
  console.log(`wrote ${path.relative(inRoot(), picture)}; look at it before committing it`);
} finally {
  await session.close();
}
process.exit();
