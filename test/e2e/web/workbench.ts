// VS Code Web as the tests here meet it: what is opened is named by its URI, and where things stand on the screen.

import type { FrameLocator, Locator } from 'playwright-core';
import { currentSession } from '../ui/session';

export const session = currentSession();
export const { page } = session;

/** The scheme of VS Code's remote repositories: a workspace there is virtual, and not trusted unless the user says so. */
export const repository = (file: string): string => `vscode-vfs://machines/${file}`;
/** Takes no edit. */
export const readOnly = (file: string): string => `read-only://machines/${file}`;

export const squiggle = page.locator('.squiggly-error').first();

/** A line is as wide as the widest one; its middle may be out of sight. */
export const LINE_START = { position: { x: 30, y: 8 } };

export function lineOf(text: string): Locator {
  return page.locator('.view-line', { hasText: text.replace(/ /g, '\u00a0') }).first();
}

export function lens(text: string): Locator {
  return page.locator('.codelens-decoration', { hasText: text }).first();
}

/** The page of the one webview that is open. */
export function webview(): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

export async function openMap(): Promise<void> {
  await page.getByRole('button', { name: 'Open Map' }).first().click();
}

export async function runCommand(title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input.input').fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

/** Leaves a picture of every test that fails. */
export function pictureOfFailure(this: Mocha.Context): Promise<void> {
  const { title, state } = this.currentTest ?? {};
  return state === 'failed' ? session.screenshot(`failed web ${title}`.replace(/\W+/g, '-')) : Promise.resolve();
}
