// The map by keyboard alone: Tab reaches every control or the list it is in, arrows go through the lists, the focus can be
// seen wherever it is, no update loses it, and none takes it from the editor.

import assert from 'node:assert/strict';
import { map, mapFrame, openMap, part } from './panel';
import { currentSession } from './session';

const session = currentSession();
const { page } = session;

interface Stop {
  readonly part: string;
  readonly name: string;
  readonly isSeen: boolean;
}

describe('the map by keyboard', function () {
  this.timeout(60_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  before(async () => {
    await openMap('examples/jbof.p2p');
    await map().locator('td[aria-label*=", as asserted"]').last().click();
    await part('Proof').getByText('By kernel').waitFor();
  });

  it('Tab goes through all parts, sees every control, and comes out again', async () => {
    await map().getByLabel('Kernel', { exact: true }).focus();
    const stops = [await stop()];
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab');
      const next = await stop();
      if (next.part === '') break;
      stops.push(next);
    }
    assert.ok(stops.length < 60, 'the focus does not come out of the map');
    const parts = stops.map((each) => each.part);
    assert.deepEqual(
      [...new Set(parts)].filter((each) => each !== 'main'),
      ['header', 'Topology', 'Pairs', 'Proof'],
    );
    assert.deepEqual(
      stops.filter(({ isSeen }) => !isSeen),
      [],
    );
    assert.deepEqual(await unreached(), []);
  });

  it('Shift+Tab goes the same way back', async () => {
    await part('Proof').getByRole('button', { name: 'line 40' }).focus();
    const parts = new Set<string>();
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Shift+Tab');
      const { part: reached } = await stop();
      if (reached === '') break;
      parts.add(reached);
    }
    assert.deepEqual(
      [...parts].filter((each) => each !== 'main'),
      ['Proof', 'Pairs', 'Topology', 'header'],
    );
  });

  it('arrows reach every cell and header of the pairs, and Enter proves one', async () => {
    await part('Pairs').locator('td[tabindex="0"]').focus();
    await page.keyboard.press('Control+Home');
    for (const expected of ['nvme0 → nvme1', 'nvme0 → mlx0', 'nvme0 → nvme2']) {
      await page.keyboard.press('ArrowRight');
      assert.match((await stop()).name, new RegExp(`^${expected}:`));
    }
    await page.keyboard.press('ArrowUp');
    assert.equal((await stop()).name, 'nvme2');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await part('Proof').getByRole('heading', { name: 'nvme0 → nvme2' }).waitFor();
    assert.match((await stop()).name, /^nvme0 → nvme2:/);
  });

  it('arrows, letters and Enter go through the tree', async () => {
    // A path that is shown alone stays whole.
    await page.keyboard.press('Escape');
    await part('Proof').getByText('Choose a cell').waitFor();
    await part('Topology').locator('[role=treeitem][tabindex="0"]').focus();
    await page.keyboard.press('Home');
    assert.match((await stop()).name, /pci0/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowLeft');
    await part('Topology')
      .getByRole('treeitem', { name: /00:01.0/, expanded: false })
      .waitFor();
    await page.keyboard.press('ArrowRight');
    await part('Topology')
      .getByRole('treeitem', { name: /00:01.0/, expanded: true })
      .waitFor();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await part('Proof').getByRole('heading', { name: 'nvme2' }).waitFor();
    assert.match((await stop()).name, /nvme2/);
  });

  it('Escape clears what is selected', async () => {
    await page.keyboard.press('Escape');
    await part('Proof').getByText('Choose a cell').waitFor();
    assert.match((await stop()).name, /nvme2/);
  });

  it('the topology is read as a table, row by row, and is a tree again', async () => {
    await part('Topology').getByRole('button', { name: 'as table' }).focus();
    await page.keyboard.press('Enter');
    assert.equal((await stop()).name, 'as tree');
    const table = part('Topology').getByRole('table', { name: 'PCI Express topology' });
    const row = table.getByRole('row', { name: /^nvme0 03:00.0 nvme 144d:a824 02:00.0 no ACS 512 MiB, published/ });
    await row.waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('End');
    assert.equal((await stop()).name, 'nvme2');
    await page.keyboard.press('Enter');
    await part('Proof').getByRole('heading', { name: 'nvme2' }).waitFor();
    assert.equal((await stop()).name, 'nvme2');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    assert.equal((await stop()).name, 'as table');
    await table.waitFor({ state: 'hidden' });
  });

  it('what-if leaves the focus where it was, Reset gives it to the controls', async () => {
    const kernel = map().getByLabel('Kernel', { exact: true });
    await kernel.focus();
    await kernel.selectOption('5.17');
    await map().getByText('What if kernel 5.17').waitFor();
    assert.equal((await stop()).name, 'Kernel');
    await map().getByRole('button', { name: 'Reset' }).focus();
    await page.keyboard.press('Enter');
    await map().getByText('What if kernel 5.17').waitFor({ state: 'hidden' });
    assert.equal((await stop()).name, 'Kernel');
  });

  it('another scenario leaves the focus where it was', async () => {
    const scenario = map().getByLabel('Scenario');
    await scenario.focus();
    await scenario.selectOption({ index: 1 });
    await part('Proof').filter({ hasText: 'nvme2' }).waitFor();
    assert.equal((await stop()).name, 'Scenario');
    await scenario.selectOption({ index: 0 });
  });

  it('what goes while it has the focus hands it to its part', async () => {
    await map().locator('td[aria-label^="nvme0 → mlx0"]').click();
    await part('Proof').getByRole('button', { name: 'line 39' }).focus();
    await page.keyboard.press('Escape');
    await part('Proof').getByText('Choose a cell').waitFor();
    assert.equal((await stop()).part, 'Proof');
  });

  it('typing in the editor is not disturbed by a map that follows', async () => {
    await map().locator('td[aria-label^="nvme0 → mlx0"]').click();
    await part('Proof').getByRole('heading', { name: 'nvme0 → mlx0' }).waitFor();
    await page.getByRole('tab', { name: /^jbof/ }).first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('pair nvme1 -> nvme0\n', { delay: 40 });
    await map().getByText('4 pairs asked').waitFor();
    await page.keyboard.type('pair nvme2 -> nvme0', { delay: 40 });
    await page
      .locator('.view-line', { hasText: /pair.nvme2.->.nvme0/ })
      .first()
      .waitFor();
    assert.equal((await stop()).part, '');
    for (let step = 0; step < 20; step++) await page.keyboard.press('Control+z');
    await map().getByText('3 pairs asked').waitFor();
  });
});

/** Where the focus is; in no part: not in the map. */
async function stop(): Promise<Stop> {
  const frame = await mapFrame();
  return frame.evaluate(() => {
    const at = document.activeElement;
    if (!document.hasFocus() || at === null || at === document.body) return { part: '', name: '', isSeen: true };
    const within = at.closest('section, header, main');
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    return {
      part: within?.getAttribute('aria-label') ?? within?.tagName.toLowerCase() ?? '',
      name: at.getAttribute('aria-label') ?? at.textContent.trim(),
      isSeen: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0,
    };
  });
}

/** Controls on the screen that neither Tab nor the arrows of the list they are in can reach. */
async function unreached(): Promise<readonly string[]> {
  const frame = await mapFrame();
  return frame.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, [role=separator]')]
      .filter((each) => each.getClientRects().length > 0 && each.tabIndex < 0)
      .filter((each) => each.closest('[role=tree], [role=grid], .function-table') === null)
      .map((each) => each.outerHTML.slice(0, 120)),
  );
}
