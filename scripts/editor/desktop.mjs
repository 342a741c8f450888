// The desktop VS Code's own installer of packages, into folders that are not the user's.

import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import path from 'node:path';
import { run, tailOf } from '../processes.mjs';

export async function installIntoDesktop({ program, vsix, userFolder, extensionsFolder }) {
  const [command, ...before] = resolveCliArgsFromVSCodeExecutablePath(program, { reuseMachineInstall: true });
  const folders = [`--user-data-dir=${userFolder}`, `--extensions-dir=${extensionsFolder}`];
  const args = [...before, '--install-extension', vsix, '--force', ...folders];
  const { status, output } = await run(command, args, { deadline: 60_000 });
  if (status !== 0) throw new Error(`installing ${path.basename(vsix)} failed:\n${tailOf(output)}`);
}
