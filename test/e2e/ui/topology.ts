// The map's tree on the screen: zoomed by wheel, keys and buttons and moved by dragging, with plain scrolling and clicks left
// alone; found by typing; the path alone where it would not fit; its size kept while the panel is hidden.

import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { currentSession } from './session';
import type { Theme } from './session';

const session = currentSession();
const { page } = session;

describe('the tree of the map', function () {
  this.timeout(60_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  before(async () => {
    await session.open('examples/epyc-esc8000a-e12.p2p');
    await page.keyboard.press('Control+b');
    await page.getByRole('button', { name: 'Open Map' }).first().click();
    await row('pci00').waitFor();
  });

  it('is zoomed by the wheel with Ctrl, around what is below the pointer', async () => {
    await row('pci60').scrollIntoViewIfNeeded();
    await row('pci60').hover();
    const before = await middleOf(row('pci60'));
    await withCtrl(() => page.mouse.wheel(0, -100));
    await zoomShown('120%').waitFor();
    assert.ok((await heightOf(row('pci60'))) > 26, 'the rows did not grow');
    assert.ok(Math.abs((await middleOf(row('pci60'))) - before) < 20, 'the row left the pointer');
  });

  it('is only scrolled by the wheel alone', async () => {
    const before = await scrolled();
    await row('pci60').hover();
    await page.mouse.wheel(0, 66);
    await until(async () => (await scrolled()) > before);
    await zoomShown('120%').waitFor();
  });

  it('is zoomed by keys, and back', async () => {
    await row('pci60').click();
    await page.keyboard.press('-');
    await zoomShown('100%').waitFor({ state: 'hidden' });
    await page.keyboard.press('-');
    await zoomShown('80%').waitFor();
    await page.keyboard.press('1');
    await zoomShown(/^[23]\d%$/).waitFor();
    await page.keyboard.press('0');
    await map().locator('.zoom-usual').waitFor({ state: 'hidden' });
    assert.equal(await heightOf(row('pci60')), 22);
  });

  it('is moved by dragging where nothing stands, and by the middle button anywhere', async () => {
    const start = await scrolled();
    const { x, y, width, height } = await boxOf(map().locator('.topology > .scroller'));
    const dragUp = async (button: 'left' | 'middle', left: number): Promise<void> => {
      await page.mouse.move(left, y + height - 30);
      await page.mouse.down({ button });
      await page.mouse.move(left, y + height - 52, { steps: 4 });
      await page.mouse.up({ button });
    };
    await dragUp('left', x + width * 0.45);
    await until(async () => (await scrolled()) === start + 22);
    await dragUp('middle', x + 60);
    await until(async () => (await scrolled()) === start + 44);
    // A drag is no click: what was selected still is.
    await map().locator('[role=treeitem][aria-selected=true]', { hasText: 'pci60' }).waitFor({ state: 'attached' });
  });

  it('finds a device by typing, marks it, and selects it by Enter', async () => {
    await row('pci60').click();
    await page.keyboard.press('/');
    await page.keyboard.type('NVME1');
    await map().locator('mark', { hasText: 'nvme1' }).first().waitFor();
    await map().getByText('7 of 206 match').waitFor();
    await page.keyboard.press('Enter');
    await selected('nvme1').waitFor();
    await page.keyboard.press('Enter');
    await selected('nvme10').waitFor();
    await page.keyboard.press('Shift+Enter');
    await selected('nvme1').waitFor();
  });

  it('says what nothing matches', async () => {
    await filter().fill('nvme77');
    await map().getByText('Nothing matches “nvme77” by name, address, id or kind.').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await filter().inputValue(), '');
    await row('pci60').waitFor();
  });

  it('proves a pair of two names that are typed', async () => {
    await filter().fill('nvme0 -> nvme8');
    await page.keyboard.press('Enter');
    await proof()
      .filter({ hasText: 'nvme0' })
      .filter({ hasText: 'nvme8' })
      .filter({ hasText: 'distance 12' })
      .waitFor();
    await page.keyboard.press('Escape');
  });

  it('shows the path alone beside the pairs too, where a path needs less room than the tree', async () => {
    await filter().fill('');
    await command('Toggle Maximize Editor Group');
    await cell('nvme0', 'nvme8').click();
    await proof().filter({ hasText: 'distance 12' }).waitFor();
    await map().locator('.path-only[aria-pressed=true]').waitFor();
    await command('Toggle Maximize Editor Group');
  });

  it('shows the path alone where it would not fit, and the whole tree when asked to', async () => {
    await filter().fill('');
    await cell('nvme0', 'gpu1').click();
    await proof().filter({ hasText: 'gpu1' }).waitFor();
    const only = map().getByRole('button', { name: 'path only' });
    await map().locator('.path-only[aria-pressed=true]').waitFor();
    await row('nvme1').waitFor({ state: 'detached' });
    await only.click();
    await row('nvme1').waitFor({ state: 'attached' });
  });

  it('keeps the focus in its table while the mouse goes over pairs, and leads there from the filter', async () => {
    await map().getByRole('button', { name: 'as table' }).click();
    await filter().press('ArrowDown');
    const focused = map().locator('.function-table .axis:focus');
    await focused.waitFor();
    await cell('gpu0', 'gpu1').hover();
    await map().locator('th.lit', { hasText: 'gpu1' }).waitFor();
    await map().getByRole('heading').first().hover();
    await map().locator('th.lit').first().waitFor({ state: 'detached' });
    await focused.waitFor();
    await map().getByRole('button', { name: 'as tree' }).click();
  });

  it('keeps its size while it is hidden behind another tab', async () => {
    await row('nvme0').click();
    await page.keyboard.press('-');
    await zoomShown('80%').waitFor();
    await page.keyboard.press('1');
    const zoom = await map().locator('.zoom-usual').innerText();
    await command('Compare New Untitled Text Files');
    await map().getByText('Topology').waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: /Map epyc/ }).click();
    await zoomShown(zoom).waitFor();
  });

  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    it(`can be looked at in a ${theme} theme, as an overview`, async () => {
      await filter().fill('nvme0 -> nvme8');
      await page.keyboard.press('Enter');
      await filter().fill('');
      await proof().filter({ hasText: 'distance 12' }).waitFor();
      await session.useTheme(theme);
      await session.screenshot(`tree-overview-${theme}`);
    });
  }

  it('closes and opens a whole subtree', async () => {
    await row('nvme0').click();
    await page.keyboard.press('0');
    await map().getByTitle('Close all').click();
    await row('carrier0').waitFor({ state: 'detached' });
    await row('pci60')
      .locator('.handle')
      .click({ modifiers: ['Alt'] });
    await row('nvme0').waitFor({ state: 'attached' });
    await map().getByTitle('Close all').click();
    await map().getByTitle('Open all').click();
    await row('gpu0').waitFor({ state: 'attached' });
  });
});

