// `npm run screenshot [NAME…]`: a picture of every view in docs/images, in a dark, a light and a high contrast theme,
// from the packed extension in the real editor. Made by hand only, so that the files change when somebody wants it to
// and has looked at them.

import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { startSession } from './editor/session.mjs';
import { startWebSession } from './editor/web.mjs';
import { pack } from './package.mjs';
import { inRoot } from './paths.mjs';
import { handsOf } from './screenshot/hands.mjs';
import { withPalette } from './screenshot/palette-png.mjs';
import { VIEWS } from './screenshot/views.mjs';

const folder = inRoot('docs', 'images');
const themes = ['dark', 'light', 'hc-dark'];
/** Tried until a picture is small enough. */
const colours = [256, 128, 96, 64, 48];
const most = 60_000;

const settings = {
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'editor.minimap.enabled': false,
  'editor.renderLineHighlight': 'none',
  'breadcrumbs.enabled': false,
};

const names = process.argv.slice(2);
const views = VIEWS.filter(({ name }) => names.length === 0 || names.includes(name));
fs.mkdirSync(folder, { recursive: true });
await build({ production: true });
await pack();
for (const view of views) await picture(view);
process.exit();

/** A window of its own for each, so that none shows what another one left. */
async function picture({ name, file, web, window, shown, steps }) {
  const start = web ? startWebSession : startSession;
  const session = await start({ workspace: fill, settings, progress: () => {} });
  const { page } = session;
  const hands = handsOf(session);
  try {
    await page.setViewportSize(window);
    await session.open(file);
    await page.keyboard.press('Control+B');
    await page.mouse.move(window.width / 2, window.height - 4);
    for (const [verb, ...words] of steps) await hands[verb](...words);
    for (const theme of themes) {
      await session.useTheme(theme);
      await settled(page);
      const clip = shown === undefined ? undefined : await page.locator(shown).first().boundingBox();
      write(`${name}-${theme}.png`, await page.screenshot({ clip, caret: 'hide' }));
    }
  } catch (error) {
    await session.screenshot(`failed-${name}`);
    console.error(`${name}: no picture: ${error.message}`);
    process.exitCode = 1;
  } finally {
    await session.close();
  }
}

function fill(workspace) {
  fs.cpSync(inRoot('examples'), workspace, { recursive: true });
  for (const file of ['redirected.p2p', 'machine.md']) {
    fs.copyFileSync(inRoot('test', 'e2e', 'workspace', file), path.join(workspace, file));
  }
}

/** Colours of a theme come in several steps; the picture is taken when two in a row are the same. */
async function settled(page) {
  let before = Buffer.alloc(0);
  for (;;) {
    const now = await page.screenshot({ caret: 'hide' });
    if (now.equals(before)) return;
    before = now;
    await page.waitForTimeout(200);
  }
}

function write(name, png) {
  const tries = colours.map((count) => withPalette(png, count));
  const small = tries.find(({ length }) => length <= most) ?? tries.at(-1);
  fs.writeFileSync(path.join(folder, name), small);
  console.log(`docs/images/${name} ${Math.ceil(small.length / 1000)} kB`);
  if (small.length > most) throw new Error(`${name} has ${small.length} bytes, more than ${most}`);
}
