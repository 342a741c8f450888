// Completion: what may stand at the cursor, by place and by meaning, in unfinished text too. The places are one file each
// in completion/; here it is decided which of them the cursor stands in.

import type { Analysis } from '../language/analysis';
import type { ParsedFile } from '../language/parser';
import { addressEntries, busEntries } from './completion/addresses';
import { evaluationAt } from './completion/actual-answer';
import { answerEntries } from './completion/answers';
import { commandLineEntries } from './completion/command-line';
import {
  entries,
  NOTHING,
  toList,
  type CompletionData,
  type CompletionList,
  type Entries,
} from './completion/completion';
import { cursorPlace, listBehind, triviaAt, type CursorPlace } from './completion/cursor-place';
import { documentationOf } from './completion/documentation';
import type { Slot } from './completion/form';
import { formAt, type FormAt } from './completion/form-at';
import { FORMS, type FormPart } from './completion/forms';
import { idEntries } from './completion/ids';
import { includeEntries } from './completion/include-paths';
import { kernelEntries } from './completion/kernels';
import { keywordEntries } from './completion/keywords';
import { nameEntries } from './completion/names';
import { suppressionEntries } from './completion/suppressions';
import { flagEntries, numberEntries, sizeEntries, wordEntries } from './completion/values';
import type { PciNames } from './pci-names';

export type { Completion, CompletionData, CompletionList } from './completion/completion';
export { withoutPlaceholders } from './completion/snippets';

export { COMPLETION_TRIGGERS } from './triggers';

export interface CompletionContext {
  /** URIs of the `.p2p` files of the workspace, for `include`. */
  readonly paths?: readonly string[];
  /** The character whose typing asked; null: the user did, or a word grew. */
  readonly trigger?: string | null;
}

export function completions(
  analysis: Analysis,
  file: string,
  offset: number,
  names: PciNames | null,
  { paths = [], trigger = null }: CompletionContext = {},
): CompletionList {
  const parsed = analysis.files.find(({ uri }) => uri === file);
  if (parsed === undefined) return NOTHING;
  const trivia = triviaAt(parsed, offset);
  const here = { range: { start: offset, end: offset }, offset, text: '' };
  if (trivia.in === 'comment') return toList(here, suppressionEntries(analysis, parsed, trivia.token, offset));
  if (trivia.in === 'string') {
    const content = { start: trivia.token.start + 1, end: trivia.token.end - (trivia.closed ? 1 : 0) };
    return toList(here, stringEntries(analysis, parsed, content, offset, paths));
  }
  const place = cursorPlace(parsed, offset);
  const list = { range: place.range, offset, text: parsed.text };
  return toList(list, codeEntries(analysis, place, names, trigger));
}

/** Markdown; null: nothing to say. */
export function completionDocumentation(
  analysis: Analysis,
  data: CompletionData,
  names: PciNames | null,
): string | null {
  return documentationOf(analysis, data, names);
}

function stringEntries(
  analysis: Analysis,
  parsed: ParsedFile,
  content: { readonly start: number; readonly end: number },
  offset: number,
  paths: readonly string[],
): Entries {
  const place = cursorPlace(parsed, content.start - 1);
  const before = parsed.text.slice(content.start, offset);
  if (place.construct?.kind === 'include' && place.tokens.length === 0) {
    return includeEntries(analysis, parsed.uri, content, before, paths);
  }
  if (place.construct?.kind !== 'cmdline' || place.tokens.length > 0) return entries([]);
  const behind = parsed.text.slice(offset, content.end);
  return commandLineEntries(analysis, evaluationAt(analysis, place), { before, behind, offset });
}

/**
 * Where a space was typed only what must stand there is offered: nobody asked for what may. A minus belongs to the name of
 * a device (`ConnectX-7`), where an id is looked for, and elsewhere begins an arrow.
 */
function codeEntries(
  analysis: Analysis,
  place: CursorPlace,
  names: PciNames | null,
  trigger: CompletionContext['trigger'],
): Entries {
  const form = formAt(place);
  const isIdWanted = form?.expected.slots.some(({ values }) => values.of === 'id') === true;
  if (trigger === '-' && !isIdWanted) return entries([]);
  const bySpace = trigger === ' ';
  const isContinued = form !== null && !form.expected.complete && !startsAnew(place);
  const slots = (form?.expected.slots ?? []).filter(({ required }) => required || !(place.begins || bySpace));
  const values =
    place.begins && !isContinued
      ? []
      : slots.map((slot) => slotEntries(analysis, place, slot, names, partMeaning(form, slot)));
  const opens = place.begins && !isContinued && !bySpace;
  const keywords = opens ? keywordEntries(analysis, place) : [];
  const incomplete = values.some((each) => each.incomplete);
  return entries([...values.flatMap((each) => each.entries), ...keywords], incomplete);
}

/** On a line of its own, unless the one before cannot end as it does. */
function startsAnew({ begins, tokens }: CursorPlace): boolean {
  return begins && !['->', ',', '=', '@', '['].includes(tokens.at(-1) ?? '');
}

function partMeaning(form: FormAt | null, { part }: Slot): string | null {
  const parts: readonly FormPart[] = form === null ? [] : FORMS[form.name].parts;
  const said = parts.find((each) => each.part === part)?.documentation ?? null;
  return said === null ? null : said.replace(/\.$/, '');
}

function slotEntries(
  analysis: Analysis,
  place: CursorPlace,
  slot: Slot,
  names: PciNames | null,
  meaning: string | null,
): Entries {
  const { values, before, part } = slot;
  switch (values.of) {
    case 'words':
      return entries(wordEntries(part, values.words, meaning));
    case 'kernel':
      return entries(kernelEntries());
    case 'names':
      return nameEntries(analysis, place, values.role, takenAt(place, slot));
    case 'answer':
      return answerEntries(analysis, place, values.query, slot, takenAt(place, slot));
    case 'flags':
      return entries(flagEntries([...before, ...flagsBehind(place)]));
    case 'id':
      return idEntries(analysis, place, values, names);
    case 'address':
      return entries(addressEntries(analysis, place));
    case 'bus':
      return entries(busEntries(analysis, place));
    case 'number':
      return entries(numberEntries(place, values.what));
    case 'size':
      return entries(sizeEntries(place, values.what));
    case 'anything':
      return entries([]);
  }
}

/** What the list has already, what would ask about a device with itself, and what the subsystem names elsewhere. */
function takenAt({ parsed, range, construct, owners }: CursorPlace, { before, part }: Slot): ReadonlySet<string> {
  const taken = [...before, ...listBehind(parsed, range.end)];
  if (construct?.kind === 'pair' && taken.length === 0) {
    const others = part === 'client' ? construct.providers : construct.clients;
    if (others.length === 1) taken.push(others[0]?.value ?? '');
  }
  const owner = owners.at(-1);
  if (owner?.kind === 'nvmet' && part === 'device') {
    const others = (owner.block?.members ?? []).filter((member) => member !== construct);
    taken.push(...others.map((member) => member.device.value ?? ''));
  }
  return new Set(taken);
}

function flagsBehind({ parsed, range }: CursorPlace): readonly string[] {
  const rest = /^[ \t]*((?:(?:SV|TB|RR|CR|UF|EC|DT)\b[ \t]*)*)/.exec(parsed.text.slice(range.end, range.end + 100));
  return (rest?.[1] ?? '').split(/\s+/);
}
