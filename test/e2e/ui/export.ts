// The map leaves VS Code: each of the five formats through the panel's own button, the list and the Save dialog into the
// workspace, read back from the disk. Every picture is looked at as whoever receives it would see it.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { readPng } from './png';
import { currentSession } from './session';

const session = currentSession();
const { page } = session;

describe('the map is exported', function () {
  this.timeout(60_000);

  afterEach(async function () {
    const { title, state } = this.currentTest ?? {};
    if (state === 'failed') await session.screenshot(`failed ${title}`.replace(/\W+/g, '-'));
  });

  before(async () => {
    await session.open('examples/jbof.p2p');
    await page.getByRole('tab', { name: /^jbof/ }).first().click();
    await page.keyboard.press('Control+Home');
    await page.getByRole('button', { name: 'Open Map' }).first().click();
    await map().locator('td[aria-label^="nvme0 → mlx0"]').click();
    await map().getByRole('region', { name: 'Proof' }).filter({ hasText: 'They meet at sw0' }).waitFor();
  });

  it('asks for a format, each with what it is for', async () => {
    await map().getByRole('button', { name: 'Export…' }).click();
    for (const label of ['SVG', 'PNG', 'CSV', 'Markdown', 'DOT']) await format(label).waitFor();
    await session.screenshot('export-formats');
    await page.keyboard.press('Escape');
    await format('SVG').waitFor({ state: 'hidden' });
  });

  it('as SVG: the topology, the path with its verdict, the matrix', async () => {
    const svg = (await exported('SVG', 'examples/jbof-6.15.svg')).toString('utf8');
    const viewer = await newPage();
    const fault = await viewer.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
      return parsed.querySelector('parsererror')?.textContent ?? null;
    }, svg);
    assert.equal(fault, null);
    const [, width = '', height = ''] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
    await viewer.setViewportSize({ width: Number(width), height: Number(height) });
    for (const scheme of ['light', 'dark'] as const) {
      await viewer.emulateMedia({ colorScheme: scheme });
      await viewer.setContent(`<body style="margin:0">${svg}`);
      for (const words of ['jbof.p2p', '6.15', 'They meet at sw0', 'pci0', '144d:a824', 'THRU_HOST_BRIDGE']) {
        await viewer.locator('svg').filter({ hasText: words }).waitFor();
      }
      await session.screenshot(`export-svg-${scheme}`, viewer);
    }
    await viewer.close();
  });

  it('as PNG: the same picture, twice as sharp', async () => {
    const file = await exported('PNG', 'examples/jbof-6.15.png');
    const { width, height, colours } = readPng(file);
    assert.ok(width > 1200 && height > 600, `${width} × ${height}`);
    // The ground, the words, and the green of the path of a pair that goes by BUS_ADDR.
    const count = (colour: string): number => colours.get(`${colour}ff`) ?? colours.get(colour) ?? 0;
    assert.ok(count('ffffff') > (width * height) / 2, 'the ground is not white');
    assert.ok(count('1f2328') > 500, 'no words');
    assert.ok(count('1a7f37') > 1000, 'no path');
    const viewer = await newPage();
    await viewer.setViewportSize({ width, height });
    await viewer.setContent(`<body style="margin:0"><img src="data:image/png;base64,${file.toString('base64')}">`);
    await session.screenshot('export-png', viewer);
    await viewer.close();
  });

  it('as CSV: a line for every pair', async () => {
    const lines = (await exported('CSV', 'examples/jbof-6.15.csv')).toString('utf8').split('\r\n');
    assert.equal(lines.length, 1 + 4 * 3 + 1);
    assert.match(lines[0] ?? '', /^provider,client,map_type,distance,rule,/);
    assert.match(lines[1] ?? '', /^nvme0,mlx0,BUS_ADDR,4,common-bridge,1,yes,BUS_ADDR,yes,39,/);
  });

  it('as Markdown: answers with reasons', async () => {
    const text = (await exported('Markdown', 'examples/jbof-6.15.md')).toString('utf8');
    assert.match(text, /^# jbof\.p2p\n/);
    assert.match(text, /\| `nvme0` → `mlx0` \| ● BUS_ADDR \| 4 \| ✓ `bus_addr` \| They meet at sw0/);
  });

  it('as DOT: the tree with the selected path', async () => {
    const text = (await exported('DOT', 'examples/jbof-6.15.dot')).toString('utf8');
    assert.match(text, /^digraph "jbof\.p2p" \{/);
    assert.match(text, /label="BUS_ADDR, distance 4"/);
  });

  it('copies a text out of the window of a remote VS Code', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const said = page.locator('.notification-list-item', { hasText: 'Exported jbof-6.15.md' });
    await said.getByRole('button', { name: 'Copy' }).click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith('# jbof.p2p\n'));
  });

  it('says what it wrote, and opens it', async () => {
    const said = page.locator('.notification-list-item', { hasText: 'Exported jbof-6.15.dot' });
    await said.getByRole('button', { name: 'Copy' }).waitFor();
    await session.screenshot('exported');
    await said.getByRole('button', { name: 'Open' }).click();
    await page.locator('.view-line', { hasText: 'digraph' }).first().waitFor();
  });

  it('under other settings it says so, and has them in its name', async () => {
    await page.getByRole('tab', { name: /Map jbof/ }).click();
    await map().getByLabel('Kernel', { exact: true }).selectOption('5.17');
    await map().getByText('What if kernel 5.17').waitFor();
    const svg = (await exported('SVG', 'examples/jbof-5.17.svg')).toString('utf8');
    assert.match(svg, /What if kernel 5\.17 \(in the file: kernel 6\.15\): 2 of 6 answers/);
    const csv = (await exported('CSV', 'examples/jbof-5.17.csv')).toString('utf8');
    assert.match(
      csv,
      /\nnvme2,mlx0,NOT_SUPPORTED,6,not-listed,1,yes,THRU_HOST_BRIDGE,no,40,THRU_HOST_BRIDGE,6,,5\.17,/,
    );
    await map().getByRole('button', { name: 'Reset' }).click();
    await map().getByText('What if').waitFor({ state: 'hidden' });
  });

  it('a map behind another tab comes to the front for its picture', async () => {
    rmSync(join(session.folder, 'examples/jbof-6.15.svg'));
    await page.getByRole('tab', { name: /Map jbof/ }).click();
    await command('Compare New Untitled Text Files');
    await map().getByRole('button', { name: 'Export…' }).waitFor({ state: 'detached' });
    await command('PeerMap: Export Map');
    const svg = (await saved('SVG', 'examples/jbof-6.15.svg')).toString('utf8');
    assert.match(svg, /BUS_ADDR, distance 4/);
    await map().getByRole('button', { name: 'Export…' }).waitFor();
  });

  it('a text is not made of a broken file: it says which line to repair', async () => {
    await page
      .getByRole('tab', { name: /^jbof\.p2p/ })
      .first()
      .click();
    await page.keyboard.press('Control+Home');
    await page
      .locator('.view-line', { hasText: 'iommu' })
      .first()
      .click({ position: { x: 30, y: 8 } });
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('cpu {');
    await map().getByText('From before the error in line').waitFor();
    await map().getByRole('button', { name: 'Export…' }).click();
    await format('CSV').click();
    await page.locator('.notification-list-item', { hasText: 'Repair line 9 first' }).first().waitFor();
    await session.screenshot('export-broken-file');
    await page
      .locator('.view-line', { hasText: 'iommu' })
      .first()
      .click({ position: { x: 30, y: 8 } });
    for (let step = 0; step < 4; step++) await page.keyboard.press('Control+z');
    await map().getByText('From before the error in line').waitFor({ state: 'detached' });
  });
});

