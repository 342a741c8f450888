// What a quick fix is, and how a fix of one kind says which findings it repairs.

import type { Analysis } from '../language/analysis';
import type { Diagnostic } from '../language/diagnostic';
import type { TextEdit } from './edit';

export interface QuickFix {
  readonly title: string;
  /** The finding that it removes. */
  readonly diagnostic: Diagnostic;
  readonly edits: readonly TextEdit[];
  /** The one that an editor applies when asked to fix without a choice; at most one a finding. */
  readonly preferred: boolean;
  /** What it costs, in a few words; null: nothing known. */
  readonly price: string | null;
}

export interface FixKind {
  /** The codes of the findings that it repairs; null: any. */
  readonly codes: readonly string[] | null;
  /** How it is known that a fix removes its finding and adds none: it sees to it itself, or the changed text is analysed. */
  readonly proved: 'itself' | 'by-analysis';
  /** Best first; empty where it does not apply to this finding. */
  readonly propose: (analysis: Analysis, diagnostic: Diagnostic) => readonly QuickFix[];
}
