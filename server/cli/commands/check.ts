// `peermap check`: what is wrong in the files, one line a finding, and how many assertions hold.

import type { Analysis } from '../../language/analysis';
import { readArguments } from '../arguments';
import type { Command, ExitStatus, Terminal } from '../command';
import { EXIT, UsageError, worst } from '../command';
import { findingLines } from '../findings';
import { loadMachine, statusOf } from '../load';

export const check: Command = {
  name: 'check',
  usage: 'check FILE…',
  summary: 'report what is wrong in the files, and which assertions hold',
  run: (args, terminal) => {
    const { words } = readArguments(args, {});
    if (words.length === 0) throw new UsageError('check expects at least one FILE.');
    return worst(...words.map((file) => checkFile(file, terminal)));
  },
};

function checkFile(file: string, terminal: Terminal): ExitStatus {
  const loaded = loadMachine(file, terminal.workingDirectory);
  if (!loaded.ok) {
    terminal.err(`${file}: cannot be read: ${loaded.reason}.`);
    return EXIT.broken;
  }
  const { analysis, fileName } = loaded;
  for (const line of findingLines(analysis, analysis.diagnostics, fileName)) terminal.out(line);
  terminal.out(`${file}: ${summary(analysis)}`);
  return statusOf(analysis);
}

function summary(analysis: Analysis): string {
  const asserted = analysis.evaluations.flatMap(({ pairs }) => pairs).filter(({ holds }) => holds !== null);
  const holding = asserted.filter(({ holds }) => holds === true).length;
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error').length;
  return `${count(holding, 'assertion')} of ${asserted.length} hold, ${count(errors, 'error')}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
