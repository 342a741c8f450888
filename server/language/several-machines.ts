// The findings of one file that belongs to several machines, because several files include it: equal ones once. That a comment
// hides nothing is only true if it hides nothing in any of them.

import type { Analysis } from './analysis';
import type { Diagnostic } from './diagnostic';

export interface FindingOfMachine {
  /** The first machine that has it: its proof stands for the others. */
  readonly analysis: Analysis;
  readonly finding: Diagnostic;
}

export function findingsOfFile(machines: readonly Analysis[], uri: string): readonly FindingOfMachine[] {
  const owners = machines.filter(({ files }) => files.some((file) => file.uri === uri));
  const found = new Map<string, FindingOfMachine & { machines: number }>();
  for (const analysis of owners) {
    const own = new Set<string>();
    for (const finding of analysis.diagnostics) {
      if (finding.file !== uri) continue;
      const { code, range, message } = finding;
      const key = [code, String(range.start), String(range.end), message].join('\n');
      if (own.has(key)) continue;
      own.add(key);
      const known = found.get(key);
      if (known === undefined) found.set(key, { analysis, finding, machines: 1 });
      else known.machines += 1;
    }
  }
  return [...found.values()].filter(({ finding, machines: count }) => {
    return finding.code !== 'ignore-unused' || count === owners.length;
  });
}
