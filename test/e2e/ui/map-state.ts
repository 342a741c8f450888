// The map keeps what a person chose, scenario, pair, path only, what-if, filter and what is folded: over hiding behind
// another tab, moving to another column, a reload of the window and a change of the file on disk. There is one map.

import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentSession } from './session';
import { becomes, mapFrame, openMap, runCommand, savedByWorkbench, tab } from './workbench';

const session = currentSession();
const { page } = session;
const file = join(session.folder, 'kept.p2p');
const text = readFileSync(join(session.folder, 'examples', 'jbof.p2p'), 'utf8');
const mapTab = tab(/^Map kept/);

describe('on the screen, what the map keeps', function () {
  this.timeout(90_000);
  let chosen: unknown;

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  before(async () => {
    writeFileSync(file, text);
    await session.open('kept.p2p');
    await openMap();
    await mapFrame().getByLabel('Scenario', { exact: true }).selectOption({ label: 'stock' });
    await mapFrame().locator('td.cell[aria-label^="nvme0 → mlx0: THRU_HOST_BRIDGE"]').waitFor();
    await mapFrame().locator('td.cell[aria-label^="nvme0 → mlx0"]').click();
    // Where the whole path does not fit it is shown alone already.
    const only = mapFrame().getByRole('button', { name: 'path only' });
    if ((await only.getAttribute('aria-pressed')) === 'false') await only.click();
    await mapFrame().getByLabel('IOMMU', { exact: true }).selectOption('off');
    await mapFrame().getByText('What if').waitFor();
    await mapFrame().locator('input.filter').fill('nvme');
    chosen = await choices();
  });

  after(() => rmSync(file, { force: true }));

  it('outlives being hidden behind another tab', async () => {
    await mapTab.click();
    await runCommand('Compare New Untitled Text Files');
    await mapFrame().locator('.panel').waitFor({ state: 'detached' });
    await mapTab.click();
    await becomes(choices, chosen);
  });

  it('outlives being moved to another column', async () => {
    await runCommand('View: Move Editor into Right Group');
    await becomes(choices, chosen);
  });

  it('outlives a change of the file on disk', async () => {
    writeFileSync(file, text.replaceAll('nvme2', 'nvme9'));
    await mapFrame().locator('th', { hasText: 'nvme9' }).first().waitFor();
    writeFileSync(file, text);
    await mapFrame().locator('th', { hasText: 'nvme2' }).first().waitFor();
    await becomes(choices, chosen);
  });

  it('outlives a reload of the window, and there is still one map', async () => {
    // A word of its own: what was written earlier holds the other.
    await mapFrame().locator('input.filter').fill('nvm');
    chosen = await choices();
    await savedByWorkbench('"filter":"nvm"');
    await session.reload();
    await becomes(choices, chosen);
    await tab(/^kept/).click();
    await runCommand('PeerMap: Open Map');
    await becomes(choices, chosen);
    assert.equal(await mapTab.count(), 1);
  });

  it('is opened once, although a reload left one behind another tab', async () => {
    await runCommand('View: Join All Editor Groups');
    await page.keyboard.press('Control+p');
    await page.locator('.quick-input-widget input').first().fill('asked.p2p');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'asked' }).first().click();
    await tab(/^asked/).waitFor();
    await savedByWorkbench('"title":"Map asked.p2p"');
    await session.reload();
    await tab(/^Map /).waitFor();
    await openMap();
    await becomes(() => tab(/^Map /).allInnerTexts(), ['Map asked.p2p']);
  });
});

/** What a person chose, as the map shows it. */
async function choices(): Promise<unknown> {
  const map = mapFrame();
  return {
    scenario: await map
      .getByLabel('Scenario', { exact: true })
      .evaluateAll((lists) => lists.map((list) => (list as HTMLSelectElement).value)),
    selected: await map.locator('td[aria-selected=true]').evaluateAll((cells) => cells.map((cell) => cell.ariaLabel)),
    rows: await map.locator('[role=treeitem]').count(),
    filter: await map
      .locator('input.filter')
      .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value)),
    whatIf: await map.locator('.what-if-words').allInnerTexts(),
  };
}
