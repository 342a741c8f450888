// One embedded editor opened in one headless browser page, for everything that looks at the screen: the tests of
// test/e2e/ui and the README's picture. The extension is the packed one (one under development brings the colours of
// any theme that lies below its folder, the editor's own among them); the workspace is a copy.

import fs from 'node:fs';
import path from 'node:path';
import { packageFile, screenshotFolder } from '../paths.mjs';
import { temporaryFolder } from '../processes.mjs';
import { launchBrowser } from './browser.mjs';
import { installExtension, startServer } from './server.mjs';

/** VS Code follows the browser's preferences, which a page can change without reloading. */
const followsBrowser = {
  'window.autoDetectColorScheme': true,
  'window.autoDetectHighContrast': true,
  'workbench.preferredDarkColorTheme': 'Default Dark Modern',
  'workbench.preferredLightColorTheme': 'Default Light Modern',
};

/** What the browser prefers, and the class of the workbench that has heard of it. */
const themes = {
  dark: { colorScheme: 'dark', contrast: 'no-preference', shown: 'vs-dark' },
  light: { colorScheme: 'light', contrast: 'no-preference', shown: 'vs' },
  'hc-dark': { colorScheme: 'dark', contrast: 'more', shown: 'hc-black' },
  'hc-light': { colorScheme: 'light', contrast: 'more', shown: 'hc-light' },
};

/**
 * For pictures: nothing half faded in; and a font that bare Linux systems have, for without VS Code's first choices the
 * browser takes one with letters of many widths.
 */
const plainWindow = {
  'window.commandCenter': false,
  'workbench.reduceMotion': 'on',
  'editor.fontFamily': "'DejaVu Sans Mono', 'Liberation Mono', monospace",
};

/** Settings of a window that is looked at. */
export const windowSettings = { ...followsBrowser, ...plainWindow };

/** What the workbench itself complains about in this environment. */
const noise = [
  /bindings file|Service Worker|favicon|manifest\.json|watchdog|ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|net::ERR_/,
  // A signing module that the embedded editor comes without, and its service worker.
  /node_modules\/vsda\/|404\) was received when fetching the script/,
  // Markdown's preview asks to watch the proof like a file; VS Code says that there is no such file system.
  /CodeExpectedError/,
  // A text that a test deletes cannot be opened again; the map says so in words of its own.
  /The editor could not be opened because the file was not found/,
  // The newest workbench asks for an account; the extension that would have one is not part of it.
  /Timed out waiting for authentication provider/,
];

/** `workspace(folder)` fills the empty workspace folder; `workbench`: 'embedded' or 'newest'. Returns the session (test/e2e/ui/session.ts) and `close()`. */
export async function startSession({ workbench = 'embedded', workspace, settings = {}, progress }) {
  const home = temporaryFolder('screen');
  const folder = path.join(home, 'workspace');
  fs.mkdirSync(folder);
  workspace(folder);
  const folders = { dataFolder: path.join(home, 'server'), extensionsFolder: path.join(home, 'extensions') };
  await installExtension({ workbench, vsix: packageFile, ...folders, progress });
  const server = await startServer({
    workbench,
    ...folders,
    settings: { ...windowSettings, ...settings },
    testing: true,
    workspaceTrust: false,
    progress,
  });
  return lookAt({
    folder,
    addressOf: (file) => server.address({ folder, openFile: path.join(folder, file) }),
    output: server.output,
    stop: server.stop,
    pictures: workbench === 'embedded' ? '' : `${workbench}-`,
    progress,
  });
}

/**
 * A session for a workbench that is being served: `addressOf(file)` is where it is open with this file of the workspace,
 * which is that `folder`, if it is on a disk at all; `pictures`: what the names of its screenshots begin with.
 */
export async function lookAt({ folder, addressOf, output, stop, pictures = '', progress }) {
  const browser = await launchBrowser(progress);
  const page = await browser.newPage({
    viewport: { width: 1400, height: 860 },
    colorScheme: 'dark',
    reducedMotion: 'reduce',
  });
  page.setDefaultTimeout(30_000);
  await page.addInitScript(contrastAloneIsEnough);
  const complaints = listen(page);
  return {
    page,
    folder,
    complaints: () => complaints.heard,
    divertComplaints: complaints.divert,
    open: async (file) => {
      await saved(page);
      await load(page, complaints, () => page.goto(addressOf(file)), '.view-lines .view-line');
    },
    reload: () => load(page, complaints, () => page.goto(withoutFile(page.url())), '.tab'),
    useTheme: (theme) => useTheme(page, theme),
    screenshot: (name, of = page) => screenshot(of, path.join(screenshotFolder, `${pictures}${name}.png`)),
    output,
    async close() {
      await browser.close();
      await stop();
    },
  };
}

/** A page that is left for another one may say anything: what it was doing is cut off. */
function listen(page) {
  const heard = [];
  let list = heard;
  let isLeaving = false;
  const add = (text) => {
    if (!isLeaving && !noise.some((pattern) => pattern.test(text))) list.push(text);
  };
  page.on('pageerror', (error) => add(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    add(`${message.text()} (${message.location().url})`);
  });
  const unheard = async (leave) => {
    isLeaving = true;
    await leave();
    isLeaving = false;
  };
  const divert = () => {
    const diverted = (list = []);
    return { heard: diverted, end: () => void (list = heard) };
  };
  return { heard, unheard, divert };
}

/** A workbench that is told to open a file does not restore what it had open. */
function withoutFile(address) {
  const url = new URL(address);
  url.searchParams.delete('payload');
  return url.href;
}

/** This VS Code saves a moment after the last key; a page that is left before leaves an earlier text on disk. */
async function saved(page) {
  await page.locator('.tab.dirty:not([data-resource-name^="Untitled"])').first().waitFor({ state: 'detached' });
}

async function load(page, complaints, leave, shown) {
  await complaints.unheard(leave);
  await page.locator(shown).first().waitFor();
}

async function useTheme(page, theme) {
  const { colorScheme, contrast, shown } = themes[theme];
  await page.emulateMedia({ colorScheme, contrast });
  await page.locator(`.monaco-workbench.${shown}`).first().waitFor();
}

/**
 * In the page: VS Code takes its high contrast themes where the system forces its own colours, and then the browser
 * draws in those. To see the themes themselves it hears the weaker wish, for more contrast, instead.
 */
function contrastAloneIsEnough() {
  const { matchMedia } = globalThis;
  globalThis.matchMedia = (query) =>
    matchMedia.call(globalThis, query.replace('forced-colors: active', 'prefers-contrast: more'));
}

async function screenshot(page, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await page.screenshot({ path: file });
}
