// What the panel draws of the questions beside `pair`: the report's own answers, and what only a panel needs: where to
// jump, what was asserted as the file has it, and the sentences of hover.

import type { ReportMap, ReportNvmet, ReportProviderChoice } from './report-queries';

/** The kinds of question that have a place of their own in the panel; a `pair` is named by its devices. */
export type PanelQueryKind = 'map' | 'provider' | 'nvmet';

interface PanelQuery {
  /** Opaque name of the place in the text, for `reveal`. */
  readonly query: string;
  /** 0-based line, for display. */
  readonly line: number;
  /** What stands after `=`, as in the file; null: nothing is asserted. */
  readonly expected: string | null;
  /** Why the answer is this one: a clause without a full stop. */
  readonly because: string;
}

export interface PanelMap extends PanelQuery {
  /** At most PANEL_MOST_ENTRIES entries, and the segments they are part of. */
  readonly answer: ReportMap;
  /** Entries that `answer` leaves out. */
  readonly leftOut: number;
  /** By entry of `answer`: the line that has it, and what became of it. */
  readonly entries: readonly PanelMapPart[];
  /** By segment of `answer`: what asserts it, else the query; and what it is. */
  readonly segments: readonly PanelMapPart[];
  /** What the file's own settings give, with at most as many entries; null: the same. */
  readonly inFile: ReportMap | null;
}

export interface PanelMapPart {
  /** Opaque name of the place in the text, for `reveal`. */
  readonly query: string;
  /** A few sentences of plain text. */
  readonly sentence: string;
}

/** A picture goes out after every keystroke; nobody reads more of a list in one. */
export const PANEL_MOST_ENTRIES = 256;

export interface PanelProviderChoice extends PanelQuery {
  readonly answer: ReportProviderChoice;
  /** By candidate of `answer`: what became of it, as a clause. */
  readonly candidates: readonly string[];
  /** What the file's own settings give; null: the same. */
  readonly inFile: ReportProviderChoice | null;
}

/** `because` is empty; each result has its own, a sentence. */
export interface PanelNvmet extends PanelQuery {
  readonly answer: ReportNvmet;
  /** By result of `answer`: every namespace on every port. */
  readonly results: readonly PanelQuery[];
  /** What the file's own settings give; null: the same. */
  readonly inFile: ReportNvmet | null;
}
