// What is selected is the same everywhere, whichever view it was selected in: tree, matrix, proof and the text. For a device,
// a pair, a scatterlist, a choice of providers, an NVMe-oF target, a pair of a scenario, and a tree in an included file.

import type { Locator } from 'playwright-core';
import { currentSession } from './session';
import { clickLine, lineOf, mapFrame, openMap, tab } from './workbench';

const session = currentSession();
const { page } = session;

describe('on the screen, both ways', function () {
  this.timeout(90_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  describe('in one file', () => {
    before(async () => {
      await session.open('examples/jbof.p2p');
      await openMap();
      await cell('nvme0 → mlx0').waitFor();
      await tab(/^jbof/).click();
    });

    it('a device: from the tree to the text, and from the text to the tree', async () => {
      await row('nvme1').click();
      await cursorIsIn(21);
      await proof('nvme1').waitFor();
      await selectedRow('nvme1').waitFor();
      await wordInText('nic mlx0 @', 'mlx0').click();
      await selectedRow('mlx0').waitFor();
      await proof('mlx0').waitFor();
    });

    it('a map that is drawn anew takes no key from the text, whatever was chosen in it last', async () => {
      for (const { chosen, line } of [
        { chosen: row('nvme1'), line: 21 },
        { chosen: cell('nvme0 → mlx0'), line: 39 },
        { chosen: question('read → mlx0'), line: 51 },
      ]) {
        await chosen.click();
        await cursorIsIn(line);
        await tab(/^jbof/).click();
        await page.keyboard.press('Control+End');
        await page.keyboard.press('Enter');
        // Each number of devices is another picture, and the next one is typed only when it is on the map.
        for (const [typed, pairs] of [
          ['pair nvme0 -> nvme1', 4],
          [', nvme2', 5],
          [', mlx0', 6],
        ] as const) {
          await page.keyboard.type(typed);
          await mapFrame().getByText(`${pairs} pairs asked`).waitFor();
        }
        await lineOf('pair nvme0 -> nvme1, nvme2, mlx0').waitFor();
        await page.keyboard.press('Control+Shift+k');
        await mapFrame().getByText('3 pairs asked').waitFor();
      }
    });

    it('a pair: from the matrix to tree and text, and from the text to the matrix', async () => {
      await cell('nvme0 → mlx0').click();
      await proof('nvme0 → mlx0').waitFor();
      await cursorIsIn(39);
      await onPath('nvme0').waitFor();
      await clickLine('pair nvme2 -> mlx0');
      await selectedCell('nvme2 → mlx0').waitFor();
      await proof('nvme2 → mlx0').waitFor();
      await onPath('nvme2').waitFor();
    });

    it('a scatterlist, a choice of providers and a target: from the map to the text and back', async () => {
      for (const { name, line, text } of [
        { name: 'read → mlx0', line: 51, text: 'map read -> mlx0' },
        { name: 'provider for', line: 41, text: 'provider for mlx0' },
        // A block is selected whole, and the cursor stands at its end.
        { name: 'nvmet', line: 57, text: 'nvmet subsys0' },
      ]) {
        await cell('nvme0 → mlx0').click();
        await proof('nvme0 → mlx0').waitFor();
        await question(name).click();
        await cursorIsIn(line);
        await chosenQuestion(name).waitFor();
        await cell('nvme0 → mlx0').click();
        await cursorIsIn(39);
        await clickLine(text);
        await chosenQuestion(name).waitFor();
      }
    });

    it('a pair of a scenario: the text chooses the scenario, and the map leads back to its line', async () => {
      await page.keyboard.press('Control+End');
      await clickLine('  pair nvme0 -> mlx0 = not_supported');
      await selectedCell('nvme0 → mlx0: NOT_SUPPORTED').waitFor();
      await mapFrame().locator('option:checked', { hasText: 'before_listing' }).waitFor({ state: 'attached' });
      await clickLine('scenario before_listing');
      await cursorIsIn(65);
      await cell('nvme0 → mlx0').click();
      await cursorIsIn(68);
    });
  });

  describe('with the tree in an included file', () => {
    before(async () => {
      await session.open('included/machine.p2p');
      await openMap();
      await cell('nvme0 → mlx0').waitFor();
      await tab(/^machine/).click();
    });

    it('a device of the map leads into that file, and the map stays that of the machine', async () => {
      await row('nvme0').click();
      await tab(/^tree/).waitFor();
      await lineOf('nvme nvme0').first().waitFor();
      await cursorIsIn(6);
      await selectedRow('nvme0').waitFor();
      await wordInText('nic mlx0 @', 'mlx0').click();
      await selectedRow('mlx0').waitFor();
      await cell('nvme0 → mlx0').click();
      await cursorIsIn(6);
      await tab(/^Map machine/).waitFor();
    });
  });
});

function row(name: string, marked = ''): Locator {
  return mapFrame().locator(`[role=treeitem]${marked}:has(.name:text-is("${name}"))`);
}

function selectedRow(name: string): Locator {
  return row(name, '[aria-selected=true]');
}

function onPath(name: string): Locator {
  return row(name, '.path-end');
}

function cell(pair: string): Locator {
  return mapFrame().locator(`td.cell[aria-label^="${pair}"]`);
}

function selectedCell(pair: string): Locator {
  return mapFrame().locator(`td.cell[aria-selected=true][aria-label^="${pair}"]`);
}

function question(name: string): Locator {
  return mapFrame().locator('button[aria-pressed]', { hasText: name });
}

function chosenQuestion(name: string): Locator {
  return mapFrame().locator('button[aria-pressed=true]', { hasText: name });
}

function proof(words: string): Locator {
  return mapFrame().getByRole('region', { name: 'Proof' }).filter({ hasText: words });
}

function wordInText(line: string, word: string): Locator {
  return lineOf(line).locator('span', { hasText: word }).last();
}

/** In the text in front, which need not have the focus. */
function cursorIsIn(line: number): Promise<void> {
  return page.locator('.line-numbers.active-line-number', { hasText: new RegExp(`^${line}$`) }).waitFor();
}
