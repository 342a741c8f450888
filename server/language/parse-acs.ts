// `acs`: the one property whose value is a run of words, so that a word that is no flag must be told from what goes on.

import { ACS_BIT, ACS_FLAGS, type AcsFlag } from '../../core/pci/acs';
import type { Cursor } from './cursor';
import { CONTINUATIONS, RESERVED } from './keywords';
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
  const range = cursor.take();
  if (isFlag(word)) return { ...range, value: word };
  const near = nearest(word, ACS_FLAGS);
  const advice = near === null ? `write some of ${ACS_FLAGS.join(' ')}` : `did you mean \`${near}\`?`;
  cursor.report(range, `${cursor.quote(range)}: expected an ACS flag; ${advice}`, {
    replacement: near === null ? null : { range, text: near },
  });
  return { ...range, value: null };
}

function isFlag(word: string): word is AcsFlag {
  return (ACS_FLAGS as readonly string[]).includes(word);
}
