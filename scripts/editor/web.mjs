// A session like the one of session.mjs, in VS Code Web: no server behind the workbench, extensions in a web worker, the
// workspace a virtual folder. PeerMap is the packed one, unpacked by VS Code itself.

import fs from 'node:fs';
import path from 'node:path';
import { packageFile } from '../paths.mjs';
import { temporaryFolder } from '../processes.mjs';
import { installExtension, quietSettings } from './server.mjs';
import { lookAt, windowSettings } from './session.mjs';
import { setUp, webFolder } from './setup.mjs';
import { startWebServer } from './web-server.mjs';

/**
 * `workspace(folder)` fills a folder with the files that both virtual folders then hold. What is opened is named by its
 * URI, `vscode-vfs://machines/…` or `read-only://machines/…`.
 */
export async function startWebSession({ workspace, progress }) {
  await setUp(['web'], progress);
  const home = temporaryFolder('web');
  const folder = path.join(home, 'workspace');
  fs.mkdirSync(folder);
  workspace(folder);
  const server = await startWebServer({
    extension: await unpack(home, progress),
    workspace: folder,
    settings: { ...quietSettings, ...windowSettings },
  });
  return lookAt({ addressOf: server.address, output: () => '', stop: server.close, progress });
}

/** The folder of the installed extension. */
async function unpack(home, progress) {
  const extensionsFolder = path.join(home, 'extensions');
  await installExtension({ vsix: packageFile, dataFolder: path.join(home, 'installer'), extensionsFolder, progress });
  const name = fs.readdirSync(extensionsFolder).find((each) => each.startsWith('peermap.'));
  return path.join(extensionsFolder, name);
}

export function webVersion() {
  return `VS Code Web ${JSON.parse(fs.readFileSync(path.join(webFolder, 'package.json'), 'utf8')).version}`;
}
