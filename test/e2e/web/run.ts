// The bundled entry of the tests in VS Code Web: the runner loads it, sets the session, and asks for the results.

import { join } from 'node:path';
import type { Results } from '../results';
import { chosenScreens, runMocha } from '../results';
import type { Session } from '../ui/session';

/** The last one counts what the others made the window say. */
const SCREENS = ['language', 'files', 'export', 'around', 'complaints'];

export function runWebTests(session: Session): Promise<Results> {
  globalThis.peermapSession = session;
  return runMocha(chosenScreens(SCREENS).map((name) => join(__dirname, `${name}.js`)));
}
