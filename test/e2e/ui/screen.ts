// What a person sees: the squiggle, the hover, the quick fix by Ctrl+., the map. Assertions are on what is on the
// screen, in the words that a reader looks for; pixels are for people, as screenshots in two themes.

import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { currentSession } from './session';
import type { Theme } from './session';

const session = currentSession();
const { page } = session;
const squiggle = page.locator('.squiggly-error').first();

describe('on the screen', function () {
  this.timeout(60_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  describe('a wrong assertion', () => {
    before(() => session.open('redirected.p2p'));

    it('is underlined, with the result beside it', async () => {
      await squiggle.waitFor();
      await lineOf('pair nvme0')
        .filter({ hasText: /not.supported/i })
        .waitFor();
      await session.screenshot('wrong-assertion');
    });

    it('tells why when the mouse rests on it', async () => {
      await lineOf('pair nvme0').locator('span', { hasText: 'mlx0' }).last().hover();
      await page.locator('.monaco-hover:not(.hidden)', { hasText: '0000:02:00.0' }).first().waitFor();
      await session.screenshot('hover');
      await page.keyboard.press('Escape');
    });

    it('is repaired by Ctrl+. and Enter', async () => {
      await squiggle.waitFor({ state: 'attached' });
      await lineOf('pair nvme0').locator('span', { hasText: 'bus_addr' }).last().click();
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget .action').first().waitFor();
      await session.screenshot('quick-fix');
      await page.keyboard.press('Enter');
      await squiggle.waitFor({ state: 'detached' });
      await lineOf('disable_acs_redir').first().waitFor();
    });
  });

  describe('the map of an example', () => {
    before(async () => {
      await session.open('examples/jbof.p2p');
      await page.getByRole('button', { name: 'Open Map' }).first().click();
    });

    it('shows devices, pairs and a proof', async () => {
      const map = mapFrame();
      await map.getByText('nvme0').first().waitFor();
      await map.getByText('mlx0').first().waitFor();
      assert.ok((await map.locator('[role=tree], [role=treegrid]').count()) > 0, 'the topology is no tree');
      assert.ok((await map.locator('table, [role=grid]').count()) > 0, 'the pairs are no table');
    });

    it('proves the pair whose cell is clicked, and leads to its line', async () => {
      const proof = mapFrame().getByRole('region', { name: 'Proof' });
      await mapFrame().locator('td[aria-label*=", as asserted"]').last().click();
      await proof.filter({ hasText: 'nvme2' }).filter({ hasText: 'THRU_HOST_BRIDGE' }).waitFor();
      const link = proof.getByRole('button', { name: /^line \d+$/ });
      const line = (await link.innerText()).replace('line ', '');
      await link.click();
      await page.locator('.statusbar-item', { hasText: `Ln ${line},` }).waitFor();
      await lineOf('pair nvme2').first().waitFor();
    });

    it('follows the cursor to another pair', async () => {
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Home');
      const proof = mapFrame().getByRole('region', { name: 'Proof' });
      await proof.filter({ hasText: 'BUS_ADDR' }).waitFor();
    });

    pictures('map');

    it('shows a scatterlist in and out, and leads to the line of its question', async () => {
      const proof = mapFrame().getByRole('region', { name: 'Proof' });
      await mapFrame().getByText('read → mlx0').first().click();
      await proof.filter({ hasText: '5 segments' }).filter({ hasText: 'as asserted' }).waitFor();
      for (const inOrOut of ['0x100200', 'IOVA', 'bus']) await proof.getByText(inOrOut).first().waitFor();
      await lineOf('map read').first().waitFor();
    });

    it('follows the cursor from the scatterlist to the choice of a provider', async () => {
      await lineOf('provider for mlx0')
        .first()
        .click({ position: { x: 30, y: 8 } });
      const proof = mapFrame().getByRole('region', { name: 'Proof' });
      await proof.filter({ hasText: 'provider for' }).filter({ hasText: 'nvme2' }).waitFor();
    });

    pictures('provider');
  });

  describe('a redirected pair on the map', () => {
    before(async () => {
      await session.open('asked.p2p');
      await page.getByRole('button', { name: 'Open Map' }).first().click();
    });

    it('is repaired by the button beside its proof, in the text and on the map', async () => {
      const proof = mapFrame().getByRole('region', { name: 'Proof' });
      await mapFrame().locator('td[aria-label*="mlx0"]').first().click();
      await proof.filter({ hasText: 'NOT_SUPPORTED' }).waitFor();
      await proof.getByRole('button', { name: /disable_acs_redir/ }).click();
      await lineOf('cmdline "pci=disable_acs_redir').first().waitFor();
      await proof.filter({ hasText: 'BUS_ADDR' }).waitFor();
    });
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

function lineOf(text: string): Locator {
  return page.locator('.view-line', { hasText: text.replace(/ /g, '\u00a0') });
}

function mapFrame(): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}
