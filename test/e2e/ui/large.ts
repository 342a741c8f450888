// A machine of sixteen network cards with 256 virtual functions each: the map opens, shows them as sixteen rows with a count,
// unfolds them, and proves a pair of two of the 4,096.

import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { currentSession } from './session';
import type { Theme } from './session';

const session = currentSession();
const { page } = session;

describe('the map of 4,096 virtual functions', function () {
  this.timeout(60_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  before(async () => {
    await session.open('many-functions.p2p');
    await page.getByRole('button', { name: 'Open Map' }).first().click();
    await run('mlx0').waitFor();
  });

  it('groups them: a row for each card, with how many they are', async () => {
    await run('mlx0').filter({ hasText: '×256' }).waitFor();
    await map().getByTitle('Fit all rows (1)').click();
    assert.equal(await map().locator('[role=treeitem]', { hasText: '×256' }).count(), 16);
    await map().locator('.zoom-usual').click();
  });

  it('unfolds those of one card, and keeps only what is in sight on the screen', async () => {
    await map().locator('[role=treeitem]').first().click();
    await page.keyboard.press('Home');
    await run('mlx0').locator('.handle').click();
    await row('mlx0.vf9').waitFor();
    const elements = await map().locator('[role=treeitem]').count();
    assert.ok(elements < 100, `${String(elements)} rows are elements`);
    await row('mlx0.vf9').click();
    await page.keyboard.press('End');
    await map().locator('[role=treeitem]:focus', { hasText: 'mlx15' }).waitFor();
  });

  it('proves a pair of two of them that are typed', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('mlx2.vf3 -> mlx9.vf200');
    await page.keyboard.press('Enter');
    const proof = map().getByRole('region', { name: 'Proof' });
    await proof
      .filter({ hasText: 'mlx2.vf3' })
      .filter({ hasText: 'mlx9.vf200' })
      .filter({ hasText: 'listed' })
      .waitFor();
    // Without it those that begin alike share a row.
    await map().getByRole('button', { name: 'path only' }).click();
    await row('mlx2.vf3').waitFor();
    await row('mlx9.vf200').waitFor();
    await page.keyboard.press('Escape');
  });

  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    it(`can be looked at in a ${theme} theme`, async () => {
      await session.useTheme(theme);
      await session.screenshot(`many-functions-${theme}`);
    });
  }
});

function map(): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

function row(name: string): Locator {
  return map().locator('[role=treeitem]', { has: named(new RegExp(`^${name}$`)) });
}

/** The row that stands for the virtual functions of a card. */
function run(card: string): Locator {
  return map().locator('[role=treeitem]', { has: named(new RegExp(`^${card}\\.vf0…`)) });
}

function named(name: RegExp): Locator {
  return page.locator('.name', { hasText: name });
}
