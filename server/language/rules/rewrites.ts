// Faults of the command line's text that a change of the same text repairs: each comes with the text as it was meant. The
// rule tells the fault, the quick fix writes the text.

import type { TextSpan } from '../../../core/kernel/commandline';
import type { Analysis } from '../analysis';
import type { Severity } from '../diagnostic';
import type { Rule } from '../rule';
import { oncePerPlace, type WrittenCommandLine, writtenCommandLines } from './command-lines';

export interface Rewrite {
  readonly line: WrittenCommandLine;
  /** What is wrong. */
  readonly span: TextSpan;
  readonly message: string;
  /** Of the quick fix. */
  readonly title: string;
  /** The whole command line, put right; only the fix asks, and it may take a search. */
  readonly text: () => string;
}

export interface RewriteWords {
  readonly code: string;
  readonly defaultSeverity: Severity;
  readonly find: (analysis: Analysis) => readonly Rewrite[];
}

/** Of a fault that one command line shows by itself. */
export function inEachLine(
  find: (line: WrittenCommandLine) => readonly Omit<Rewrite, 'line'>[],
): (analysis: Analysis) => readonly Rewrite[] {
  return (analysis) => writtenCommandLines(analysis).flatMap((line) => find(line).map((found) => ({ line, ...found })));
}

export function rewriteRule({ code, defaultSeverity, find }: RewriteWords): Rule {
  return {
    code,
    defaultSeverity,
    check: (analysis, report) => {
      const reportOnce = oncePerPlace(report);
      for (const { line, span, message } of find(analysis)) {
        reportOnce({ message, file: line.file, range: line.rangeOf(span) });
      }
    },
  };
}

export function withSpan(text: string, span: TextSpan, by: string): string {
  return text.slice(0, span.start) + by + text.slice(span.end);
}
