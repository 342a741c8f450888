// What a person sees around the text: assertions in the Test view with expected and actual, the status item and the list of
// kernels, the walkthrough with its pictures, a machine inside of Markdown. Each stage leaves a picture in both themes.

import type { Locator } from 'playwright-core';
import { currentSession } from './session';
import type { Theme } from './session';

const session = currentSession();
const { page } = session;

describe('on the screen, around the text', function () {
  this.timeout(60_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  before(async () => {
    await session.open('redirected.p2p');
    await page.locator('.squiggly-error').first().waitFor();
  });

  describe('the Test view', () => {
    it('holds every file that asserts something, and runs them all', async () => {
      await runCommand('Testing: Focus on Test Explorer View');
      await test('jbof.p2p').waitFor();
      await runCommand('Test: Run All Tests');
      await test('jbof.p2p').locator('.codicon-testing-passed-icon').waitFor();
      await test('redirected.p2p').locator('.codicon-testing-failed-icon').waitFor();
      // It asserts nothing.
      await test('asked.p2p').waitFor({ state: 'detached' });
    });

    it('shows assertions below their file, scenarios as groups', async () => {
      await test('jbof.p2p').click();
      await page.keyboard.press('ArrowRight');
      await test('provider for').first().waitFor();
      await test('scenario').first().waitFor();
    });

    it('shows what was expected beside what is', async () => {
      // Whether the results open by themselves is the editor's own business.
      if (!(await page.locator('.test-output-peek-tree').isVisible())) await runCommand('Test: Show Output');
      await page.locator('.test-output-peek-tree .monaco-list-row', { hasText: 'is NOT_SUPPORTED' }).first().click();
      const compared = page.locator('.test-output-peek-message-container .monaco-diff-editor');
      await compared.locator('.original .view-line', { hasText: 'bus_addr' }).waitFor();
      await compared.locator('.modified .view-line', { hasText: 'not_supported' }).waitFor();
    });

    pictures('tests');

    it('evaluates again at each edit while it runs continuously', async () => {
      await runCommand('Test: Start Continuous Run');
      await page.locator('.view-line', { hasText: 'pair' }).first().click();
      await runCommand('PeerMap: Accept the Actual Result');
      await test('redirected.p2p').locator('.codicon-testing-passed-icon').waitFor();
      await page.keyboard.press('Control+z');
      await test('redirected.p2p').locator('.codicon-testing-failed-icon').waitFor();
      await runCommand('Test: Stop Continuous Run');
    });
  });

  describe('the kernel', () => {
    before(async () => {
      await session.open('redirected.p2p');
      await page.locator('.squiggly-error').first().waitFor();
    });

    it('stands in the status item, with what holds', async () => {
      await page.locator('[id="status.languageStatus"]').hover();
      await page.locator('.hover-language-status', { hasText: 'kernel 6.15' }).waitFor();
      await page.locator('.hover-language-status', { hasText: '0 of 1 assertions hold' }).waitFor();
    });

    pictures('status');

    it('is chosen from a list that says what each version would change', async () => {
      await page
        .getByRole('tab', { name: /^redirected/ })
        .first()
        .click();
      await runCommand('PeerMap: Select Kernel');
      const rows = page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: 'chosen now' }).filter({ hasText: '6.15' }).waitFor();
      await rows.filter({ hasText: 'same verdicts' }).first().waitFor();
    });

    pictures('kernels');

    it('is written into the file', async () => {
      await page.keyboard.type('5.14');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: '127 characters' }).waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.view-line', { hasText: 'kernel\u00a05.14' }).first().waitFor();
    });
  });

  describe('the walkthrough', () => {
    it('shows a picture for each step', async () => {
      await runCommand('Welcome: Open Walkthrough...');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'PeerMap' }).first().click();
      await page.getByText('Describe a machine').first().waitFor();
      const picture = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame').locator('svg');
      await picture.getByText('host_bridge').first().waitFor();
      for (const [step, word] of STEPS) {
        await page.getByText(step, { exact: true }).first().click();
        await picture.getByText(word).first().waitFor();
        await session.screenshot(`around-walkthrough ${step}`.replace(/\W+/g, '-').toLowerCase());
      }
    });

    pictures('walkthrough');

    it('opens its machine beside itself, and the next step explains that one', async () => {
      await page.getByText('Describe a machine', { exact: true }).first().click();
      await page.getByRole('button', { name: 'Open an Example Machine' }).click();
      await page.locator('.squiggly-error').first().waitFor();
      await page.getByText('Read the verdict', { exact: true }).first().click();
      await page.getByRole('button', { name: 'Explain the Verdict at the Cursor' }).click();
      await page.locator('.tab', { hasText: 'nvme0 to mlx0' }).first().waitFor();
      await page.getByText('See the map', { exact: true }).first().click();
      await page.getByRole('button', { name: 'Open Map' }).last().click();
      await page.locator('.tab', { hasText: 'Map Untitled' }).first().waitFor();
    });

    pictures('walkthrough-example');
  });

  describe('a machine inside of Markdown', () => {
    before(() => session.open('machine.md'));

    it('has its colours in the source', async () => {
      const line = page.locator('.view-line', { hasText: 'host_bridge' });
      // Without a grammar of its own a line of a fence is one run of one colour.
      await line.locator('span > span').nth(4).waitFor();
    });

    it('has its colours in the preview', async () => {
      await runCommand('Markdown: Open Preview');
      const preview = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
      await preview.locator('code .hljs-keyword', { hasText: 'kernel' }).waitFor();
      await preview.locator('code .hljs-comment', { hasText: '// one drive' }).waitFor();
    });

    pictures('markdown');
  });
});

/** Title, and a word of the picture. */
const STEPS = [
  ['Read the verdict', 'redirects'],
  ['See the map', 'BUS_ADDR'],
  ['Try another kernel', '5.18'],
  ['Keep it true', 'Expected'],
] as const;

function pictures(name: string): void {
  for (const theme of ['dark', 'light'] satisfies Theme[]) {
    it(`can be looked at in a ${theme} theme: ${name}`, async () => {
      await session.useTheme(theme);
      await session.screenshot(`around-${name}-${theme}`);
    });
  }
}

async function runCommand(title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

function test(text: string): Locator {
  return page.locator('.test-explorer .monaco-list-row', { hasText: text }).first();
}
