// The lists of `disable_acs_redir=` and `config_acs=`, read in the order of the kernel's own scan: it stops at the first
// fault, and everything behind the fault has no effect.

import type { AcsEntry, AcsOption, AcsOptionName, CommandLineObservation, TextSpan } from './commandline';
import { parseDevicePattern } from './device-pattern';
import type { AcsRules } from './version';
import { fillMessage } from './version';

export interface ReadList {
  readonly option: AcsOption;
  readonly observations: readonly CommandLineObservation[];
}

type Flags = NonNullable<AcsEntry['flags']>;

interface Reading {
  readonly entry: AcsEntry;
  /** null: the scan goes on behind this entry. */
  readonly fault: CommandLineObservation | null;
}

const FLAGS_MISSING = 'ACS Flags missing';
const FLAGS_CHARACTERS = 'Invalid ACS flags... Ignoring';
const CUT_LIST = 100;
const FLAGS_BEYOND_DT = 'Invalid ACS flags specified';

/** `span` is the whole option, `listSpan` what follows its `=`; both within `text`. */
export function readAcsList(
  text: string,
  name: AcsOptionName,
  span: TextSpan,
  listSpan: TextSpan,
  rules: AcsRules,
): ReadList {
  const entries: AcsEntry[] = [];
  const observations: CommandLineObservation[] = [];
  const onlyFirst = name === 'config_acs' && rules.configAcs === 'broken';
  let stopped: AcsEntry['state'] | null = null;
  for (const entrySpan of entrySpans(text, listSpan)) {
    const reading = readEntry(text, name, entrySpan, listSpan, entries.length, rules);
    if (stopped !== null) {
      entries.push({ ...reading.entry, state: stopped });
      continue;
    }
    entries.push(reading.entry);
    if (reading.fault !== null) observations.push(reading.fault);
    if (reading.fault !== null) stopped = 'after-unparsable';
    else if (onlyFirst) stopped = 'not-reached';
  }
  const second = entries[1];
  if (stopped === 'not-reached' && second !== undefined) {
    const ignored = { start: second.span.start, end: listSpan.end };
    observations.push({
      observation: 'only-first-entry',
      fixedIn: '6.15',
      span: ignored,
      log: rules.messages.unparsable,
    });
  }
  return { option: { name, span, listSpan, entries }, observations };
}

/** Pieces between semicolons; the kernel looks for another entry only where something follows. */
function entrySpans(text: string, listSpan: TextSpan): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  let start = listSpan.start;
  while (start < listSpan.end) {
    const semicolon = text.indexOf(';', start);
    const end = semicolon === -1 || semicolon > listSpan.end ? listSpan.end : semicolon;
    spans.push({ start, end });
    start = end + 1;
  }
  return spans;
}

function readEntry(
  text: string,
  option: AcsOptionName,
  span: TextSpan,
  listSpan: TextSpan,
  index: number,
  rules: AcsRules,
): Reading {
  const entryText = text.slice(span.start, span.end);
  const ignored = span.end + 1 < listSpan.end ? { start: span.end + 1, end: listSpan.end } : null;
  const at = option === 'config_acs' ? entryText.indexOf('@') : -1;
  const deviceText = entryText.slice(at + 1);
  const parsed = parseDevicePattern(deviceText, option === 'disable_acs_redir' && endsHint(span, listSpan));
  const flags = at === -1 ? null : readFlags(entryText.slice(0, at));
  const entry = (state: AcsEntry['state']): AcsEntry => ({
    index,
    text: entryText,
    span,
    flags: flags?.flags ?? null,
    device: parsed.pattern,
    state,
  });
  if (option === 'config_acs' && flags === null) {
    // The kernel looks for the next @, even behind a semicolon, and then finds no flag characters before it.
    const log = text.slice(span.end, listSpan.end).includes('@') ? FLAGS_CHARACTERS : FLAGS_MISSING;
    return {
      entry: entry('flags-invalid'),
      fault: { observation: 'flags-missing', device: entryText, span, log, ignored },
    };
  }
  if (flags !== null && flags.fault !== null) {
    const flagsSpan = { start: span.start, end: span.start + at };
    const log = flags.fault === 'characters' ? FLAGS_CHARACTERS : FLAGS_BEYOND_DT;
    const flagsText = entryText.slice(0, at);
    return {
      entry: entry('flags-invalid'),
      fault: { observation: 'flags-invalid', flags: flagsText, reason: flags.fault, span: flagsSpan, log, ignored },
    };
  }
  const deviceSpan = { start: span.start + at + 1, end: span.end };
  if (parsed.pattern.kind === 'unparsable') {
    const log = fillMessage(rules.messages.unparsable, text.slice(listSpan.start, listSpan.end));
    const { reason } = parsed.pattern;
    return {
      entry: entry('unparsable'),
      fault: { observation: 'device-unparsable', option, device: deviceText, reason, span: deviceSpan, log, ignored },
    };
  }
  if (parsed.length < deviceText.length) {
    const trailing = { start: deviceSpan.start + parsed.length, end: span.end };
    return {
      entry: entry('applies'),
      fault: {
        observation: 'device-trailing',
        option,
        device: deviceText,
        trailing,
        span: deviceSpan,
        log: null,
        ignored,
      },
    };
  }
  return { entry: entry('applies'), fault: null };
}

/** The kernel's hint is cut at 127 characters; somebody may have taken some entries out of it. */
function endsHint(span: TextSpan, listSpan: TextSpan): boolean {
  return span.end === listSpan.end && listSpan.end - listSpan.start >= CUT_LIST;
}

/** Flag characters, the last one for bit 0; only a bit that is set or cleared can be one too many. */
function readFlags(text: string): { readonly flags: Flags; readonly fault: 'characters' | 'beyond-dt' | null } {
  if (!/^[01xX]*$/.test(text)) return { flags: { text, mask: 0, value: 0 }, fault: 'characters' };
  const bits = [...text].reverse();
  if (bits.slice(7).some((bit) => bit === '0' || bit === '1')) {
    return { flags: { text, mask: 0, value: 0 }, fault: 'beyond-dt' };
  }
  const masks = bits.slice(0, 7).map((bit, index) => ({ bit, mask: 1 << index }));
  const mask = masks.reduce((sum, { bit, mask: one }) => (bit === '0' || bit === '1' ? sum | one : sum), 0);
  const value = masks.reduce((sum, { bit, mask: one }) => (bit === '1' ? sum | one : sum), 0);
  return { flags: { text, mask, value }, fault: null };
}
