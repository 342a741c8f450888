// The map leaves VS Code Web: a text is written beside the machine in a folder that is on no disk, and copied; a picture is
// made by the webview and written too.

import type { Locator } from 'playwright-core';
import { lineOf, openMap, page, pictureOfFailure, repository, session, webview } from './workbench';

describe('VS Code Web: the map is exported', function () {
  this.timeout(60_000);
  afterEach(pictureOfFailure);

  before(async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await session.open(repository('asked.p2p'));
    await openMap();
    await webview().locator('td[aria-label^="nvme0 → mlx0"]').waitFor();
  });

  it('as Markdown into the virtual folder, and is copied', async () => {
    await exportAs('Markdown');
    await said('asked-6.15.md').getByRole('button', { name: 'Copy' }).click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith('# asked.p2p\n'));
  });

  it('as DOT, which is text', async () => {
    await exportAs('DOT');
    await said('asked-6.15.dot').getByRole('button', { name: 'Open' }).click();
    await lineOf('digraph').waitFor();
  });

  it('as a picture, which opens', async () => {
    await page.getByRole('tab', { name: /Map asked/ }).click();
    await exportAs('PNG');
    await said('asked-6.15.png').getByRole('button', { name: 'Open' }).click();
    // VS Code tells the size of a picture that it could decode.
    await page.locator('.statusbar-item', { hasText: /^\d+x\d+$/ }).waitFor();
    await session.screenshot('web-export-png');
  });
});

/** Into the place that the Save dialog proposes. */
async function exportAs(label: string): Promise<void> {
  await webview().getByRole('button', { name: 'Export…' }).click();
  const row = page.locator('.quick-input-list .monaco-list-row');
  await row.filter({ has: page.locator('.label-name', { hasText: label }) }).click();
  await page.locator('.quick-input-widget', { hasText: `Export Map as ${label}` }).waitFor();
  // The dialog looks at the folder first and writes the name then.
  await page.waitForFunction(() =>
    document.querySelector<HTMLInputElement>('.quick-input-widget input[type=text]')?.value.includes('asked-6.15.'),
  );
  await page.keyboard.press('Enter');
}

function said(file: string): Locator {
  return page.locator('.notification-list-item', { hasText: `Exported ${file}` }).first();
}
