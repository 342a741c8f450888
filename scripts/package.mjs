// `npm run package`: the `.vsix`, from minified bundles. What goes in is what .vscodeignore leaves; a test of the
// packed list (test/scripts) keeps it to what the extension needs.

import { createVSIX, listFiles } from '@vscode/vsce';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { packageFile, root } from './paths.mjs';

/** Packs what dist/ holds now. */
export async function pack(file = packageFile) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  await createVSIX({
    cwd: root,
    packagePath: file,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return { file, bytes: fs.statSync(file).size, files: await listFiles({ cwd: root, dependencies: false }) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ production: true });
  const { file, bytes, files } = await pack();
  console.log(`${path.relative(root, file)}: ${files.length} files, ${Math.ceil(bytes / 1000)} kB`);
}
