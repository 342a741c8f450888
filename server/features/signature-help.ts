// Signature help: the form of the property or query at the cursor, with the part that is being written; inside the string
// of `cmdline` the seven places of a flag string of `config_acs=`.

import { ACS_FLAGS } from '../../core/pci/acs';
import type { Analysis } from '../language/analysis';
import type { ParsedFile } from '../language/parser';
import { cursorPlace, triviaAt, type CursorPlace } from './completion/cursor-place';
import { expectedAfter } from './completion/form';
import { formAt } from './completion/form-at';
import { FORMS, type Form } from './completion/forms';
import { FLAG_MEANINGS } from './completion/values';

export interface SignatureHelp {
  readonly label: string;
  readonly documentation: string | null;
  /** UTF-16 offsets into the label, from left to right. */
  readonly parameters: readonly { readonly label: readonly [number, number]; readonly documentation: string | null }[];
  /** null: the cursor is in none of the parts. */
  readonly active: number | null;
}

export { SIGNATURE_TRIGGERS } from './triggers';

/** null: nothing with a form stands here. */
export function signatureHelp(analysis: Analysis, file: string, offset: number): SignatureHelp | null {
  const parsed = analysis.files.find(({ uri }) => uri === file);
  if (parsed === undefined) return null;
  const trivia = triviaAt(parsed, offset);
  if (trivia.in === 'comment') return null;
  if (trivia.in === 'string') return flagStringHelp(parsed, trivia.token.start, offset);
  const place = cursorPlace(parsed, offset);
  const found = formAt(place);
  if (found === null || place.begins) return null;
  const form: Form = FORMS[found.name];
  if (form.parts.length === 0) return null;
  const part = activePart(form, place);
  const label = 'functionKind' in (place.construct ?? {}) ? withKind(form.label, place) : form.label;
  return {
    label,
    documentation: form.documentation,
    parameters: parametersOf(form, label),
    active: part < 0 ? null : part,
  };
}

function withKind(label: string, { construct, parsed }: CursorPlace): string {
  if (construct === null) return label;
  return label.replace('KIND', () => parsed.text.slice(construct.keyword.start, construct.keyword.end));
}

function parametersOf({ parts }: Form, label: string): SignatureHelp['parameters'] {
  let from = 0;
  return parts.map(({ text, documentation }) => {
    const start = label.indexOf(text, from);
    from = start + text.length;
    return { label: [start, from], documentation };
  });
}

/**
 * The part that the word under the cursor belongs to: what had to stand there; of what may stand there, the one that its
 * opening word says. Behind a finished part with a space, the next.
 */
function activePart({ parts, pieces }: Form, { tokens, range, parsed }: CursorPlace): number {
  const { slots } = expectedAfter(pieces, tokens);
  const word = parsed.text.slice(range.start, range.end);
  const named = slots.find(({ values }) => values.of === 'words' && values.words.some((each) => each.startsWith(word)));
  const slot = (word === '' ? null : named) ?? slots.find(({ required }) => required) ?? slots[0];
  return slot === undefined ? -1 : parts.findIndex(({ part }) => part === slot.part);
}

/** The most significant bit first, as the kernel reads it. */
const FLAG_PLACES = [...ACS_FLAGS].reverse();
const FLAG_LABEL = `config_acs=${FLAG_PLACES.join(' ')} @ DEVICE`;

function flagStringHelp(parsed: ParsedFile, start: number, offset: number): SignatureHelp | null {
  const place = cursorPlace(parsed, start);
  if (place.construct?.kind !== 'cmdline' || place.tokens.length > 0) return null;
  const before = parsed.text.slice(start + 1, offset);
  const list = /(?:^|\s)pci=(?:\S*,)?config_acs=([^\s,]*)$/.exec(before)?.[1];
  if (list === undefined) return null;
  const entry = list.slice(list.lastIndexOf(';') + 1);
  const isDevice = entry.includes('@') || entry.length >= FLAG_PLACES.length;
  let from = 'config_acs='.length;
  const flags = FLAG_PLACES.map((flag) => {
    const label: readonly [number, number] = [from, from + flag.length];
    from += flag.length + 1;
    return { label, documentation: `${FLAG_MEANINGS[flag]}: \`0\` off, \`1\` on, \`x\` as firmware left it.` };
  });
  const device = {
    label: [FLAG_LABEL.length - 'DEVICE'.length, FLAG_LABEL.length] as const,
    documentation: 'An address, a way down to one, or `pci:vvvv:dddd`; `;` before the next entry.',
  };
  return {
    label: FLAG_LABEL,
    documentation: 'One digit for each ACS bit, the most significant first, then the functions that get them.',
    parameters: [...flags, device],
    active: isDevice ? FLAG_PLACES.length : entry.length,
  };
}
