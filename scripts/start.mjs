// `npm start`: the main job on a fresh machine. Prints the example's verdicts first, for that needs Node only; then
// opens the example in a VS Code that has PeerMap: the desktop one where installed, else the embedded one, whose
// address with its random token is printed. Stays until Ctrl+C.
// PEERMAP_EDITOR=desktop|embedded forces one; PEERMAP_PORT names the embedded one's port.

import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { chooseEditor } from './editor/choose.mjs';
import { installIntoDesktop } from './editor/desktop.mjs';
import { installExtension, quietSettings, startServer } from './editor/server.mjs';
import { pack } from './package.mjs';
import { exampleFile, inRoot, packageFile, root } from './paths.mjs';
import { assertPortIsFree, isInterrupted, runNode, start, tailOf } from './processes.mjs';

const examples = inRoot('examples');
const home = inRoot('out', 'editor');
const extensionsFolder = path.join(home, 'extensions');
const say = (line) => console.log(line);

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`npm start: ${error.message}`);
  process.exitCode = 1;
}
process.exit();

/** The exit status. */
async function main() {
  const port = await wantedPort();
  await build({ production: true });
  await tellVerdicts();
  const editor = await chooseEditor({ download: false });
  say(`\nopening ${path.relative(root, exampleFile)} in: ${editor.description}`);
  return editor.kind === 'desktop' ? openDesktop(editor) : openEmbedded(port);
}

/** Status 1 means that an assertion does not hold: a verdict too. Above that the report could not be made. */
async function tellVerdicts() {
  const args = ['report', path.relative(root, exampleFile), '--format', 'text'];
  const { status, output } = await runNode(inRoot('dist', 'peermap.js'), args, { cwd: root, deadline: 60_000 });
  if (status > 1) throw new Error(`peermap ${args.join(' ')} ended with status ${status}:\n${tailOf(output)}`);
  say(output.trimEnd());
}

async function openDesktop(editor) {
  const userFolder = path.join(home, 'desktop');
  const settings = path.join(userFolder, 'User', 'settings.json');
  fs.mkdirSync(path.dirname(settings), { recursive: true });
  fs.writeFileSync(settings, JSON.stringify(quietSettings, null, 2));
  await pack();
  await installIntoDesktop({ program: editor.program, vsix: packageFile, userFolder, extensionsFolder });
  const folders = [`--user-data-dir=${userFolder}`, `--extensions-dir=${extensionsFolder}`];
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const window = start(editor.program, [examples, exampleFile, ...folders, ...asRoot, '--disable-workspace-trust']);
  say('VS Code is open; close it or press Ctrl+C to end');
  process.exitCode = 0;
  return endOf(window);
}

async function openEmbedded(port) {
  const dataFolder = path.join(home, 'embedded');
  await pack();
  await installExtension({ vsix: packageFile, dataFolder, extensionsFolder, progress: say });
  const token = randomBytes(16).toString('hex');
  const server = await startServer({ dataFolder, extensionsFolder, token, port, workspaceTrust: false });
  say(`\n  ${server.address({ folder: examples, openFile: exampleFile })}\n`);
  say('open this address in a browser on this machine; Ctrl+C ends it');
  process.exitCode = 0;
  return endOf(server);
}

/** undefined: any free one. */
async function wantedPort() {
  const text = process.env.PEERMAP_PORT;
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`PEERMAP_PORT is "${text}"; expected a port number from 1 to 65535`);
  }
  await assertPortIsFree(port);
  return port;
}

async function endOf(program) {
  const { status, reason } = await program.ended;
  if (status === 0 || isInterrupted()) return 0;
  throw new Error(`the editor ended with ${reason ?? `status ${status}`}\n${tailOf(program.output())}`);
}
