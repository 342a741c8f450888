// `acs`: the one property whose value is a run of words, so that a word that is no flag must be told from what goes on.

import { ACS_BIT, ACS_FLAGS, type AcsFlag } from '../../core/pci/acs';
import type { Cursor } from './cursor';
import { CONTINUATIONS, RESERVED } from './keywords';
import { habitualWord } from './habits';
import { nearest } from './nearest';
import { missing } from './piece';
import type { AcsSyntax, FlagsSyntax, Value } from './tree';

export function parseAcs(cursor: Cursor): AcsSyntax {
  const faults = cursor.faults;
  const keyword = cursor.take();
  const { mode, firmware, control } = parseAcsMode(cursor);
  const capability = cursor.acceptWord('caps') === null ? null : parseFlags(cursor);
  const { start } = keyword;
  const end = cursor.previousEnd();
  const faulty = cursor.faults > faults;
  return { kind: 'acs', start, end, keyword, faulty, mode, firmware, control, capability };
}

function parseAcsMode(cursor: Cursor): Pick<AcsSyntax, 'mode' | 'firmware' | 'control'> {
  const word = cursor.word();
  if (word === 'auto' || word === 'absent') {
    const mode = { ...cursor.take(), value: word } as const;
    const firmware = word === 'auto' && cursor.acceptWord('firmware') !== null ? parseFlags(cursor) : null;
    return { mode, firmware, control: null };
  }
  const control = parseFlags(cursor);
  return {
    mode: { start: control.start, end: control.end, value: control.value === null ? null : 'pinned' },
    firmware: null,
    control,
  };
}

function parseFlags(cursor: Cursor): FlagsSyntax {
  if (cursor.word() === 'none') {
    const none = { ...cursor.take(), value: 'none' } as const;
    return { start: none.start, end: none.end, value: 0, words: [none] };
  }
  const words: Value<AcsFlag>[] = [];
  while (atFlag(cursor)) words.push(parseFlag(cursor));
  const [first] = words;
  if (first === undefined) {
    cursor.reportExpected('ACS flags', `write \`none\` or some of ${ACS_FLAGS.join(' ')}`);
    return { ...missing<number>(cursor), words: [] };
  }
  let mask: number | null = 0;
  for (const { value } of words) mask = mask === null || value === null ? null : mask | ACS_BIT[value];
  return { start: first.start, end: words.at(-1)?.end ?? first.end, value: mask, words };
}

/** A flag, or a word on the same line that can only be meant as one. */
function atFlag(cursor: Cursor): boolean {
  const word = cursor.word();
  if (word === null) return false;
  if (isFlag(word)) return true;
  return !cursor.startsLine() && !RESERVED.has(word) && !CONTINUATIONS.has(word) && nearestContinuation(word) === null;
}

/** A mistyped `caps` is not a mistyped flag. */
function nearestContinuation(word: string): string | null {
  return nearest(word, ['caps', 'firmware']);
}

function parseFlag(cursor: Cursor): Value<AcsFlag> {
  const word = cursor.word() ?? '';
  const next = cursor.text[cursor.start() + word.length];
  const isSigned = next === '+' || next === '-';
  const range = cursor.take();
  if (isFlag(word) && !isSigned) return { ...range, value: word };
  const printed = printedFlags(cursor.text, range.start);
  if (printed !== null) {
    const whole = { start: range.start, end: printed.end };
    while (!cursor.startsLine() && cursor.start() < printed.end) cursor.take();
    const message = `${cursor.quote(whole)}: expected ACS flags as the language spells them; write \`${printed.text}\``;
    cursor.report(whole, message, { replacement: { range: whole, text: printed.text } });
    return { ...whole, value: null };
  }
  const near = habitualWord(word, ACS_FLAGS) ?? nearest(word, ACS_FLAGS);
  const advice = near === null ? `write some of ${ACS_FLAGS.join(' ')}` : `did you mean \`${near}\`?`;
  cursor.report(range, `${cursor.quote(range)}: expected an ACS flag; ${advice}`, {
    replacement: near === null ? null : { range, text: near },
  });
  return { ...range, value: null };
}

/** What begins here as `lspci` prints the flags (`ReqRedir+ CmpltRedir-`), or as the kernel logs the word (`0x001d`). */
function printedFlags(text: string, start: number): { readonly end: number; readonly text: string } | null {
  const rest = /^[^\r\n]*/.exec(text.slice(start, start + LONGEST_PRINTED))?.[0] ?? '';
  const [word] = /^0x0*[0-7]?[0-9a-f]\b/i.exec(rest) ?? [];
  if (word !== undefined) {
    const mask = Number(word);
    return { end: start + word.length, text: flagsText((flag) => (mask & ACS_BIT[flag]) !== 0) };
  }
  const [run] = /^[A-Za-z]+[+-](?:[ \t]+[A-Za-z]+[+-])*/.exec(rest) ?? [];
  if (run === undefined) return null;
  const signed = run.split(/\s+/).map((each) => ({ flag: flagOf(each.slice(0, -1)), isSet: each.endsWith('+') }));
  if (signed.some(({ flag }) => flag === null)) return null;
  const set = signed.filter(({ isSet }) => isSet).map(({ flag }) => flag);
  return { end: start + run.length, text: flagsText((flag) => set.includes(flag)) };
}

/** Seven words of at most eleven letters. */
const LONGEST_PRINTED = 200;

function flagOf(word: string): AcsFlag | null {
  return isFlag(word) ? word : habitualWord(word, ACS_FLAGS);
}

function flagsText(isSet: (flag: AcsFlag) => boolean): string {
  const flags = ACS_FLAGS.filter(isSet);
  return flags.length === 0 ? 'none' : flags.join(' ');
}

function isFlag(word: string): word is AcsFlag {
  return (ACS_FLAGS as readonly string[]).includes(word);
}
