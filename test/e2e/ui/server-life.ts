// Killing the server loses nothing: once and the user does not notice, while typing and while the map waits as well; six
// times and one message says so, the map says it too, and one command brings everything back, neither doubled nor stale.

import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { killServer, nextServer, serverProcesses } from './server-process';
import { currentSession } from './session';
import type { Theme } from './session';
import { becomes, boxes, clickLine, lineOf, mapFrame, openMap, runCommand } from './workbench';

const session = currentSession();
const { page } = session;
const hint = lineOf('pair nvme0').filter({ hasText: /not.supported/i });
const file = join(session.folder, 'killed.p2p');
const MACHINE = `kernel 6.15
iommu on

host_bridge pci0 @ 0000:00 [8086:1234] {
  root_port @ 00:01.0 [8086:1901] {
    switch sw0 @ 01:00.0 [11f8:4036] {
      port @ 02:00.0 [11f8:4036] {
        nvme nvme0 @ 03:00.0 [144d:a824] { bar 4 512MiB p2pmem published }
      }
      port @ 02:01.0 [11f8:4036] {
        nic mlx0 @ 04:00.0 [15b3:101d]
      }
    }
  }
}
pair nvme0 -> mlx0 = bus_addr
`;
const squiggles = page.locator('.squiggly-error');
const problemRows = page.locator('.markers-panel-container .monaco-list-row');

describe('on the screen, a server that ends', function () {
  this.timeout(90_000);
  let whole: unknown;

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  after(async () => {
    rmSync(file);
    await runCommand('View: Hide Panel');
    await problemRows.first().waitFor({ state: 'hidden' });
  });

  before(async () => {
    writeFileSync(file, MACHINE);
    await session.open(basename(file));
    await squiggles.first().waitFor();
    await hint.waitFor();
    await openMap();
    await clickLine('pair nvme0');
    await mapFrame().getByText('line 16').waitFor();
    await runCommand('Problems: Focus on Problems View');
    // What is wrong in files that are not open comes last.
    await problemRows.filter({ hasText: 'features.p2p' }).first().waitFor();
    await problemRows
      .filter({ hasText: basename(file) })
      .first()
      .waitFor();
    whole = await shown();
  });

  it('is started again, and findings, hints and the map are as before', async () => {
    await killServer();
    await nextServer();
    await becomes(shown, whole);
    await hint.waitFor();
    assert.equal(await boxes().count(), 0);
  });

  it('ends before it has answered, is started again all the same, and nothing is said', async () => {
    const first = await killServer();
    await nextServer([first]);
    await killServer();
    await becomes(shown, whole);
    assert.equal(await boxes().count(), 0);
  });

  it('counts text that is not saved, typed before it ended and while it is away', async () => {
    await clickLine('pair nvme0');
    await page.keyboard.press('End');
    await page.keyboard.type('\npair nvme0 -> ');
    const killed = killServer();
    await page.keyboard.type('mlx0 = not_supported', { delay: 20 });
    await killed;
    await mapFrame().getByText('2 pairs asked').waitFor();
    await becomes(() => squiggles.count(), 1);
    await page.keyboard.press('Control+Shift+K');
    await becomes(shown, whole);
  });

  it('ends while the map waits for an answer, and the map has it a moment later', async () => {
    const id = await nextServer();
    process.kill(id, 'SIGSTOP');
    await mapFrame().getByLabel('IOMMU', { exact: true }).selectOption('off');
    await mapFrame().getByText('Working out…', { exact: true }).waitFor();
    const picture = mapFrame().locator('.panel');
    await picture.evaluate((panel) => {
      const look = (): void => void (panel.hasAttribute('hidden') && panel.setAttribute('data-was-away', ''));
      new MutationObserver(look).observe(panel, { attributeFilter: ['hidden'] });
    });
    process.kill(id, 'SIGKILL');
    await mapFrame().getByText('What if').waitFor();
    assert.equal(await picture.getAttribute('data-was-away'), null, 'the picture went away meanwhile');
    await mapFrame().getByRole('button', { name: 'Reset' }).click();
    await becomes(shown, whole);
  });

  it('answers nothing any more, and is replaced by the command', async () => {
    const busy = await nextServer();
    process.kill(busy, 'SIGSTOP');
    // One question stays without an answer.
    await mapFrame().getByLabel('IOMMU', { exact: true }).selectOption('off');
    await runCommand('PeerMap: Restart Language Server');
    const next = await nextServer([busy]);
    assert.deepEqual(serverProcesses(), [next]);
    await mapFrame().getByText('What if').waitFor();
    await mapFrame().getByRole('button', { name: 'Reset' }).click();
    await becomes(shown, whole);
    assert.equal(await boxes().count(), 0);
  });

  it('ends six times, and one message offers to start it again', async () => {
    const complaints = session.divertComplaints();
    let last: number[] = [];
    for (let time = 0; time < 6; time++) {
      await nextServer(last);
      last = [await killServer()];
    }
    await boxes().filter({ hasText: 'ended 6 times within 3 minutes' }).waitFor();
    assert.equal(await boxes().count(), 1);
    assert.deepEqual(serverProcesses(), []);
    complaints.end();
    // An error that is shown is written to the console, too.
    assert.equal(complaints.heard.length, 1, complaints.heard.join('\n'));
  });

  it('is said by the map to be stopped', async () => {
    await mapFrame().getByText('The language server stopped').waitFor();
    await mapFrame().getByRole('button', { name: 'Restart Server' }).waitFor();
    for (const theme of ['dark', 'light'] satisfies Theme[]) {
      await session.useTheme(theme);
      await session.screenshot(`server-stopped-${theme}`);
    }
  });

  it('is back by the command, with nothing doubled and nothing stale', async () => {
    await clickLine('pair nvme0');
    await page.keyboard.press('End');
    await page.keyboard.type('\npair mlx0 -> nvme0 = bus_addr');
    await runCommand('PeerMap: Restart Language Server');
    await becomes(() => squiggles.count(), 2);
    await lineOf('pair mlx0').click({ position: { x: 30, y: 8 } });
    await page.keyboard.press('Control+Shift+K');
    await clickLine('pair nvme0');
    await becomes(shown, whole);
    assert.equal(serverProcesses().length, 1);
  });

  it('is started again by itself when it ends after that', async () => {
    await killServer();
    await nextServer();
    await becomes(shown, whole);
  });
});

/** What a person sees of the findings and of the map. */
async function shown(): Promise<unknown> {
  return {
    rows: await problemRows.allInnerTexts(),
    squiggles: await squiggles.count(),
    map: await mapFrame().locator('.panel').innerText(),
    cells: await mapFrame().locator('td.cell').count(),
  };
}
