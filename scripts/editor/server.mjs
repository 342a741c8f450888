// The embedded editor's server, on the loopback interface only. It is started by VS Code's own server program, not by
// the `code-server` command around it, so that flags and behaviour are those of VS Code.

import fs from 'node:fs';
import path from 'node:path';
import { freePort, pause, run, start, tailOf, within } from '../processes.mjs';
import { setUp } from './setup.mjs';
import { workbenchNamed } from './workbenches.mjs';

const withoutGallery = { EXTENSIONS_GALLERY: '{}' };

/** Settings that keep the workbench quiet: what is on the screen is the extension and its files. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
};

/**
 * Starts a server and waits until it answers.
 * `workbench`: 'embedded' or 'newest'.
 * `token`: the connection token that a visitor needs; null serves everyone on this machine (tests only).
 * `testing`: let the address name an extension and a test suite to load.
 */
export async function startServer({ dataFolder, extensionsFolder, settings = {}, environment = {}, ...options }) {
  const { token = null, port: wantedPort, testing = false, workspaceTrust = true, progress = () => {} } = options;
  const { part, program, node } = workbenchNamed(options.workbench ?? 'embedded');
  await setUp([part], progress);
  const port = wantedPort ?? (await freePort());
  writeUserSettings(dataFolder, { ...quietSettings, ...settings });
  const args = [
    ...['--host', '127.0.0.1', '--port', String(port)],
    ...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
    ...(token === null ? ['--without-connection-token'] : ['--connection-token', token]),
    // A test's server whose runner was killed ends by itself, some minutes after its page went away.
    ...(testing ? ['--enable-smoke-test-driver', '--enable-remote-auto-shutdown'] : []),
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-telemetry'],
    ...['--disable-update-check', '--disable-getting-started-override', '--log', 'info'],
  ];
  const server = start(node, [program, ...args], {
    environment: { ...withoutGallery, ...environment },
    patience: testing ? 0 : 2000,
  });
  const authority = `127.0.0.1:${port}`;
  try {
    await within(60_000, `the embedded editor on ${authority}`, untilItAnswers(server, authority));
  } catch (error) {
    await server.stop();
    throw new Error(`${error.message}\n${tailOf(server.output())}`, { cause: error });
  }
  return {
    authority,
    output: server.output,
    ended: server.ended,
    stop: server.stop,
    address: addressMaker(authority, token),
  };
}

function writeUserSettings(dataFolder, settings) {
  const file = path.join(dataFolder, 'data', 'User', 'settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(settings, null, 2));
}

async function untilItAnswers(server, authority) {
  let end;
  server.ended.then((ended) => (end = ended));
  for (;;) {
    if (end !== undefined) throw new Error(`the embedded editor ended with status ${end.status} before it answered`);
    // Any answer will do, a refusal for want of the token too; no connection yet is what is waited out here.
    const answer = await fetch(`http://${authority}/version`).catch(() => undefined);
    if (answer !== undefined) return;
    await pause(50);
  }
}

/** `openFile`, `extension`, `tests`: absolute paths on the server. */
function addressMaker(authority, token) {
  const remote = (file) => `vscode-remote://${authority}${path.resolve(file)}`;
  return ({ folder, openFile, extension, tests }) => {
    const payload = [
      ...(openFile === undefined ? [] : [['openFile', remote(openFile)]]),
      ...(extension === undefined ? [] : [['extensionDevelopmentPath', remote(extension)]]),
      ...(tests === undefined ? [] : [['extensionTestsPath', remote(tests)]]),
    ];
    const query = new URLSearchParams(token === null ? {} : { tkn: token });
    query.set('folder', folder);
    if (payload.length > 0) query.set('payload', JSON.stringify(payload));
    return `http://${authority}/?${query}`;
  };
}

/** Installs a `.vsix` into an extensions folder, as a user would. */
export async function installExtension({ workbench = 'embedded', vsix, ...options }) {
  const { dataFolder, extensionsFolder, progress = () => {} } = options;
  const { part, program, node } = workbenchNamed(workbench);
  await setUp([part], progress);
  // The program makes its own folders, but not what lies above them.
  for (const folder of [dataFolder, extensionsFolder]) fs.mkdirSync(folder, { recursive: true });
  const args = [
    ...['--install-extension', vsix, '--force', '--accept-server-license-terms'],
    ...['--server-data-dir', dataFolder, '--extensions-dir', extensionsFolder],
  ];
  const { status, output } = await run(node, [program, ...args], {
    environment: withoutGallery,
    deadline: 60_000,
  });
  if (status !== 0 || !/successfully installed/.test(output)) {
    throw new Error(`installing ${path.basename(vsix)} failed:\n${tailOf(output)}`);
  }
}
