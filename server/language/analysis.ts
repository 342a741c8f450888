// What is known of one machine after its files were parsed, bound, lowered and evaluated: the one value that rules,
// features and reports read. It is a pure function of the texts, built anew on every change and never patched.

import type { Machine } from '../../core/machine';
import type { DecidedMapType, Verdict } from '../../core/p2pdma/verdict';
import type { Declaration, Reference } from './declaration';
import type { Diagnostic, TextRange } from './diagnostic';
import type { ParsedFile } from './parser';
import type { PairQuerySyntax } from './tree';

export interface Analysis {
  /** URI of the file that is the machine; files[0] is that file, then what it includes, in order of inclusion. */
  readonly root: string;
  readonly files: readonly ParsedFile[];
  /** By `origin`: the index of a declaration is the origin of its function, BAR or host bridge in the core. */
  readonly declarations: readonly Declaration[];
  /** Every place that names a declaration, resolved or not. */
  readonly references: readonly Reference[];
  /** First the machine itself (scenario null), then each scenario in order of appearance. */
  readonly evaluations: readonly Evaluation[];
  /** Syntax, binding, lowering and rules; each fault once; in order of file and position. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Evaluation {
  readonly scenario: string | null;
  readonly machine: Machine;
  readonly pairs: readonly PairResult[];
}

/** One `pair` query, all combinations of its lists. */
export interface PairResult {
  readonly file: string;
  readonly query: PairQuerySyntax;
  readonly range: TextRange;
  readonly expected: { readonly mapType: DecidedMapType | 'SUPPORTED'; readonly range: TextRange } | null;
  readonly verdicts: readonly Verdict[];
  /** null: nothing was asserted; 'undecided': asserted, but not known. */
  readonly holds: boolean | 'undecided' | null;
}
