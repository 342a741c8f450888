// `npm run package`: the `.vsix`, from minified bundles. What goes in is what .vscodeignore leaves; a test of the
// packed list (test/scripts) keeps it to what the extension needs.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { inRoot, packageContents, packageFile, root } from './paths.mjs';
import { runNode } from './processes.mjs';

const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];

/** Packs what dist/ holds now. What went in is left in out/package.json for the test of the contents. */
export async function pack() {
  fs.mkdirSync(path.dirname(packageFile), { recursive: true });
  await vsce('package', '--out', packageFile, ...flags);
  const listed = await vsce('ls', '--no-dependencies');
  const files = listed.trim().split('\n');
  const sizes = Object.fromEntries(files.map((file) => [file, fs.statSync(inRoot(file)).size]));
  const contents = { bytes: fs.statSync(packageFile).size, files, sizes };
  fs.writeFileSync(packageContents, JSON.stringify(contents, null, 2));
  return contents;
}

async function vsce(command, ...args) {
  const program = inRoot('node_modules', '@vscode', 'vsce', 'vsce');
  const { status, output } = await runNode(program, [command, ...args], { cwd: root, deadline: 120_000 });
  if (status !== 0) throw new Error(`vsce ${command} failed:\n${output.trim()}`);
  return output;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ production: true });
  const { bytes, files } = await pack();
  console.log(`${path.relative(root, packageFile)}: ${files.length} files, ${Math.ceil(bytes / 1000)} kB`);
}
