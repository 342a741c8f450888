// Findings up to a number that somebody may still read. The first one too many is replaced by one that says so.

import type { Diagnostic } from './diagnostic';
import { toDiagnostic, type Sink } from './finding';
import { MAXIMUM_FINDINGS, MAXIMUM_RULE_FINDINGS_OF_LINE } from './limits';
import type { ParsedFile } from './parser';
import { lineAt } from './position';

/** Of a whole machine. */
export function limitedSink(diagnostics: Diagnostic[]): Sink {
  let count = 0;
  return (finding) => {
    count++;
    if (count <= MAXIMUM_FINDINGS) diagnostics.push(toDiagnostic(finding));
    if (count !== MAXIMUM_FINDINGS + 1) return;
    const message = `expected a machine with at most ${String(MAXIMUM_FINDINGS)} findings, found more; repair those that are shown first`;
    diagnostics.push(toDiagnostic({ code: 'findings-cut', file: finding.file, range: finding.range, message }));
  };
}

/** Of each line. */
export function limitedByLine(
  files: readonly ParsedFile[],
  diagnostics: Diagnostic[],
): (diagnostic: Diagnostic) => void {
  const lines = new Map(files.map(({ uri, lineStarts }) => [uri, { lineStarts, counts: new Map<number, number>() }]));
  return (diagnostic) => {
    const { file, range } = diagnostic;
    const found = lines.get(file);
    const line = lineAt(found?.lineStarts ?? [0], range.start);
    const count = (found?.counts.get(line) ?? 0) + 1;
    found?.counts.set(line, count);
    if (count <= MAXIMUM_RULE_FINDINGS_OF_LINE) diagnostics.push(diagnostic);
    if (count !== MAXIMUM_RULE_FINDINGS_OF_LINE + 1) return;
    const message = `expected a line with at most ${String(MAXIMUM_RULE_FINDINGS_OF_LINE)} findings, found more; repair those that are shown first`;
    diagnostics.push(toDiagnostic({ code: 'findings-cut', file, range, message }));
  };
}
