// The two workbenches with a server: the embedded one, which runs on any Node that the project does, and the newest that
// npm has, which needs a newer Node and so brings its own.

import fs from 'node:fs';
import path from 'node:path';
import { chromiumIsPacked, newestFolder, newestNode, workbenchFolder } from './setup.mjs';

const workbenches = {
  embedded: { part: 'workbench', folder: workbenchFolder, node: process.execPath },
  // Where npm's Node does not run, the one at hand has to be new enough; VS Code says so if it is not.
  newest: { part: 'newest', folder: newestFolder, node: chromiumIsPacked ? newestNode : process.execPath },
};

/** `{ part, program, node }`: what is set up for it, and the server's program with the Node that runs it. */
export function workbenchNamed(name) {
  const { folder, ...workbench } = workbenches[name];
  return { ...workbench, program: path.join(folder, 'out', 'server-main.js') };
}

/** Known once it is set up. */
export function versionOf(name) {
  const { version } = JSON.parse(fs.readFileSync(path.join(workbenches[name].folder, 'package.json'), 'utf8'));
  return `VS Code ${version}`;
}
