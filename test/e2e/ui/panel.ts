// The map on the screen, for tests that look at it: its frame, and the ways to open and to feed it.

import type { Frame, FrameLocator, Locator } from 'playwright-core';
import type { HostMessage } from '../../../server/protocol/panel';
import { currentSession } from './session';

const session = currentSession();
const { page } = session;

export function map(): FrameLocator {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

export function part(name: 'Topology' | 'Pairs' | 'Proof'): Locator {
  return map().getByRole('region', { name, exact: true });
}

/** For what runs in the map's page. The page's policy stays as it is: what a test evaluates is no script of the page. */
export async function mapFrame(): Promise<Frame> {
  const frame = await (await map().locator('body').elementHandle())?.ownerFrame();
  if (!frame) throw new Error('the map is not on the screen');
  return frame;
}

export async function openMap(file: string): Promise<void> {
  await session.open(file);
  await page.getByRole('button', { name: 'Open Map' }).first().click();
  await map().locator('td.cell').first().waitFor();
}

/** Tells the map what the extension would; for what is hard to bring about. */
export async function tellMap(message: HostMessage): Promise<void> {
  const frame = await mapFrame();
  await frame.evaluate((told) => window.postMessage(told, '*'), message);
}
