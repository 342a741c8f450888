// How the stages between parser and rules report: a code of the table, a place, a sentence. The severity is the code's.

import { LANGUAGE_CODES, type LanguageCode } from './codes';
import type { Diagnostic, RelatedInformation, Replacement, TextRange } from './diagnostic';
import { withShownNames } from './shown';

export interface LanguageFinding {
  readonly code: LanguageCode;
  readonly file: string;
  readonly range: TextRange;
  readonly message: string;
  readonly related?: readonly RelatedInformation[];
  readonly replacement?: Replacement;
}

export type Sink = (finding: LanguageFinding) => void;

export function toDiagnostic(finding: LanguageFinding): Diagnostic {
  const { code, file, message, replacement } = finding;
  return {
    code,
    severity: LANGUAGE_CODES[code].severity,
    message: withShownNames(message),
    file,
    range: plain(finding.range),
    related: (finding.related ?? []).map((each) => ({
      ...each,
      message: withShownNames(each.message),
      range: plain(each.range),
    })),
    tags: [],
    ...(replacement === undefined ? {} : { replacement: { range: plain(replacement.range), text: replacement.text } }),
  };
}

/** Stages hand in syntax nodes as ranges; a diagnostic is plain data. */
function plain({ start, end }: TextRange): TextRange {
  return { start, end };
}
