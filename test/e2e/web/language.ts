// The language in VS Code Web 1.91, the oldest that PeerMap supports: no Node anywhere, the server a web worker, and the
// workspace a virtual folder that is not trusted. What a person relies on while reading and writing is all there.

import assert from 'node:assert/strict';
import type { Request } from 'playwright-core';
import { lens, lineOf, page, pictureOfFailure, repository, runCommand, session, squiggle } from './workbench';

describe('VS Code Web: a machine in a virtual folder that is not trusted', function () {
  this.timeout(60_000);
  afterEach(pictureOfFailure);

  const loaded: string[] = [];
  const note = (request: Request): unknown => loaded.push(new URL(request.url()).pathname);

  before(async () => {
    page.context().on('request', note);
    await session.open(repository('redirected.p2p'));
  });
  after(() => page.context().off('request', note));

  it('is really such a folder in this run', async () => {
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'machines' }).waitFor();
  });

  it('is answered for by a server in a worker, with the engine that Node has', async () => {
    await squiggle.waitFor();
    const scripts = loaded.filter((path) => path.startsWith('/peermap/dist/'));
    assert.deepEqual(scripts.slice(0, 3), [
      '/peermap/dist/browser/client.js',
      '/peermap/dist/browser/server.js',
      '/peermap/dist/engine.js',
    ]);
  });

  it('underlines the wrong assertion, with the result beside it', async () => {
    await squiggle.waitFor();
    await lineOf('pair nvme0 -> mlx0 = bus_addr')
      .filter({ hasText: /not.supported/i })
      .waitFor();
    await lens('0 of 1 assertions hold').waitFor();
    await session.screenshot('web-wrong-assertion');
  });

  it('tells why when the mouse rests on it', async () => {
    await lineOf('pair nvme0').locator('span', { hasText: 'mlx0' }).last().hover();
    await page.locator('.monaco-hover:not(.hidden)', { hasText: '0000:02:00.0' }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('names devices, from the list of PCI names that the client unpacks', async () => {
    await lineOf('nvme nvme0').locator('span', { hasText: '144d' }).last().hover();
    await page.locator('.monaco-hover:not(.hidden)', { hasText: 'Samsung Electronics' }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('suggests device ids by those names', async () => {
    await lineOf('nic mlx0').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('nvme nvme1 @ 05:00.0 [144d:');
    await page.keyboard.press('Control+Space');
    await page.locator('.suggest-widget .monaco-list-row', { hasText: 'NVMe SSD Controller' }).first().waitFor();
    await session.screenshot('web-completion');
    await page.keyboard.press('Escape');
    for (let step = 0; step < 8; step++) await page.keyboard.press('Control+z');
    await lineOf('nvme1').waitFor({ state: 'detached' });
  });

  it('takes a kernel from the list, which says what each would change', async () => {
    await lineOf('kernel 6.15').click();
    await runCommand('PeerMap: Select Kernel');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'chosen now' }).filter({ hasText: '6.15' }).waitFor();
    await page.keyboard.type('5.14');
    await rows.filter({ hasText: '5.14' }).first().waitFor();
    await page.keyboard.press('Enter');
    await lineOf('kernel 5.14').waitFor();
    await page.keyboard.press('Control+z');
    await lineOf('kernel 6.15').waitFor();
  });

  it('has another worker after a restart, which answers and finds what the first did', async () => {
    const workers = (): number => loaded.filter((path) => path === '/peermap/dist/browser/server.js').length;
    const before = workers();
    await runCommand('PeerMap: Restart Language Server');
    await runCommand('PeerMap: Select Kernel');
    // Only a server that runs makes this list.
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'chosen now' }).waitFor();
    await page.keyboard.press('Escape');
    await squiggle.waitFor();
    assert.equal(workers(), before + 1);
  });

  it('is repaired by Ctrl+. and Enter', async () => {
    await squiggle.waitFor({ state: 'attached' });
    await lineOf('pair nvme0').locator('span', { hasText: 'bus_addr' }).last().click();
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget .action').first().waitFor();
    await page.keyboard.press('Enter');
    await squiggle.waitFor({ state: 'detached' });
    await lineOf('disable_acs_redir').waitFor();
  });
});
