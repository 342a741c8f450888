// The bundled entry of the screen tests: the runner loads it, sets the session, and asks for the results.

import { join } from 'node:path';
import type { Results } from '../results';
import { chosenScreens, runMocha } from '../results';
import type { Session } from './session';

/** The last one counts what the others made the window say. */
const SCREENS = [
  'screen',
  'editing',
  'map',
  'topology',
  'large',
  'accessibility',
  'keyboard',
  'readability',
  'export',
  'around',
  'server-life',
  'content-security',
  'map-state',
  'map-file',
  'both-ways',
  'complaints',
];

/** `screens`: which files; PEERMAP_SCREENS names others. */
export function runScreenTests(session: Session, screens?: string): Promise<Results> {
  globalThis.peermapSession = session;
  return runMocha(chosenScreens(SCREENS, screens?.split(',')).map((name) => join(__dirname, `${name}.js`)));
}
