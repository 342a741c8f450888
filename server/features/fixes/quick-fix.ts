// What a quick fix is, and how a fix of one kind says which findings it repairs.

import type { Analysis } from '../../language/analysis';
import type { Diagnostic } from '../../language/diagnostic';
import type { TextEdit } from '../edit';
import type { Place } from '../places';

export interface QuickFix {
  readonly title: string;
  /** The finding that it removes. */
  readonly diagnostic: Diagnostic;
  readonly edits: readonly TextEdit[];
  /** The one that an editor applies when asked to fix without a choice; at most one a finding. */
  readonly preferred: boolean;
  /** What it costs, in a few words; null: nothing known. */
  readonly price: string | null;
  /** In the text after the edits: the words that the user is to write over. */
  readonly selection?: Place;
}

export interface FixKind {
  /** The codes of the findings that it repairs; null: any. */
  readonly codes: readonly string[] | null;
  /** How it is known that a fix removes its finding and adds none: it sees to it itself, or the changed text is analysed. */
  readonly proved: 'itself' | 'by-analysis';
  /** The codes whose preferred fix changes how something is written and nothing else: `source.fixAll` applies it unseen. */
  readonly unseen?: readonly string[];
  /** Best first; empty where it does not apply to this finding. */
  readonly propose: (analysis: Analysis, diagnostic: Diagnostic) => readonly QuickFix[];
}
