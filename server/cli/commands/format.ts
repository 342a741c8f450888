// `peermap format`: brings files into the one style of the language, or only says which are not in it. A file with a syntax
// error is left alone as a whole, and so is one that is not UTF-8: what cannot be read without loss is not written.

import {
  accessSync,
  chmodSync,
  constants,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { applyFormat, format as formatParsed } from '../../language/format/format';
import { parseFile } from '../../language/parser';
import { readArguments } from '../arguments';
import type { Command, ExitStatus, Terminal } from '../command';
import { EXIT, UsageError, worst } from '../command';
import { findingLines } from '../findings';
import { reasonOf } from '../load';

export const format: Command = {
  name: 'format',
  usage: 'format FILE… [--check]',
  summary: 'write the files in the one style of the language; --check only names those that are not',
  run: (args, terminal) => {
    const { flags, words } = readArguments(args, { check: { type: 'boolean' } });
    if (words.length === 0) throw new UsageError('format expects at least one FILE.');
    return worst(...words.map((file) => formatFile(file, flags.has('check'), terminal)));
  },
};

function formatFile(file: string, onlyChecks: boolean, terminal: Terminal): ExitStatus {
  const absolute = path.resolve(terminal.workingDirectory, file);
  const text = readExactly(absolute);
  if (!text.ok) {
    terminal.err(`${file}: cannot be read: ${text.reason}.`);
    return EXIT.broken;
  }
  const parsed = parseFile(pathToFileURL(absolute).toString(), text.text);
  if (parsed.diagnostics.length > 0) {
    for (const line of findingLines({ files: [parsed] }, parsed.diagnostics, () => file)) terminal.err(line);
    terminal.err(`${file}: not formatted: it has a syntax error; repair it first.`);
    return EXIT.broken;
  }
  const formatted = applyFormat(parsed.text, formatParsed(parsed).edits);
  if (formatted === parsed.text) return EXIT.ok;
  if (onlyChecks) {
    terminal.out(`${file}: is not formatted`);
    return EXIT.findings;
  }
  const failure = replaceFile(absolute, formatted);
  if (failure !== null) {
    terminal.err(`${file}: cannot be written: ${failure}.`);
    return EXIT.broken;
  }
  terminal.out(`${file}: formatted`);
  return EXIT.ok;
}

type Text = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

function readExactly(absolute: string): Text {
  let bytes: Buffer;
  try {
    bytes = readFileSync(absolute);
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { ok: false, reason: 'it is not UTF-8' };
  }
}

/** As a whole or not at all: written beside the file, then put in its place. A link stays a link. null: done; else the reason. */
function replaceFile(absolute: string, text: string): string | null {
  let beside: string | null = null;
  try {
    const target = realpathSync(absolute);
    accessSync(target, constants.W_OK);
    beside = path.join(path.dirname(target), `.${path.basename(target)}.${String(process.pid)}.tmp`);
    writeFileSync(beside, text, { flag: 'wx' });
    chmodSync(beside, statSync(target).mode);
    renameSync(beside, target);
    return null;
  } catch (error) {
    if (beside !== null) rmSync(beside, { force: true });
    return reasonOf(error);
  }
}
