// Files that no editor has opened, in folders that are on no disk: the worker asks the client, the client asks VS Code's
// file systems. VS Code's own search knows nothing of these folders, so they are found by walking through them.

import type { Locator } from 'playwright-core';
import {
  lens,
  lineOf,
  openMap,
  page,
  pictureOfFailure,
  readOnly,
  repository,
  runCommand,
  session,
  squiggle,
  webview,
} from './workbench';

describe('VS Code Web: files that are not open', function () {
  this.timeout(60_000);
  afterEach(pictureOfFailure);

  it('are included: the assertion about the tree of another file holds', async () => {
    await session.open(repository('included/machine.p2p'));
    await lens('1 of 1 assertions hold').waitFor();
  });

  it('are found: a tree without a question is that of the machine which includes it', async () => {
    await session.open(repository('included/tree.p2p'));
    await openMap();
    await webview().locator('td[aria-label^="nvme0 → mlx0: THRU_HOST_BRIDGE"]').waitFor();
  });

  describe('in a folder that takes no edit', () => {
    before(() => session.open(readOnly('redirected.p2p')));

    it('a machine has its findings and its map', async () => {
      await squiggle.waitFor();
      await openMap();
      await webview().locator('td[aria-label*="mlx0"]').first().waitFor();
    });

    it('what cannot be written is said, and the text stays as it is', async () => {
      await webview().getByLabel('ACS redirect').selectOption('cleared');
      await webview().getByRole('button', { name: 'Apply to File' }).click();
      await refusal().waitFor();
      await session.screenshot('web-read-only');
      await runCommand('Notifications: Clear All Notifications');
      await webview().getByText('What if ACS redirect cleared').waitFor();
      await lens('Accept the actual result').locator('a', { hasText: 'Accept' }).click();
      await refusal().waitFor();
      await lineOf('pair nvme0 -> mlx0 = bus_addr').waitFor();
      await squiggle.waitFor();
    });
  });
});

function refusal(): Locator {
  return page.locator('.notification-toast', { hasText: 'redirected.p2p is read-only' }).first();
}
