// `peermap report`: everything that was computed, as JSON for programs or as tables for people.

import { unreadableReport } from '../../export/unreadable';
import type { PairSelection } from '../../export/report';
import { MOST_PAIRS, countAllPairs, makeReport } from '../../export/report';
import { reportTables } from '../../export/tables';
import type { Report } from '../../protocol/report';
import { oneOf, readArguments } from '../arguments';
import type { Command, ExitStatus, Terminal } from '../command';
import { EXIT, UsageError, worst } from '../command';
import { loadMachine, statusOf } from '../load';

const FORMATS = ['json', 'markdown', 'csv', 'text'] as const;
const PAIRS = ['asked', 'all', 'classes'] as const;

export const report: Command = {
  name: 'report',
  usage: 'report FILE… [--format json|markdown|csv|text] [--pairs asked|all|classes]',
  summary: 'everything computed about the machines (docs/report.md)',
  run: (args, terminal) => {
    const { options, words } = readArguments(args, {
      format: { type: 'string', default: 'json' },
      pairs: { type: 'string', default: 'asked' },
    });
    const format = oneOf('format', options['format'] ?? '', FORMATS);
    const pairs = oneOf('pairs', options['pairs'] ?? '', PAIRS);
    if (words.length === 0) throw new UsageError('report expects at least one FILE.');
    const print = (made: Report): string => (format === 'json' ? JSON.stringify(made) : reportTables(made, format));
    return worst(...words.map((file) => reportFile(file, pairs, print, terminal)));
  },
};

function reportFile(
  file: string,
  pairs: PairSelection,
  print: (report: Report) => string,
  terminal: Terminal,
): ExitStatus {
  const loaded = loadMachine(file, terminal.workingDirectory);
  if (!loaded.ok) {
    terminal.err(`${file}: cannot be read: ${loaded.reason}.`);
    terminal.out(print(unreadableReport(file, loaded.reason)));
    return EXIT.broken;
  }
  const { analysis, fileName } = loaded;
  const count = pairs === 'all' ? countAllPairs(analysis) : 0;
  if (count > MOST_PAIRS) {
    terminal.err(`${file}: --pairs all would print ${count} pairs, more than ${MOST_PAIRS}; use --pairs classes.`);
    terminal.out(print(makeReport(analysis, analysis.diagnostics, 'asked', fileName)));
    return EXIT.usage;
  }
  terminal.out(print(makeReport(analysis, analysis.diagnostics, pairs, fileName)));
  return statusOf(analysis);
}
