// What users install: only what the extension needs when it runs, small, the same bytes wherever it is packed, and without
// anything that the packer warns of. `npm test` packs before it runs this.

import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// @ts-expect-error a script without types
import { packFiles as packFilesOf, packedReadme as packedReadmeOf } from '../../scripts/package.mjs';

const packFiles = packFilesOf as (what: { from: string; files: readonly string[]; to: string }) => Promise<void>;
const packedReadme = packedReadmeOf as (text: string) => string;

const root = fileURLToPath(new URL('../../', import.meta.url));
const { bytes, files } = JSON.parse(readFileSync(new URL('../../out/package.json', import.meta.url), 'utf8')) as {
  bytes: number;
  files: string[];
};

const allowed = [
  /^(package\.json|package\.nls\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  /^docs\/walkthrough\/[a-z]+\.svg$/,
  /^dist\/(client|vscode-languageclient|server|vscode-languageserver|engine|peermap|webview|questions|picture|markdown|browser\/client|browser\/server)\.js$/,
  /^dist\/(webview\.css|pages\.json)$/,
  /^dist\/pci\.ids\.(gz|LICENSE\.txt)$/,
  /^syntaxes\/[\w.-]+\.json$/,
  /^images\/(icon\.png|p2p-(dark|light)\.svg)$/,
];
const needed = [
  'package.json',
  'package.nls.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/client.js',
  'dist/vscode-languageclient.js',
  'dist/server.js',
  'dist/vscode-languageserver.js',
  'dist/engine.js',
  'dist/peermap.js',
  'dist/browser/client.js',
  'dist/browser/server.js',
  'dist/webview.js',
  'dist/picture.js',
  'dist/questions.js',
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

describe('packing', () => {
  let elsewhere: string;

  /** Another folder with the same files, which are of another time. */
  beforeAll(() => {
    elsewhere = mkdtempSync(path.join(tmpdir(), 'peermap-elsewhere-'));
    for (const file of [...files, '.vscodeignore']) {
      const copy = path.join(elsewhere, file);
      cpSync(path.join(root, file), copy);
      utimesSync(copy, 1e9, 1e9);
    }
  });

  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }));

  it('gives the same bytes elsewhere and at another time', async () => {
    const again = path.join(elsewhere, 'again.vsix');
    await packFiles({ from: elsewhere, files, to: again });
    expect(sha256(again)).toBe(sha256(path.join(root, 'dist', 'peermap.vsix')));
  });

  it('fails on a warning of the packer', async () => {
    const without = files.filter((file) => file !== 'LICENSE');
    const packed = packFiles({ from: elsewhere, files: without, to: path.join(elsewhere, 'bad.vsix') });
    await expect(packed).rejects.toThrow(/^vsce is not content[^]*LICENSE.* not found/);
  });
});

describe('the page of the extension', () => {
  const page = packedReadme(readFileSync(path.join(root, 'README.md'), 'utf8'));

  it('is the README without pictures and links of the repository, which nobody could follow there', () => {
    expect(page).toMatch(/^# PeerMap\n/);
    expect(page).not.toMatch(/\]\((?!https:|#)/);
    expect(page).not.toMatch(/<(img|source)\b/);
    expect(page).not.toMatch(/npm |node dist|<!--/);
  });

  it('keeps what leads out of the repository', () => {
    const text =
      'See [it](https://kernel.org) and ![a picture](https://kernel.org/a.png), [here](#there), [not](docs/a.md).';
    expect(packedReadme(text)).toBe(text.replace('[not](docs/a.md)', 'not'));
    expect(packedReadme('a\n\n<picture>\n<img src="docs/x.png">\n</picture>\n\nb')).toBe('a\n\nb');
    expect(packedReadme('a\n\n![x](docs/x.png)\n\nb <img alt="y" src="docs/y.png">')).toBe('a\n\nb ');
  });
});

function sha256(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
