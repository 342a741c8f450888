// The browser that looks at the embedded editor: the Chromium of PEERMAP_CHROMIUM, else the one from npm, else an
// installed one. No sandbox, because tests run as root in containers, and what it opens is our own server only.

import fs from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { fontEnvironment } from './fonts.mjs';
import { chromiumFolder, chromiumIsPacked, setUp } from './setup.mjs';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

export async function launchBrowser(progress = () => {}) {
  const { executablePath, env } = await chooseBrowser(progress);
  return chromium.launch({ executablePath, env, headless: true, args: flags });
}

async function chooseBrowser(progress) {
  const named = process.env.PEERMAP_CHROMIUM;
  if (named) return { executablePath: named, env: process.env };
  if (chromiumIsPacked) {
    await setUp(['workbench', 'chromium'], progress);
    return {
      executablePath: path.join(chromiumFolder, 'chromium'),
      env: {
        ...process.env,
        LD_LIBRARY_PATH: path.join(chromiumFolder, 'lib'),
        ...fontEnvironment(path.join(chromiumFolder, 'fonts')),
      },
    };
  }
  const found = installed.find((file) => fs.existsSync(file));
  if (found !== undefined) return { executablePath: found, env: process.env };
  throw new Error(
    `no browser: npm has a Chromium for Linux on x64 only, and none of ${installed.join(', ')} exists; install one or set PEERMAP_CHROMIUM to its program`,
  );
}
