// The bundled entry of the tests in VS Code Web: the runner loads it, sets the session, and asks for the results.

import { join } from 'node:path';
import type { Results } from '../results';
import { runMocha } from '../results';
import type { Session } from '../ui/session';

export function runWebTests(session: Session): Promise<Results> {
  globalThis.peermapSession = session;
  return runMocha(
    (process.env['PEERMAP_SCREENS'] ?? 'language,files,export,around,complaints')
      .split(',')
      .map((name) => join(__dirname, `${name}.js`)),
  );
}
