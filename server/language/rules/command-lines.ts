// What the rules about the kernel command line share: every `cmdline` that an evaluation reads, its faults at their place
// in the file, and each place once although scenarios inherit the same text.

import type { CommandLine, CommandLineObservation, TextSpan } from '../../../core/kernel/commandline';
import type { Analysis, Evaluation } from '../analysis';
import type { Severity, TextRange } from '../diagnostic';
import type { Finding, Report, Rule } from '../rule';
import { rangeInString } from '../string';
import { isInShellParameter } from './shell';

export interface WrittenCommandLine {
  readonly evaluation: Evaluation;
  readonly commandLine: CommandLine;
  readonly kernel: string;
  /** URI. */
  readonly file: string;
  /** The string with its quotes. */
  readonly literal: TextRange;
  /** From a span of the kernel's text to the file. */
  readonly rangeOf: (span: TextSpan) => TextRange;
}

/** The command lines that stand in the files, as each evaluation's kernel reads them; inherited ones come again. */
export function writtenCommandLines(analysis: Analysis): readonly WrittenCommandLine[] {
  const texts = new Map(analysis.files.map((file) => [file.uri, file.text]));
  return analysis.evaluations.flatMap((evaluation) => {
    const located = evaluation.settings.cmdline;
    const text = located === null ? undefined : texts.get(located.file);
    if (located === null || text === undefined || located.syntax.text.value === null || !evaluation.reliable) return [];
    const literal = located.syntax.text;
    return [
      {
        evaluation,
        commandLine: evaluation.machine.commandLine,
        kernel: evaluation.machine.settings.kernel.label,
        file: located.file,
        literal,
        rangeOf: (span: TextSpan) => rangeInString(text, literal, span),
      },
    ];
  });
}

export type ObservationOf<Kind extends CommandLineObservation['observation']> = Extract<
  CommandLineObservation,
  { readonly observation: Kind }
>;

export interface ObservationWords<Kind extends CommandLineObservation['observation']> {
  readonly code: string;
  readonly defaultSeverity: Severity;
  readonly observation: Kind;
  /** Which of these observations the rule is about; all of them where it is left out. */
  readonly when?: (observation: ObservationOf<Kind>) => boolean;
  readonly message: (observation: ObservationOf<Kind>, line: WrittenCommandLine) => string;
  readonly related?: (observation: ObservationOf<Kind>, line: WrittenCommandLine) => Finding['related'];
}

/** A rule that puts one kind of core's observations into words, at the place that core names. */
export function observationRule<Kind extends CommandLineObservation['observation']>(
  words: ObservationWords<Kind>,
): Rule {
  return {
    code: words.code,
    defaultSeverity: words.defaultSeverity,
    check: (analysis, report) => {
      const reportOnce = oncePerPlace(report);
      for (const line of writtenCommandLines(analysis)) {
        for (const observation of line.commandLine.observations) {
          if (!isObservation(observation, words.observation) || words.when?.(observation) === false) continue;
          if (isInShellParameter(line.commandLine, observation.span)) continue;
          reportOnce({
            message: words.message(observation, line),
            file: line.file,
            range: line.rangeOf(observation.span),
            related: words.related?.(observation, line) ?? [],
          });
        }
      }
    },
  };
}

/** Passes on the first finding of every place: what scenarios inherit is reported once. */
export function oncePerPlace(report: Report): Report {
  const seen = new Set<string>();
  return (finding) => {
    const place = `${finding.range.start} ${finding.range.end} ${finding.file}`;
    if (seen.has(place)) return;
    seen.add(place);
    report(finding);
  };
}

/** What the kernel logs about it, as a half sentence; empty where it says nothing. */
export function logged(observation: { readonly log: string | null }): string {
  return observation.log === null ? '' : ` The kernel logs: ${observation.log}`;
}

function isObservation<Kind extends CommandLineObservation['observation']>(
  observation: CommandLineObservation,
  kind: Kind,
): observation is ObservationOf<Kind> {
  return observation.observation === kind;
}
