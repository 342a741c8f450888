// Which VS Code to use: a desktop one where it is installed (or, for tests, can be downloaded), else the embedded one
// from npm. The choice is always said, with the reasons against what was not taken; PEERMAP_EDITOR forces one.

import { SilentReporter, downloadAndUnzipVSCode } from '@vscode/test-electron';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../paths.mjs';
import { within } from '../processes.mjs';

const updateService = 'https://update.code.visualstudio.com/api/releases/stable';
const installedPrograms = [
  process.env.PEERMAP_VSCODE,
  '/usr/share/code/code',
  '/usr/lib/code/code',
  '/opt/visual-studio-code/code',
  '/Applications/Visual Studio Code.app/Contents/MacOS/Electron',
  process.env.LOCALAPPDATA && path.join(process.env.LOCALAPPDATA, 'Programs', 'Microsoft VS Code', 'Code.exe'),
];

/**
 * `{ kind: 'desktop' | 'embedded', program, description }`; `program` takes the arguments of VS Code's `code`.
 * Throws with all reasons if there is none. `download`: may a desktop VS Code be fetched, where that is possible?
 */
export async function chooseEditor({ download }) {
  const wanted = process.env.PEERMAP_EDITOR ?? 'any';
  if (!['any', 'desktop', 'embedded'].includes(wanted)) {
    throw new Error(`PEERMAP_EDITOR is "${wanted}"; expected "desktop" or "embedded"`);
  }
  const reasons = [];
  if (wanted !== 'embedded') {
    const program = await desktopProgram(download, reasons);
    if (program !== undefined) return { kind: 'desktop', program, description: `desktop VS Code, ${program}` };
  }
  if (wanted === 'desktop') throw new Error(`no desktop VS Code: ${reasons.join('; ')}`);
  const because = reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
  return {
    kind: 'embedded',
    program: inRoot('scripts', 'editor', 'code.mjs'),
    description: `embedded VS Code from npm${because}`,
  };
}

async function desktopProgram(download, reasons) {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    reasons.push('no display, so no desktop VS Code');
    return undefined;
  }
  const installed = installedPrograms.find((file) => file && fs.existsSync(file));
  if (installed !== undefined) return installed;
  reasons.push('no desktop VS Code is installed');
  return download ? downloadedProgram(reasons) : undefined;
}

/** One small request tells within seconds whether a download can work at all. */
async function downloadedProgram(reasons) {
  try {
    await fetch(updateService, { signal: AbortSignal.timeout(3000) });
    const cachePath = inRoot('.vscode-test');
    const downloaded = downloadAndUnzipVSCode({ version: 'stable', cachePath, reporter: new SilentReporter() });
    return await within(180_000, 'the download of VS Code', downloaded);
  } catch (error) {
    reasons.push(`none can be downloaded (${error.cause?.code ?? error.message})`);
    return undefined;
  }
}
