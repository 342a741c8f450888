// The map's what-if controls on the screen: a choice shows at once what would change and leaves the file alone, apply writes
// it as one step that can be undone, and what was chosen outlives hiding the panel.

import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { currentSession } from './session';
import type { Theme } from './session';

const session = currentSession();
const { page } = session;

describe('what-if on the map', function () {
  this.timeout(60_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  before(async () => {
    await session.open('examples/jbof.p2p');
    // The editor remembers where an earlier test had scrolled to.
    await page.getByRole('tab', { name: /^jbof/ }).first().click();
    await page.keyboard.press('Control+Home');
    await lineOf('kernel  6.15').first().waitFor();
    await page.getByRole('button', { name: 'Open Map' }).first().click();
    await kernel().waitFor();
  });

  it('another kernel changes cells and answers, and not the file', async () => {
    await kernel().selectOption('5.17');
    await changedCell('nvme2 → mlx0: NOT_SUPPORTED').waitFor();
    await map().getByText('What if kernel 5.17: 2 of 6 answers and 6 of 12 pairs change').waitFor();
    await lineOf('kernel  6.15').first().waitFor();
    assert.equal(await page.locator('.tab.dirty').count(), 0);
  });

  it('the proof is that of the other kernel, and says so', async () => {
    await changedCell('nvme2 → mlx0').click();
    const proof = map().getByRole('region', { name: 'Proof' });
    await proof.filter({ hasText: 'what-if: kernel 5.17' }).filter({ hasText: 'not listed before 5.18' }).waitFor();
    await proof.filter({ hasText: 'in the file' }).waitFor();
  });

  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    it(`can be looked at in a ${theme} theme`, async () => {
      await session.useTheme(theme);
      await session.screenshot(`what-if-${theme}`);
    });
  }

  it('outlives being hidden behind another tab', async () => {
    await page.getByRole('tab', { name: /Map jbof/ }).click();
    await command('Compare New Untitled Text Files');
    await map().getByText('What if').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: /Map jbof/ }).click();
    await map().getByText('What if kernel 5.17').waitFor();
    assert.equal(await kernel().inputValue(), '5.17');
  });

  it('is written by Apply to File, and then is off', async () => {
    await map().getByRole('button', { name: 'Apply to File' }).click();
    await lineOf('kernel  5.17').first().waitFor();
    await map().getByText('What if').waitFor({ state: 'hidden' });
    assert.equal(await map().locator('td.changed').count(), 0);
    assert.equal(await kernel().inputValue(), '5.17');
  });

  it('keeps a splitter where it was put, and fits the parts again when asked', async () => {
    const splitter = map().getByRole('separator', { name: 'Height of the pairs' });
    const fitting = await splitter.getAttribute('aria-valuenow');
    await splitter.press('ArrowUp');
    await splitter.press('ArrowUp');
    const moved = await splitter.getAttribute('aria-valuenow');
    assert.ok(Number(moved) < Number(fitting), `moved from ${fitting} to ${moved}`);
    await command('Compare New Untitled Text Files');
    await splitter.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: /Map jbof/ }).click();
    await splitter.waitFor();
    assert.equal(await splitter.getAttribute('aria-valuenow'), moved);
    await splitter.press('Enter');
    assert.equal(await splitter.getAttribute('aria-valuenow'), fitting);
  });

  it('is taken back by one undo', async () => {
    await lineOf('kernel  5.17').first().click(LINE_START);
    await page.keyboard.press('Control+z');
    await lineOf('kernel  6.15').first().waitFor();
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await map().locator('td[aria-label^="nvme2 → mlx0: THRU_HOST_BRIDGE"]').waitFor();
  });

  it('says why redirect that is set cannot be written', async () => {
    await map().getByLabel('ACS redirect').selectOption('set');
    await changedCell('nvme0 → mlx0: THRU_HOST_BRIDGE').waitFor();
    await map().getByText('ACS redirect is not written').waitFor();
    assert.equal(await map().getByRole('button', { name: 'Apply to File' }).isDisabled(), true);
    await map().getByRole('button', { name: 'Reset' }).click();
    await map().getByText('What if').waitFor({ state: 'hidden' });
  });

  it('rests while the text is broken, under the last good picture', async () => {
    await lineOf('iommu').first().click(LINE_START);
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('cpu {');
    await map().getByText('From before the error in line').waitFor();
    assert.equal(await kernel().isDisabled(), true);
    assert.ok((await map().locator('td.cell').count()) > 0, 'no picture is left');
    await session.screenshot('map-broken-file');
    for (let step = 0; step < 4; step++) await page.keyboard.press('Control+z');
    await map().getByText('From before the error in line').waitFor({ state: 'detached' });
  });

  it('is not covered by the text where both stand in one group', async () => {
    await command('View: Join All Editor Groups');
    await page.getByRole('tab', { name: /Map jbof/ }).click();
    await map().locator('td[aria-label^="nvme1 → nvme2"]').click();
    const proof = map().getByRole('region', { name: 'Proof' });
    await proof.filter({ hasText: 'nvme1 → nvme2' }).waitFor();
    await map().locator('td[aria-label^="nvme2 → mlx0"]').click();
    await proof.filter({ hasText: 'nvme2 → mlx0' }).waitFor();
  });
});

/** A line is as wide as the widest one; its middle may be out of sight. */
const LINE_START = { position: { x: 30, y: 8 } };

function map(): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

function kernel(): Locator {
  return map().getByLabel('Kernel', { exact: true });
}

function changedCell(words: string): Locator {
  return map().locator(`td.changed[aria-label^="${words}"]`);
}

function lineOf(text: string): Locator {
  return page.locator('.view-line', { hasText: text.replace(/ /g, '\u00a0') });
}

async function command(title: string): Promise<void> {
  // The map has the focus and hands keys over to VS Code when it is ready to; the window's own edge always is.
  await page.locator('.part.statusbar').click({ position: { x: 600, y: 10 } });
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}
