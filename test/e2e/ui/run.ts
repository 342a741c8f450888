// The bundled entry of the screen tests: the runner loads it, sets the session, and asks for the results.

import { join } from 'node:path';
import type { Results } from '../results';
import { chosenScreens, runMocha } from '../results';
import type { Session } from './session';

/** A panel that one opens stands in the next one's window too: those that open one come late. The last counts what all made the window say. */
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
  'map-state',
  'map-file',
  'both-ways',
  'around',
  'content-security',
  'server-life',
  'complaints',
];

/** `screens`: which files; PEERMAP_SCREENS names others. */
export function runScreenTests(session: Session, screens?: string): Promise<Results> {
  globalThis.peermapSession = session;
  return runMocha(chosenScreens(SCREENS, screens?.split(',')).map((name) => join(__dirname, `${name}.js`)));
}
