// The shape of a rule: one finding that reads a whole analysis. Rules are handed to `analyse` as a list, so that nothing
// below imports them, and a test can run any subset.

import type { Analysis } from './analysis';
import type { Diagnostic, Severity } from './diagnostic';

export interface Rule {
  readonly code: string;
  readonly defaultSeverity: Severity;
  /** Reads the analysis (whose diagnostics are those found before any rule ran) and reports what it finds. */
  readonly check: (analysis: Analysis, report: Report) => void;
}

/** Code and severity are the rule's own unless the finding names a severity. */
export type Report = (finding: Finding) => void;

export type Finding = Omit<Diagnostic, 'code' | 'severity' | 'related' | 'tags'> &
  Partial<Pick<Diagnostic, 'severity' | 'related' | 'tags'>>;
