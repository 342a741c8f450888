// Diagnostics as lines for people and for problem matchers: `FILE:LINE:COLUMN: error[code]: message`.

import type { Analysis } from '../language/analysis';
import type { Diagnostic } from '../language/diagnostic';
import { positionAt } from '../language/position';

const WORD = { error: 'error', warning: 'warning', information: 'info', hint: 'hint' } as const;

export function findingLines(
  analysis: Pick<Analysis, 'files'>,
  diagnostics: readonly Diagnostic[],
  fileName: (uri: string) => string,
): readonly string[] {
  return diagnostics.map(({ file, range, severity, code, message }) => {
    const lineStarts = analysis.files.find(({ uri }) => uri === file)?.lineStarts ?? [0];
    const { line, character } = positionAt(lineStarts, range.start);
    return `${fileName(file)}:${line + 1}:${character + 1}: ${WORD[severity]}[${code}]: ${message}`;
  });
}
