// Around the text in VS Code Web: the map with its proof, tests for every assertion, a machine inside of Markdown.

import {
  LINE_START,
  lineOf,
  openMap,
  page,
  pictureOfFailure,
  repository,
  runCommand,
  session,
  squiggle,
  webview,
} from './workbench';

describe('VS Code Web: around the text', function () {
  this.timeout(60_000);
  afterEach(pictureOfFailure);

  describe('the map of an example', () => {
    before(async () => {
      await session.open(repository('examples/jbof.p2p'));
      await openMap();
    });

    it('proves the pair whose cell is clicked, and leads to its line', async () => {
      const proof = webview().getByRole('region', { name: 'Proof' });
      await webview().locator('td[aria-label*=", as asserted"]').last().click();
      await proof.filter({ hasText: 'nvme2' }).filter({ hasText: 'THRU_HOST_BRIDGE' }).waitFor();
      await proof.getByRole('button', { name: /^line \d+$/ }).click();
      await lineOf('pair nvme2').waitFor();
    });

    for (const theme of ['dark', 'light'] as const) {
      it(`can be looked at in a ${theme} theme`, async () => {
        await session.useTheme(theme);
        await session.screenshot(`web-map-${theme}`);
      });
    }

    it('writes what was tried into the file when it is told to', async () => {
      await webview().getByLabel('Kernel', { exact: true }).selectOption('5.17');
      await webview().getByText('What if kernel 5.17').waitFor();
      await webview().getByRole('button', { name: 'Apply to File' }).click();
      await page.keyboard.press('Control+1');
      await lineOf('iommu').click(LINE_START);
      await page.keyboard.press('Control+Home');
      await lineOf('kernel  5.17').waitFor();
    });
  });

  it('every assertion is a test, and all are run', async () => {
    await session.open(repository('redirected.p2p'));
    await squiggle.waitFor();
    const test = (text: string) => page.locator('.test-explorer .monaco-list-row', { hasText: text }).first();
    await runCommand('Testing: Focus on Test Explorer View');
    await test('jbof.p2p').waitFor();
    await runCommand('Test: Run All Tests');
    // VS Code itself asks that before it runs tests of anybody.
    await page.getByRole('button', { name: 'Trust Folder & Continue' }).click();
    await test('jbof.p2p').locator('.codicon-testing-passed-icon').waitFor();
    await test('redirected.p2p').locator('.codicon-testing-failed-icon').waitFor();
  });

  it('a machine inside of Markdown has its colours, in the source and in the preview', async () => {
    await session.open(repository('machine.md'));
    // Without a grammar of its own a line of a fence is one run of one colour.
    await lineOf('host_bridge').locator('span > span').nth(4).waitFor();
    await runCommand('Markdown: Open Preview');
    await webview().locator('code .hljs-keyword', { hasText: 'kernel' }).waitFor();
  });

  it('the walkthrough shows its pictures', async () => {
    await runCommand('Welcome: Open Walkthrough...');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'PeerMap' }).first().click();
    await page.getByText('Describe a machine').first().waitFor();
    await webview().locator('svg').getByText('host_bridge').first().waitFor();
  });
});
