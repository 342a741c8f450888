// A machine from a file on disk: its text, what it includes, and everything computed about it.

import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { analyse } from '../language/analyse';
import type { Analysis } from '../language/analysis';
import { rules } from '../language/rules';
import type { ExitStatus } from './command';
import { EXIT } from './command';

export type Loaded =
  | { readonly ok: true; readonly analysis: Analysis; readonly fileName: (uri: string) => string }
  /** One sentence that names the file and the reason. */
  | { readonly ok: false; readonly file: string; readonly reason: string };

/** Never throws: a file that cannot be read is a value. */
export function loadMachine(file: string, workingDirectory: string): Loaded {
  const absolute = path.resolve(workingDirectory, file);
  const text = readText(absolute);
  if (!text.ok) return { ok: false, file, reason: text.reason };
  const root = pathToFileURL(absolute).toString();
  const read = (uri: string): string | null => {
    if (uri === root) return text.text;
    const included = uri.startsWith('file:') ? readText(fileURLToPath(uri)) : null;
    return included?.ok ? included.text : null;
  };
  const analysis = analyse(root, { folder: folderFor(absolute, workingDirectory), read }, rules);
  const fileName = (uri: string): string => {
    return uri === root ? file : path.relative(workingDirectory, fileURLToPath(uri));
  };
  return { ok: true, analysis, fileName };
}

/** What a workspace folder is in the editor: the working directory, if the file lies in it; null: the file's own folder. */
function folderFor(absolute: string, workingDirectory: string): string | null {
  const inside = path.relative(workingDirectory, absolute);
  const isOutside = path.isAbsolute(inside) || inside.split(path.sep)[0] === '..';
  return isOutside ? null : pathToFileURL(workingDirectory).toString();
}

/** Not readable as a machine: the grammar is broken, or a part of it is not there. */
const UNREADABLE: ReadonlySet<string> = new Set(['syntax', 'include-missing']);

/** The exit status that an analysis deserves. */
export function statusOf(analysis: Analysis): ExitStatus {
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.some(({ code }) => UNREADABLE.has(code))) return EXIT.broken;
  return errors.length > 0 ? EXIT.findings : EXIT.ok;
}

function readText(
  absolute: string,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string } {
  try {
    return { ok: true, text: readFileSync(absolute, 'utf8') };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

/** Of an error of the file system, in words that go on after a colon. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'the permission is missing',
};
