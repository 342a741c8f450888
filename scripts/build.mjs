// Bundles what is shipped: `npm run build [-- --production]`. Types are not checked here (`npm run check`). The sizes
// and the modules of every bundle go to out/metafile.json, which the size and import checks read.

import * as esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { joinPages } from './pages.mjs';
import { inRoot, root } from './paths.mjs';

const node = { platform: 'node', target: 'node20', format: 'cjs' };
const browser = { platform: 'browser', target: 'es2022' };

/** Where a package holds both, its ES modules are taken (esbuild's default for Node is not): unused code falls away. */
const modulesFirst = ['module', 'main'];

/** A library that is a bundle of its own: it is loaded when it is needed, and all that load it mean the same one. */
const apart = (library) => ({
  name: `${library} apart`,
  setup: ({ onResolve }) =>
    onResolve({ filter: new RegExp(`^${library}(/node)?$`) }, () => ({ path: `./${library}.js`, external: true })),
});

/** Helpers of the protocol's library look for npm's folders with npm. Nothing of ours calls them: the server starts no process. */
const withoutProcesses = {
  name: 'without processes',
  setup: ({ onLoad }) =>
    onLoad({ filter: /vscode-languageserver[\\/]lib[\\/]node[\\/]files\.js$/ }, () => ({ contents: '' })),
};

/** The client's library compares the editor's version with the one it needs. The editor does that itself (`engines`). */
const versionNotCompared = {
  name: 'version not compared',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^semver\// }, ({ path }) => ({ path, namespace: 'semver' }));
    onLoad({ filter: /\/parse$/, namespace: 'semver' }, () => ({ contents: 'module.exports = () => ({})' }));
    onLoad({ filter: /\/satisfies$/, namespace: 'semver' }, () => ({ contents: 'module.exports = () => true' }));
  },
};

/**
 * The names of VS Code's API are hundreds, and both compilers copy them for every file that imports them as a whole: a third
 * of the time that the client takes to load.
 */
const apiNotCopied = {
  name: 'API not copied',
  setup({ onLoad }) {
    const plain = (filter, loader, pattern, replacement) =>
      onLoad({ filter }, ({ path: file }) => ({
        contents: fs.readFileSync(file, 'utf8').replace(pattern, replacement),
        loader,
      }));
    plain(
      /[\\/]client[\\/][\w-]+\.ts$/,
      'ts',
      /^import \* as vscode from 'vscode';$/m,
      "const vscode: typeof import('vscode') = require('vscode');",
    );
    plain(/[\\/]vscode-languageclient[\\/]lib[\\/]/, 'js', '__importStar(require("vscode"))', 'require("vscode")');
  },
};

const ofClient = { external: ['vscode'], alias: { minimatch: './client/file-pattern.ts' } };

const bundles = [
  {
    to: 'client.js',
    from: 'client/extension.ts',
    ...node,
    ...ofClient,
    plugins: [apart('vscode-languageclient'), apiNotCopied],
  },
  {
    to: 'vscode-languageclient.js',
    from: 'node_modules/vscode-languageclient/lib/node/main.js',
    ...node,
    ...ofClient,
    mainFields: modulesFirst,
    plugins: [versionNotCompared, apiNotCopied],
  },
  {
    to: 'vscode-languageserver.js',
    from: 'node_modules/vscode-languageserver/lib/node/main.js',
    ...node,
    mainFields: modulesFirst,
    plugins: [withoutProcesses],
  },
  {
    to: 'engine.js',
    from: 'server/cli/engine.ts',
    ...node,
    mainFields: modulesFirst,
    plugins: [apart('vscode-languageserver')],
    // Said once for the file; with `strict` in its options esbuild says it again in each of the 400 modules.
    tsconfigRaw: {},
    // A worker runs it as a plain script, whose names would be everybody's without the function.
    banner: { js: '(() => {"use strict";' },
    footer: { js: '})();' },
  },
  {
    to: 'server.js',
    from: 'server/lsp/node/main.ts',
    ...node,
    mainFields: modulesFirst,
    external: ['./engine.js'],
    plugins: [apart('vscode-languageserver')],
  },
  {
    to: 'peermap.js',
    from: 'server/cli/main.ts',
    ...node,
    external: ['./engine.js', './server.js'],
    banner: { js: '#!/usr/bin/env node' },
  },
  {
    to: 'browser/client.js',
    from: 'client/browser.ts',
    ...browser,
    format: 'cjs',
    ...ofClient,
    plugins: [apiNotCopied],
  },
  { to: 'browser/server.js', from: 'server/lsp/browser/main.ts', ...browser, format: 'iife' },
  // Its page says that it is UTF-8 (client/panel-html.ts).
  { to: 'webview.js', from: 'client/webview/main.ts', ...browser, format: 'iife', charset: 'utf8' },
  {
    to: 'questions.js',
    from: 'client/webview/questions.ts',
    ...browser,
    format: 'iife',
    globalName: 'peermapQuestions',
    charset: 'utf8',
  },
  { to: 'picture.js', from: 'client/webview/picture.ts', ...browser, format: 'iife', globalName: 'peermapPicture' },
  { to: 'markdown.js', from: 'client/webview/markdown/main.ts', ...browser, format: 'iife' },
  { to: 'webview.css', from: 'client/webview/style.css', ...browser },
];

