// What happens to the file of a map: its text is closed, it is deleted, comes back, is renamed, is gone when the window comes
// back, is empty or broken from the start. The map says what is so, and offers what can be done.

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { currentSession } from './session';
import type { Theme } from './session';
import { clickLine, mapFrame, openMap, runCommand, savedByWorkbench, tab } from './workbench';

const session = currentSession();
const { page } = session;
const pathOf = (name: string): string => join(session.folder, name);
const MACHINE = readFileSync(pathOf('asked.p2p'), 'utf8');
const GONE = 'There is no followed.p2p any more. Open a .p2p file to see its map.';

describe('on the screen, the file of the map', function () {
  this.timeout(90_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  before(async () => {
    writeFileSync(pathOf('followed.p2p'), MACHINE);
    await session.open('followed.p2p');
    await openMap();
  });

  after(() => ['followed.p2p', 'renamed.p2p'].forEach((name) => rmSync(pathOf(name), { force: true })));

  it('may be closed: the map still follows what is on disk', async () => {
    await tab(/^followed/).click();
    await runCommand('View: Close Editor');
    await tab(/^followed/).waitFor({ state: 'detached' });
    writeFileSync(pathOf('followed.p2p'), MACHINE.replaceAll('mlx0', 'mlx7'));
    await device('mlx7').waitFor();
  });

  it('may be deleted: the map says so, and is back with the file', async () => {
    rmSync(pathOf('followed.p2p'));
    await sentence(GONE).waitFor();
    await mapFrame().getByRole('button', { name: 'Open File…' }).waitFor();
    await pictures('map-file-gone');
    writeFileSync(pathOf('followed.p2p'), MACHINE);
    await device('mlx0').waitFor();
  });

  it('may be renamed in the Explorer', async () => {
    await page.keyboard.press('Control+Shift+E');
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'followed.p2p' }).click();
    await tab(/^followed/).waitFor();
    await tab(/^Map followed/).click();
    // From a webview, keys come to the window when it hands them over; from the window's own edge, at once.
    await page.locator('.part.statusbar').click({ position: { x: 600, y: 10 } });
    await page.keyboard.press('Control+Shift+E');
    await page.locator('.explorer-folders-view .monaco-list:focus-within .monaco-list-row.focused').waitFor();
    await typeNewName('renamed.p2p');
    await page.keyboard.press('Enter');
    await tab(/^Map renamed/).waitFor();
    await device('mlx0').waitFor();
  });

  it('may be gone when the window comes back', async () => {
    await savedByWorkbench('renamed.p2p","scenario"');
    renameSync(pathOf('renamed.p2p'), pathOf('followed.p2p'));
    await session.reload();
    await sentence('There is no renamed.p2p any more.').waitFor();
  });

  it('may be empty: the map offers an example, and draws it', async () => {
    writeFileSync(pathOf('followed.p2p'), '');
    await session.open('followed.p2p');
    await page.getByRole('button', { name: 'Open Map' }).first().click();
    await sentence('followed.p2p describes no devices yet.').waitFor();
    await pictures('map-file-empty');
    await mapFrame().getByRole('button', { name: 'Insert an Example' }).click();
    await mapFrame().locator('[role=treeitem]').first().waitFor();
    await clickLine('kernel 6.15');
    await page.keyboard.press('Control+z');
    await sentence('followed.p2p describes no devices yet.').waitFor();
  });

  it('may be broken from the start: the map names the line and leads there', async () => {
    await runCommand('View: Close All Editors');
    writeFileSync(pathOf('followed.p2p'), 'kernel 6.15\nnvme {\n');
    await session.open('followed.p2p');
    await page.getByRole('button', { name: 'Open Map' }).first().click();
    await sentence('followed.p2p cannot be drawn because of the error in line 2').waitFor();
    await pictures('map-file-broken');
    await mapFrame().getByRole('button', { name: 'Show Line 2' }).click();
    await page.locator('.statusbar-item', { hasText: 'Ln 2,' }).waitFor();
  });

  it('may be broken but for a part: the map shows that, and says so', async () => {
    const part = 'kernel 6.15\nhost_bridge pci0 @ 0000:00 [8086:1234] {}\n';
    writeFileSync(pathOf('followed.p2p'), `${part}host_bridge {\n`);
    await mapFrame().getByText('Incomplete because of the error in line 3').waitFor();
    await mapFrame().getByText('No pairs: there are no devices.').waitFor();
    await pictures('map-file-partial');
    writeFileSync(pathOf('followed.p2p'), part);
    await mapFrame().getByText('Incomplete because of the error in line').waitFor({ state: 'hidden' });
  });
});

function device(name: string): Locator {
  return mapFrame().locator('[role=treeitem]', { hasText: name }).first();
}

function sentence(words: string): Locator {
  return mapFrame().getByRole('heading', { name: words });
}

async function pictures(name: string): Promise<void> {
  for (const theme of ['light', 'dark'] satisfies Theme[]) {
    await session.useTheme(theme);
    await session.screenshot(`${name}-${theme}`);
  }
}

/** The Explorer draws itself anew when it hears of a file, and drops its input then. */
async function typeNewName(name: string, tries = 3): Promise<void> {
  await page.keyboard.press('F2');
  try {
    await page.locator('.explorer-folders-view input').fill(name, { timeout: 5_000 });
  } catch (error) {
    if (tries === 1) throw error;
    await typeNewName(name, tries - 1);
  }
}