/** By the panel's own button into the place that the Save dialog proposes. */
async function exported(label: string, file: string): Promise<Buffer> {
  await map().getByRole('button', { name: 'Export…' }).click();
  return saved(label, file);
}

async function saved(label: string, file: string): Promise<Buffer> {
  const path = join(session.folder, file);
  assert.ok(!existsSync(path), `${file} is there already`);
  await format(label).click();
  const dialog = page.locator('.quick-input-widget', { hasText: `Export Map as ${label}` });
  await dialog.waitFor();
  // The dialog looks at the folder first and writes the name then.
  await page.waitForFunction(
    (proposed) => document.querySelector<HTMLInputElement>('.quick-input-widget input[type=text]')?.value === proposed,
    path,
  );
  await page.keyboard.press('Enter');
  const name = file.slice(file.lastIndexOf('/') + 1);
  await page
    .locator('.notification-list-item', { hasText: `Exported ${name}` })
    .first()
    .waitFor();
  return readFileSync(path);
}

/** As whoever receives the file would open it: outside of the workbench. */
async function newPage(): Promise<Page> {
  const browser = page.context().browser();
  assert.ok(browser !== null);
  return browser.newPage();
}

function format(label: string): Locator {
  return page.locator('.quick-input-list .monaco-list-row', { has: page.locator(`.label-name`, { hasText: label }) });
}

function map(): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

async function command(title: string): Promise<void> {
  // The map has the focus and hands keys over to VS Code when it is ready to; the window's own edge always is.
  await page.locator('.part.statusbar').click({ position: { x: 600, y: 10 } });
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}
