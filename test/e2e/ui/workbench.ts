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

/**
 * Until what the workbench comes back with after a reload holds these words. It writes that every few seconds, while its
 * page has the focus and nothing to do, and not when the page is left.
 */
export async function savedByWorkbench(words: string): Promise<void> {
  await becomes(() => page.evaluate(isSaved, words), true);
}

/** In the page. The workbench keeps text in text in text, with as many backslashes. */
async function isSaved(words: string): Promise<boolean> {
  const answer = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(new Error(request.error?.message));
    });
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const database = await answer(indexedDB.open(name));
    const [store = ''] = database.objectStoreNames;
    const kept = await answer<unknown[]>(database.transaction(store).objectStore(store).getAll());
    database.close();
    if (kept.some((text) => String(text).replaceAll('\\', '').includes(words))) return true;
  }
  return false;
}
