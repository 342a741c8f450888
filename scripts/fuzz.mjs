// `npm run fuzz [FACTOR]`: the property tests alone (test/**/*.fuzz.test.ts), each tried FACTOR times as often as in
// `npm test`, 50 unless said. fast-check prints the seed and the smallest text of whatever it finds.

import { inRoot, root } from './paths.mjs';
import { build } from './build.mjs';
import { spawn } from 'node:child_process';

const factor = process.argv[2] ?? '50';
const TEN_HOURS = String(10 * 60 * 60 * 1000);

await build({ production: false });
const args = [inRoot('node_modules', 'vitest', 'vitest.mjs'), 'run', '.fuzz.test.ts', '--testTimeout', TEN_HOURS];
spawn(process.execPath, args, {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PEERMAP_FUZZ: factor },
}).on('exit', (status) => {
  process.exitCode = status ?? 1;
});
