// The stage that looks at the screen: test/e2e/ui in a workbench with a server, in a headless browser.

import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { startSession } from '../editor/session.mjs';
import { versionOf } from '../editor/workbenches.mjs';
import { inRoot, screenshotFolder } from '../paths.mjs';

/** `screens`: names of files in test/e2e/ui, all if left out. */
export async function runScreenTests(progress, { workbench = 'embedded', screens } = {}) {
  if (workbench === 'embedded') fs.rmSync(screenshotFolder, { recursive: true, force: true });
  const session = await startSession({ workbench, workspace: copyWorkspace, progress });
  try {
    const { runScreenTests: run } = createRequire(import.meta.url)(inRoot('out', 'e2e', 'ui', 'run.js'));
    return { ...(await run(session, screens)), note: versionOf(workbench) };
  } finally {
    await session.close();
  }
}

export function copyWorkspace(folder) {
  fs.cpSync(inRoot('test', 'e2e', 'workspace'), folder, { recursive: true });
  fs.cpSync(inRoot('examples'), path.join(folder, 'examples'), { recursive: true });
}
