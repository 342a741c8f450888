// The fonts of the browser from npm, written anew for each launch: the folder may have moved since it was unpacked, and
// without names for the generic families a page of sans-serif text comes out in whatever font is found first.

import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../paths.mjs';

const generic = { 'sans-serif': 'Open Sans', 'system-ui': 'Open Sans', monospace: 'DejaVu Sans Mono' };

/** What the environment of the browser says about the fonts that lie in this folder, and the system's. */
export function fontEnvironment(folder) {
  const file = inRoot('out', 'fonts', 'fonts.conf');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    ...['/usr/share/fonts', folder].map((each) => `  <dir>${each}</dir>`),
    `  <cachedir>${path.join(path.dirname(file), 'cache')}</cachedir>`,
    ...Object.entries(generic).map(
      ([family, font]) =>
        `  <alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
    ),
    '</fontconfig>',
    '',
  ];
  fs.writeFileSync(file, lines.join('\n'));
  return { FONTCONFIG_PATH: path.dirname(file), FONTCONFIG_FILE: file };
}
