// The stages in the newest VS Code that npm has, beside the oldest that PeerMap supports (web.mjs) and the one between
// (editor.mjs): the suites with the installed package, and the screens that tell the most.

import { inRoot } from '../paths.mjs';
import { runSuitesOfPackage } from './editor.mjs';
import { runScreenTests } from './screen.mjs';

const workbench = 'newest';
const editor = { kind: 'embedded', workbench, program: inRoot('scripts', 'editor', 'code.mjs') };
const screens = 'screen,around,complaints';

/** Stages by name, in the order they run. */
export const newestStages = {
  'VS Code, the newest': () => runSuitesOfPackage(editor),
  'VS Code, the newest, on the screen': (progress) => runScreenTests(progress, { workbench, screens }),
};
