// What a person sees while writing: suggestions, the form of a property, lenses and hints that keep their places while a
// line is unfinished, the proof of a verdict in a document of its own. Each stage leaves a picture in both themes.

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { currentSession } from './session';
import type { Theme } from './session';

const session = currentSession();
const { page } = session;

describe('on the screen, while writing', function () {
  this.timeout(60_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  describe('a file that asserts', () => {
    before(async () => {
      await session.open('features.p2p');
      await lens('Accept').first().waitFor();
    });

    it('has a summary at its top and lenses over the assertion', async () => {
      await lens('Open map').first().waitFor();
      await lens('Explain').first().waitFor();
    });

    pictures('lenses');

    it('keeps hints and lenses while a line is unfinished', async () => {
      await hint('BUS_ADDR').first().waitFor();
      const before = await hint('BUS_ADDR').count();
      await endOf('iommu');
      await page.keyboard.press('Enter');
      await page.keyboard.type('cpu {');
      await page.locator('.squiggly-error').first().waitFor();
      assert.equal(await hint('BUS_ADDR').count(), before);
      await lens('Explain').first().waitFor();
      await session.screenshot('unfinished-line');
      await undo();
    });

    it('suggests devices where a query wants them, with what they are', async () => {
      await endOf('map read -> mlx0');
      await page.keyboard.press('Enter');
      await page.keyboard.type('pair n');
      await suggestion('nvme0').waitFor();
    });

    pictures('completion');

    it('suggests devices of the machine inside the command line', async () => {
      await page.keyboard.press('Escape');
      await undo();
      await endOf('cmdline "pci=');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.type(';');
      await page.keyboard.press('Control+Space');
      await page.locator('.suggest-widget .monaco-list-row').first().waitFor();
      await session.screenshot('completion-command-line');
      await page.keyboard.press('Escape');
      await undo();
    });

    it('shows the form of a property while it is written', async () => {
      await endOf('published');
      await page.keyboard.press('Enter');
      await page.keyboard.type('bar 2 ');
      await page.locator('.parameter-hints-widget').filter({ hasText: 'bar' }).waitFor();
      await session.screenshot('signature-help');
      await page.keyboard.press('Escape');
      await undo();
    });

    it('proves a verdict in a document beside the text', async () => {
      await lens('Explain').first().getByText('Explain', { exact: true }).click();
      const proof = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
      await proof.getByText('BUS_ADDR').first().waitFor();
    });

    pictures('explain');
  });
});

function pictures(name: string): void {
  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    it(`can be looked at in a ${theme} theme: ${name}`, async () => {
      await session.useTheme(theme);
      await session.screenshot(`${name}-${theme}`);
    });
  }
}

function lens(text: string): Locator {
  return page.locator('.codelens-decoration', { hasText: text });
}

function hint(text: string): Locator {
  return page.locator('.view-line', { hasText: text });
}

function suggestion(text: string): Locator {
  return page.locator('.suggest-widget .monaco-list-row', { hasText: text }).first();
}

/** Puts the cursor at the end of the line that begins with these words. */
async function endOf(text: string): Promise<void> {
  const line = page.locator('.view-line', { hasText: text.replace(/ /g, '\u00a0') }).first();
  await line.click({ position: { x: 60, y: 8 } });
  await page.keyboard.press('End');
}

/** Back to the text as it was opened. */
async function undo(): Promise<void> {
  for (let step = 0; step < 8; step++) await page.keyboard.press('Control+z');
}
