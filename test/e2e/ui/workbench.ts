// What several screens do with the workbench: run a command, look into the panel's frame, put the cursor somewhere.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { currentSession } from './session';

const { page } = currentSession();

/** By its title in the palette, from wherever the focus is. */
export async function runCommand(title: string): Promise<void> {
  // A webview that has the focus hands keys over to VS Code when it is ready to; the window's own edge always is.
  await page.locator('.part.statusbar').click({ position: { x: 600, y: 10 } });
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

/** The document in the webview that is in front. */
export function mapFrame(): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

export async function openMap(): Promise<void> {
  await page.getByRole('button', { name: 'Open Map' }).first().click();
  await mapFrame().locator('[role=tree]').waitFor();
}

/** Lines of the editor as they are on the screen. */
export function lineOf(text: string): Locator {
  return page.locator('.view-line', { hasText: text.replace(/ /g, '\u00a0') });
}

/** Puts the cursor near the beginning of a line: its middle may be out of sight. */
export async function clickLine(text: string): Promise<void> {
  await lineOf(text)
    .first()
    .click({ position: { x: 30, y: 8 } });
}

export function tab(title: string | RegExp): Locator {
  return page.getByRole('tab', { name: title });
}

/** Boxes at the corner of the window. */
export function boxes(on: Page = page): Locator {
  return on.locator('.notification-toast');
}

/** Until the screen shows this; what it shows instead is said after half a minute. */
export async function becomes<T>(look: () => Promise<T>, wanted: T): Promise<void> {
  for (const end = Date.now() + 30_000; ; await pause(50)) {
    try {
      assert.deepEqual(await look(), wanted);
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
