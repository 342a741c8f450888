// A hint that stands in the text, in plain data. It is made of parts, so that a name or a map type in it can lead to where
// it was decided; its tooltip is asked for by its key, because a reason costs more than all the hints of a screen.

import type { Place } from '../places';

export interface InlayHint {
  /** What a setting switches on and off. */
  readonly kind: 'verdict' | 'address' | 'acs' | 'setting';
  /** UTF-16 offset in the file; the hint stands behind it, with a blank before it. */
  readonly offset: number;
  readonly parts: readonly InlayHintPart[];
  /** For inlayHintTooltip; holds on as long as nothing is declared or asked before it. */
  readonly key: string;
}

export interface InlayHintPart {
  readonly label: string;
  /** Where a click leads; null: the part is text. */
  readonly target: Place | null;
}

/** The whole of what is read. */
export function hintLabel({ parts }: Pick<InlayHint, 'parts'>): string {
  return parts.map(({ label }) => label).join('');
}
