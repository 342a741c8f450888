// Which form the cursor stands in, and what may stand there: the bridge from the tree to the table of forms.

import { BRIDGE_KINDS } from '../../language/keywords';
import type { Construct, CursorPlace } from './cursor-place';
import { expectedAfter, type Expected } from './form';
import { FORMS, type FormName } from './forms';

export interface FormAt {
  readonly name: FormName;
  readonly expected: Expected;
}

/** null: nothing stands before the cursor, or its block did and is closed. */
export function formAt({ construct, tokens, closed }: CursorPlace): FormAt | null {
  if (construct === null || closed) return null;
  const name = formOf(construct, tokens);
  return { name, expected: expectedAfter(FORMS[name].pieces, tokens) };
}

function formOf(construct: Construct, tokens: readonly string[]): FormName {
  if (construct.kind === 'function') {
    return (BRIDGE_KINDS as readonly (string | null)[]).includes(construct.functionKind) ? 'bridge' : 'endpoint';
  }
  if (construct.kind === 'acs') {
    if (tokens[0] === 'auto') return 'acs_auto';
    return tokens[0] === 'absent' ? 'acs_absent' : 'acs';
  }
  return construct.kind;
}
