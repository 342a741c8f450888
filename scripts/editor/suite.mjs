// Runs a mocha suite inside a VS Code's extension host and believes only what the suite itself wrote to its result
// file: VS Code's exit status is 0 also when the extension host died or when there was nothing to run.

import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../paths.mjs';
import { removeFolder, run, runNode, tailOf, temporaryFolder } from '../processes.mjs';
import { installIntoDesktop } from './desktop.mjs';
import { installExtension, quietSettings } from './server.mjs';

/** VS Code runs a suite only beside an extension under development; beside the installed `.vsix` that is an empty one. */
const emptyExtension = inRoot('test', 'e2e', 'empty-extension');

/**
 * `files`: names of suites in test/e2e/suite; `vsix`: install this package instead of loading the sources;
 * `workspaceTrust`: leave VS Code's workspace trust on, the workspace being untrusted.
 * Returns `{ passed, failures: [{ title, message }] }`.
 */
export async function runSuite({ editor, files, vsix, workspaceTrust = false }) {
  const home = temporaryFolder('suite');
  const folders = ['workspace', 'user', 'extensions'].map((name) => path.join(home, name));
  const [workspace, user, extensions] = folders;
  try {
    prepare(workspace, user);
    if (vsix !== undefined) await install(editor, vsix, user, extensions);
    const resultFile = path.join(home, 'result.json');
    const { status, output } = await launch(editor, {
      args: [
        workspace,
        `--user-data-dir=${user}`,
        `--extensions-dir=${extensions}`,
        `--extensionDevelopmentPath=${vsix === undefined ? inRoot() : emptyExtension}`,
        `--extensionTestsPath=${inRoot('out', 'e2e', 'suite', 'run.js')}`,
        ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
        ...['--no-sandbox', '--disable-gpu-sandbox', '--disable-updates', '--skip-welcome', '--skip-release-notes'],
      ],
      environment: {
        ...(editor.workbench === undefined ? {} : { PEERMAP_WORKBENCH: editor.workbench }),
        PEERMAP_TEST_FILES: files.join(','),
        PEERMAP_TEST_RESULT: resultFile,
        PEERMAP_TEST_EXTENSION: vsix === undefined ? inRoot() : extensions,
      },
    });
    return readResult(resultFile, status, output);
  } finally {
    removeFolder(home);
  }
}

function prepare(workspace, user) {
  fs.cpSync(inRoot('test', 'e2e', 'workspace'), workspace, { recursive: true });
  fs.cpSync(inRoot('examples'), path.join(workspace, 'examples'), { recursive: true });
  const settings = path.join(user, 'User', 'settings.json');
  fs.mkdirSync(path.dirname(settings), { recursive: true });
  fs.writeFileSync(settings, JSON.stringify(quietSettings));
}

/** The stand-in is a script, the desktop VS Code a program. */
function launch(editor, { args, environment }) {
  const options = { environment, deadline: 180_000, patience: 5000, echo: Boolean(process.env.PEERMAP_VERBOSE) };
  return editor.kind === 'embedded' ? runNode(editor.program, args, options) : run(editor.program, args, options);
}

/** As the stand-in does it: its server's data lie below the user's folder. */
function install(editor, vsix, userFolder, extensionsFolder) {
  if (editor.kind === 'desktop') {
    return installIntoDesktop({ program: editor.program, vsix, userFolder, extensionsFolder });
  }
  const { workbench } = editor;
  return installExtension({ workbench, vsix, dataFolder: path.join(userFolder, 'server'), extensionsFolder });
}

function readResult(file, status, output) {
  const trouble = (title) => ({ title, message: tailOf(output, 60) });
  if (!fs.existsSync(file)) {
    return { passed: 0, failures: [trouble(`the suite wrote no result (status ${status})`)] };
  }
  const { passed, failures } = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (passed + failures.length === 0) failures.push(trouble('the suite held no tests'));
  if (status !== 0 && failures.length === 0) failures.push(trouble(`VS Code ended with status ${status}`));
  return { passed, failures };
}