/** From data/, as they are. */
const copies = ['pci.ids.gz', 'pci.ids.LICENSE.txt'];

/** Bundles everything into dist/, which is emptied first: nothing old can be packed. */
export async function build({ production = false } = {}) {
  const missing = bundles.filter(({ from }) => !fs.existsSync(inRoot(from))).map(({ from }) => from);
  if (missing.length > 0) throw new Error(`build: these entries do not exist: ${missing.join(', ')}`);
  fs.rmSync(inRoot('dist'), { recursive: true, force: true });
  const results = await Promise.all(bundles.map((bundle) => bundleOne(bundle, production)));
  fs.chmodSync(inRoot('dist', 'peermap.js'), 0o755);
  for (const file of copies) fs.copyFileSync(inRoot('data', file), inRoot('dist', file));
  fs.writeFileSync(inRoot('dist', 'pages.json'), joinPages());
  const metafile = {
    inputs: Object.assign({}, ...results.map((result) => result.metafile.inputs)),
    outputs: Object.assign({}, ...results.map((result) => result.metafile.outputs)),
  };
  fs.mkdirSync(inRoot('out'), { recursive: true });
  fs.writeFileSync(inRoot('out', 'metafile.json'), JSON.stringify(metafile));
  return sizes(metafile);
}

function bundleOne({ to, from, ...options }, production) {
  return bundle({
    entryPoints: [from],
    outfile: path.join('dist', to),
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    metafile: true,
    ...options,
  });
}

/** esbuild's own error holds its findings; what is thrown here is one line for each: where, and what. */
async function bundle(options) {
  try {
    return await esbuild.build({ absWorkingDir: root, bundle: true, logLevel: 'silent', ...options });
  } catch (error) {
    const lines = error.errors?.map(({ location, text }) => `${location?.file}:${location?.line}: ${text}`);
    throw new Error(lines?.join('\n') ?? error.message, { cause: error });
  }
}

/** Kilobytes (1000 bytes) of each file in dist/, source maps left out. */
function sizes({ outputs }) {
  const files = Object.entries(outputs).filter(([file]) => !file.endsWith('.map'));
  return files.map(([file, { bytes }]) => ({ file, kilobytes: Math.ceil(bytes / 1000) }));
}

/** Bundles what runs in VS Code (test/e2e/suite, web/file-system) and what looks at the screen (ui, web) into out/e2e/. */
export async function buildSuites() {
  const folders = ['suite', 'ui', 'web', 'web/file-system'];
  await Promise.all(
    folders.map(async (folder) => {
      const from = path.join('test', 'e2e', folder);
      const files = fs.readdirSync(inRoot(from)).filter((file) => file.endsWith('.ts'));
      await bundle({
        entryPoints: files.map((file) => path.join(from, file)),
        outdir: path.join('out', 'e2e', folder),
        external: ['vscode', 'mocha', 'playwright-core', 'axe-core'],
        sourcemap: 'inline',
        ...node,
      });
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const built = await build({ production: process.argv.includes('--production') });
    console.log(built.map(({ file, kilobytes }) => `${file} ${kilobytes} kB`).join('\n'));
  } catch (error) {
    console.error(`build failed:\n${error.message}`);
    process.exitCode = 1;
  }
}
