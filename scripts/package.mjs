// `npm run package`: the `.vsix`, from minified bundles. What goes in is what .vscodeignore leaves; a test of the
// packed list (test/scripts) keeps it to what the extension needs.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { inRoot, packageFile, root } from './paths.mjs';
import { runNode } from './processes.mjs';

const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];

/** Packs what dist/ holds now; `files` are the paths inside, relative to the repository. */
export async function pack(file = packageFile) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await vsce('package', '--out', file, ...flags);
  const listed = await vsce('ls', '--no-dependencies');
  return { file, bytes: fs.statSync(file).size, files: listed.trim().split('\n') };
}

async function vsce(command, ...args) {
  const program = inRoot('node_modules', '@vscode', 'vsce', 'vsce');
  const { status, output } = await runNode(program, [command, ...args], { cwd: root, deadline: 120_000 });
  if (status !== 0) throw new Error(`vsce ${command} failed:\n${output.trim()}`);
  return output;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ production: true });
  const { file, bytes, files } = await pack();
  console.log(`${path.relative(root, file)}: ${files.length} files, ${Math.ceil(bytes / 1000)} kB`);
}
