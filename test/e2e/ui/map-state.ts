// The map keeps what a person chose, scenario, pair, path only, what-if and filter: over hiding behind another tab and
// moving to another column.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentSession } from './session';
import { becomes, mapFrame, openMap, runCommand, tab } from './workbench';

const session = currentSession();
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
    await mapFrame().getByText('path only').click();
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