function map(): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

function row(name: string): Locator {
  return map().locator('[role=treeitem]', { has: named(new RegExp(`^${name}$`)) });
}

function selected(name: string): Locator {
  return map().locator('[role=treeitem][aria-selected=true]', { has: named(new RegExp(`^${name}$`)) });
}

/** Alike devices stand in one row or column, under the names of the first and the last. */
function cell(provider: string, client: string): Locator {
  return map()
    .getByRole('gridcell', { name: new RegExp(`^${provider}(…\\S+)? → ${client}(…\\S+)?:`) })
    .first();
}

function filter(): Locator {
  return map().locator('input.filter');
}

function proof(): Locator {
  return map().getByRole('region', { name: 'Proof' });
}

function zoomShown(percent: string | RegExp): Locator {
  return map().locator('.zoom-usual', { hasText: percent });
}

function scrolled(): Promise<number> {
  return map()
    .locator('.topology > .scroller')
    .evaluate((scroller) => scroller.scrollTop);
}

async function boxOf(of: Locator): Promise<NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>> {
  const box = await of.boundingBox();
  if (box === null) throw new Error('it has no place on the screen');
  return box;
}

async function heightOf(of: Locator): Promise<number> {
  return (await boxOf(of)).height;
}

async function middleOf(of: Locator): Promise<number> {
  const { y, height } = await boxOf(of);
  return y + height / 2;
}

async function withCtrl(work: () => Promise<void>): Promise<void> {
  await page.keyboard.down('Control');
  await work();
  await page.keyboard.up('Control');
}

/** Scrolling comes a moment after the wheel. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await isSo()) return;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  assert.fail('it did not come to be so');
}

async function command(title: string): Promise<void> {
  // The map has the focus and hands keys over to VS Code when it is ready to; the window's own edge always is.
  await page.locator('.part.statusbar').click({ position: { x: 600, y: 10 } });
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

function named(name: RegExp): Locator {
  return page.locator('.name', { hasText: name });
}
