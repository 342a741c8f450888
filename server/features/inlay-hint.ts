// A hint that stands in the text, in plain data.

export interface InlayHint {
  readonly kind: 'verdict' | 'address';
  /** UTF-16 offset in the file; the hint stands behind it, with a blank before it. */
  readonly offset: number;
  readonly label: string;
  /** Markdown; null: the label says all. */
  readonly tooltip: string | null;
}
