#!/usr/bin/env node
// A stand-in for VS Code's `code` program, where no desktop VS Code exists: takes the arguments that a test run gives
// to the real one, and runs the suite in the embedded editor, opened by a headless browser. Arguments without a meaning
// here (sandbox, GPU, updates) are accepted and ignored, as @vscode/test-electron passes them always.

import fs from 'node:fs';
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { inRoot } from '../paths.mjs';
import { pause, temporaryFolder, within } from '../processes.mjs';
import { launchBrowser } from './browser.mjs';
import { installExtension, startServer } from './server.mjs';

const suiteDeadline = Number(process.env.PEERMAP_SUITE_SECONDS ?? 120) * 1000;
const workbench = process.env.PEERMAP_WORKBENCH;
const progress = (line) => console.log(line);

/** What the workbench says on every run in this environment and what is nobody's fault. */
const noise =
  /bindings file|watchdog|Service Worker|signed-in|ChatModel|Ignoring fetching|Resolv(ing|ed) connection token|Creating a socket|additional builtin|Client received grace|AccountPolicyGate|ChatSessionStore/;

try {
  await main();
  process.exit(0);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

async function main() {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: Object.fromEntries(
      ['extensionDevelopmentPath', 'extensionTestsPath', 'extensions-dir', 'user-data-dir', 'install-extension'].map(
        (name) => [name, { type: 'string' }],
      ),
    ),
  });
  const userFolder = values['user-data-dir'] ?? temporaryFolder('editor');
  const dataFolder = path.join(userFolder, 'server');
  const extensionsFolder = values['extensions-dir'] ?? path.join(userFolder, 'extensions');
  const vsix = values['install-extension'];
  if (vsix !== undefined) return installExtension({ workbench, vsix, dataFolder, extensionsFolder, progress });
  await runSuite({
    workbench,
    dataFolder,
    extensionsFolder,
    settings: readSettings(path.join(userFolder, 'User', 'settings.json')),
    folder: path.resolve(positionals[0] ?? temporaryFolder('workspace')),
    extension: values.extensionDevelopmentPath,
    tests: values.extensionTestsPath,
    workspaceTrust: values['disable-workspace-trust'] !== true,
  });
}

function readSettings(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
}

async function runSuite({ folder, extension, tests, ...options }) {
  const server = await startServer({ ...options, testing: true, progress });
  const browser = await launchBrowser(progress);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const log = [];
  try {
    const { ended } = await listenForTheEnd(page, log);
    await page.goto(server.address({ folder, extension, tests }));
    const status = await within(suiteDeadline, 'the end of the suite', ended);
    // VS Code reports 0 also when the extension host merely dies; its log tells, a moment later.
    await pause(200);
    const died = /Extension Host Process exited with (?!code: 0, signal: null)[^\n]*/.exec(server.output());
    if (died !== null) throw new Error(died[0]);
    if (status !== 0) throw new Error(`VS Code ended the suite with status ${status}`);
  } catch (error) {
    const picture = await pictureOf(page);
    const lines = [...log.slice(-30), ...server.output().trim().split('\n').slice(-15)];
    throw new Error([error.message, `screenshot: ${picture}`, ...lines].join('\n  '), { cause: error });
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** VS Code calls these two functions of the page itself, with what is logged and with the suite's exit status. */
async function listenForTheEnd(page, log) {
  let settle;
  const ended = new Promise((resolve, reject) => {
    settle = resolve;
    page.on('crash', () => reject(new Error('the page crashed')));
    page.on('close', () => reject(new Error('the page closed')));
  });
  ended.catch(() => undefined);
  await page.exposeFunction('codeAutomationExit', (status) => settle(status));
  await page.exposeFunction('codeAutomationLog', (_type, args) => {
    const line = format(...[args].flat());
    if (process.env.PEERMAP_VERBOSE) console.log(line);
    if (!noise.test(line)) log.push(line);
  });
  return { ended };
}

async function pictureOf(page) {
  const file = inRoot('out', 'failures', `suite-${process.pid}.png`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return page.screenshot({ path: file, timeout: 5000 }).then(
    () => path.relative(inRoot(), file),
    (error) => `none (${error.message.split('\n')[0]})`,
  );
}
