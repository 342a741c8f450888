// What users install: only what the extension needs when it runs, and small. `npm test` packs before it runs this.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const { bytes, files } = JSON.parse(readFileSync(new URL('../../out/package.json', import.meta.url), 'utf8')) as {
  bytes: number;
  files: string[];
};

const allowed = [
  /^(package\.json|package\.nls\.json|README\.md|LICENSE)$/,
  /^docs\/walkthrough\/[a-z]+\.svg$/,
  /^dist\/(client|server|vscode-languageserver|engine|peermap|webview|markdown|browser\/client|browser\/server)\.js$/,
  /^dist\/(webview\.css|pages\.json)$/,
  /^dist\/pci\.ids\.(gz|LICENSE\.txt)$/,
  /^syntaxes\/[\w.-]+\.json$/,
  /^images\/(icon\.png|p2p-(dark|light)\.svg)$/,
];
const needed = [
  'package.json',
  'package.nls.json',
  'README.md',
  'LICENSE',
  'dist/client.js',
  'dist/server.js',
  'dist/vscode-languageserver.js',
  'dist/engine.js',
  'dist/peermap.js',
  'dist/browser/client.js',
  'dist/browser/server.js',
  'dist/webview.js',
  'dist/markdown.js',
  'dist/webview.css',
  'dist/pci.ids.gz',
  'dist/pci.ids.LICENSE.txt',
  'dist/pages.json',
];

describe('the package', () => {
  it('holds nothing that the extension does not need', () => {
    expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  it('holds everything that it needs', () => {
    expect(needed.filter((file) => !files.includes(file))).toEqual([]);
  });

  it('has at most 60 files, and 900 kB', () => {
    expect(files.length).toBeLessThanOrEqual(60);
    expect(bytes).toBeLessThanOrEqual(900_000);
  });
});
