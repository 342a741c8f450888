// The stage in VS Code Web: test/e2e/web, where the language server is a web worker and the workspace a virtual folder.

import { createRequire } from 'node:module';
import { startWebSession, webVersion } from '../editor/web.mjs';
import { inRoot } from '../paths.mjs';
import { copyWorkspace } from './screen.mjs';

export async function runWebTests(progress) {
  const session = await startWebSession({ workspace: copyWorkspace, progress });
  try {
    const { runWebTests: run } = createRequire(import.meta.url)(inRoot('out', 'e2e', 'web', 'run.js'));
    return { ...(await run(session)), note: webVersion() };
  } finally {
    await session.close();
  }
}
