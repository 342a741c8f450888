// Where things lie, for all scripts. Everything made is below dist/ (what is packed), out/ (what is not) and the
// editor package's own node_modules; nothing is written anywhere else in the repository.

import { fileURLToPath } from 'node:url';
import path from 'node:path';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** A path inside the repository. */
export const inRoot = (...parts) => path.join(root, ...parts);

export const exampleFile = inRoot('examples', 'epyc-esc8000a-e12.p2p');
export const packageFile = inRoot('dist', 'peermap.vsix');
export const packageContents = inRoot('out', 'package.json');
export const screenshotFolder = inRoot('out', 'screenshots');
export const resultFolder = inRoot('out', 'results');
