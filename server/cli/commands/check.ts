// `peermap check`: what is wrong in the files, one line a finding, and how many assertions hold.

import type { Analysis, Evaluation, PairResult } from '../../language/analysis';
import type { Holds } from '../../language/results';
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

/** `5 of 6 assertions hold, 1 error, 2 warnings`. */
function summary(analysis: Analysis): string {
  const asserted = analysis.evaluations.flatMap(assertionsOf);
  const holding = asserted.filter(({ holds }) => holds === true).length;
  const unanswered = asserted.filter(({ holds }) => holds === null).length;
  const assuming = analysis.evaluations.flatMap(({ pairs }) => pairs).filter(holdsByAssumption).length;
  const verb = asserted.length === 1 ? 'holds' : 'hold';
  return [
    asserted.length === 0 ? 'nothing is asserted' : `${holding} of ${count(asserted.length, 'assertion')} ${verb}`,
    ...(assuming === 0 ? [] : [`${assuming} of them if firmware left no ACS bits`]),
    ...(unanswered === 0 ? [] : [`${unanswered} not evaluated`]),
    ...(['error', 'warning'] as const).flatMap((severity) => {
      const number = analysis.diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
      return number === 0 ? [] : [count(number, severity)];
    }),
  ].join(', ');
}

/** The one thing that is assumed rather than left open; `explain` names the functions. */
function holdsByAssumption({ holds, verdicts }: PairResult): boolean {
  return holds === true && verdicts.some(({ assumes }) => assumes.length > 0);
}

/** Of every kind of query; a namespace of `nvmet` asserts one thing for every port. */
function assertionsOf({ pairs, maps, providers, nvmet }: Evaluation): readonly { readonly holds: Holds }[] {
  const namespaces = nvmet.flatMap(({ results }) => results);
  return [...pairs, ...maps, ...providers, ...namespaces].filter(({ expected }) => expected !== null);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
