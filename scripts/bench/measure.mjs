// Builds what is measured and takes the measurements of each group. The TypeScript programs of test/bench are bundled
// into out/bench and run one at a time, each group in a process of its own.

import * as esbuild from 'esbuild';
import { build } from '../build.mjs';
import { exampleFile, inRoot, root } from '../paths.mjs';
import { runNode, tailOf } from '../processes.mjs';
import { measureActivation } from './activate.mjs';
import { measureSizes } from './size.mjs';
import { measureStart } from './start.mjs';
import { measureWebview } from './webview.mjs';

const program = inRoot('out', 'bench', 'measure.cjs');
const server = inRoot('dist', 'peermap.js');

/** The production build and the measuring program; what the build answers. */
export async function prepare() {
  const built = await build({ production: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/bench/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    logLevel: 'error',
  });
  return built;
}

export async function measureGroup(group, built) {
  if (group === 'size') return measureSizes(built);
  if (group === 'start') return [...(await measureStart(server)), ...(await measureActivation())];
  if (group === 'webview') return measureWebview();
  const { status, output } = await runNode(program, [group, server, exampleFile], { deadline: 900_000 });
  const result = output.split('\n').find((line) => line.startsWith('[{'));
  if (status !== 0 || result === undefined) throw new Error(`bench: ${group} ended with ${status}\n${tailOf(output)}`);
  return JSON.parse(result);
}
