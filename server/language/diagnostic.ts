// A finding in a text, in plain data: what is wrong, where, and the places that prove it. The adapters turn it into
// LSP diagnostics, lines for people or JSON.

/** UTF-16 offsets into the file's text; end is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Diagnostic {
  /** kebab-case, subject first; docs/rules/CODE.md is its page. */
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  /** URI of the file in which it is shown. */
  readonly file: string;
  readonly range: TextRange;
  readonly related: readonly RelatedInformation[];
  readonly tags: readonly ('unnecessary' | 'deprecated')[];
  /** The one edit that removes the fault, where the finder knows it: a nearest name, a version without its suffix. */
  readonly replacement?: Replacement;
}

export interface RelatedInformation {
  readonly file: string;
  readonly range: TextRange;
  readonly message: string;
}

/** In the diagnostic's file. */
export interface Replacement {
  readonly range: TextRange;
  readonly text: string;
}
