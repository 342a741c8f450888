// `npm run package`: dist/peermap.vsix, from minified bundles. What goes in is what .vscodeignore leaves; a test of the
// packed list (test/scripts) keeps it to what the extension needs. The same sources give the same bytes, wherever and
// whenever they are packed; a warning of the packer fails the packing.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { withoutDeadLinks } from './pages.mjs';
import { inRoot, packageContents, packageFile, root } from './paths.mjs';
import { removeFolder, runNode, temporaryFolder } from './processes.mjs';

const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];

/** vsce takes it for every file. It is written in local time, so the zone is part of it. */
const sameTime = { SOURCE_DATE_EPOCH: String(Date.UTC(2000, 0, 1) / 1000), TZ: 'UTC' };

/** Packs what dist/ holds now. What went in is left in out/package.json for the test of the contents. */
export async function pack() {
  const listed = await vsce(root, 'ls', '--no-dependencies');
  const files = listed.trim().split('\n');
  await packFiles({ from: root, files, to: packageFile });
  const sizes = Object.fromEntries(files.map((file) => [file, fs.statSync(inRoot(file)).size]));
  const contents = { bytes: fs.statSync(packageFile).size, files, sizes };
  fs.mkdirSync(path.dirname(packageContents), { recursive: true });
  fs.writeFileSync(packageContents, JSON.stringify(contents, null, 2));
  return contents;
}

/** `files` of the folder `from` into the package `to`, by way of copies: a package holds the permissions of its files. */
export async function packFiles({ from, files, to }) {
  const folder = temporaryFolder('package');
  try {
    for (const file of [...files, '.vscodeignore']) copy(path.join(from, file), path.join(folder, file));
    const output = await vsce(folder, 'package', '--out', to, ...flags);
    if (/^\W*WARNING/m.test(output)) throw new Error(`vsce is not content with the package:\n${output.trim()}`);
  } finally {
    removeFolder(folder);
  }
}

function copy(source, target) {
  const bytes = fs.readFileSync(source);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, path.basename(source) === 'README.md' ? packedReadme(bytes.toString()) : bytes);
  fs.chmodSync(target, 0o644);
}

/** The page of the extension in VS Code can show nothing of the repository: no picture, no other page, no command in it. */
export function packedReadme(text) {
  const ofExtension = text.replace(/<!-- of the repository -->[^]*?<!-- of everything -->/g, '');
  const pictures =
    /<picture>(?:(?!https:)[^])*?<\/picture>|!\[[^\]]*\]\((?!https:)[^)]*\)|<img\b[^>]*\bsrc="(?!https:)[^>]*>/g;
  const withoutPictures = ofExtension.replace(pictures, '');
  return withoutDeadLinks(withoutPictures, () => false).replace(/\n{3,}/g, '\n\n');
}

async function vsce(folder, command, ...args) {
  const program = inRoot('node_modules', '@vscode', 'vsce', 'vsce');
  const options = { cwd: folder, deadline: 120_000, environment: sameTime };
  const { status, output } = await runNode(program, [command, ...args], options);
  if (status !== 0) throw new Error(`vsce ${command} failed:\n${output.trim()}`);
  return output;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ production: true });
  const { bytes, files } = await pack();
  console.log(`${path.relative(root, packageFile)}: ${files.length} files, ${Math.ceil(bytes / 1000)} kB`);
}
