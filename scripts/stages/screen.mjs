// The stage that looks at the screen: test/e2e/ui in the embedded editor, in a headless browser.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { startSession } from '../editor/session.mjs';
import { inRoot, screenshotFolder } from '../paths.mjs';

export async function runScreenTests(progress) {
  fs.rmSync(screenshotFolder, { recursive: true, force: true });
  const session = await startSession({ workspace: copyWorkspace, progress });
  try {
    const { runScreenTests: run } = createRequire(import.meta.url)(inRoot('out', 'e2e', 'ui', 'run.js'));
    return await run(session);
  } finally {
    await session.close();
  }
}

export function copyWorkspace(folder) {
  fs.cpSync(inRoot('test', 'e2e', 'workspace'), folder, { recursive: true });
  fs.cpSync(inRoot('examples'), path.join(folder, 'examples'), { recursive: true });
}
