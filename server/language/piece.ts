// The pieces that constructs are made of: a value of some form, a name, a reference, an id in brackets. Each is read where
// it must stand; what is missing or malformed is reported and comes back with the value null, at its place.

import type { PciId } from '../../core/pci/id';
import type { Cursor, Extra } from './cursor';
import type { TextRange } from './diagnostic';
import { CONTINUATIONS, RESERVED } from './keywords';
import { isNameForm, readId, readNumber, readRef, readSize } from './literal';
import { nearest } from './nearest';
import { TOKEN } from './lexer';
import { decodeString } from './string';
import type { RefSyntax, Value } from './tree';

/** What a message says of a piece: "the size of the BAR", and what to do: "write it as in `512MiB`". */
export interface Form {
  readonly what: string;
  readonly advice: string;
}

export function missing<T>(cursor: Cursor): Value<T> {
  const at = cursor.previousEnd();
  return { start: at, end: at, value: null };
}

/** A word that `read` understands. A word that it does not is taken too, if it can belong to nothing else. */
export function expectWord<T>(
  cursor: Cursor,
  form: Form,
  read: (word: string) => T | null,
  extra?: (word: string) => Extra,
): Value<T> {
  const word = cursor.word();
  const value = word === null ? null : read(word);
  if (value !== null) {
    const { start, end } = cursor.take();
    return { start, end, value };
  }
  if (word === null || cursor.startsLine() || RESERVED.has(word) || CONTINUATIONS.has(word)) {
    cursor.reportExpected(form.what, form.advice);
    return missing(cursor);
  }
  const range = cursor.take();
  cursor.report(range, `${cursor.quote(range)}: expected ${form.what}; ${form.advice}`, extra?.(word));
  return { ...range, value: null };
}

/** One of a list of words; the nearest is proposed. A reserved word may be one of them. */
export function expectOneOf<W extends string>(cursor: Cursor, what: string, words: readonly W[]): Value<W> {
  const word = cursor.word();
  const found = words.find((candidate) => candidate === word);
  if (found !== undefined) {
    const { start, end } = cursor.take();
    return { start, end, value: found };
  }
  const list = listOf(words);
  if (word === null || cursor.startsLine() || RESERVED.has(word)) {
    cursor.reportExpected(what, `write ${list}`);
    return missing(cursor);
  }
  const range = cursor.take();
  const near = nearest(word, words);
  const advice = near === null ? `write ${list}` : `did you mean \`${near}\`?`;
  cursor.report(range, `${cursor.quote(range)}: expected ${what}; ${advice}`, {
    replacement: near === null ? null : { range, text: near },
  });
  return { ...range, value: null };
}

export function expectNumber(cursor: Cursor, what: string, example: string): Value<bigint> {
  return expectWord(cursor, { what, advice: `write a number below 2^64, as in \`${example}\`` }, readNumber);
}

export function expectSize(cursor: Cursor, what: string, example: string): Value<bigint> {
  const form = { what, advice: `write a size with its unit, as in \`${example}\`` };
  const bareNumber = (word: string): Extra => ({
    replacement: /^[0-9]+$/.test(word) ? { range: lastTaken(cursor, word), text: `${word}B` } : null,
  });
  return expectWord(cursor, form, readSize, bareNumber);
}

/** `KEYWORD number`, where the keyword may be left out. */
export function optionalNumber(cursor: Cursor, keyword: string, what: string, example: string): Value<bigint> | null {
  return cursor.acceptWord(keyword) === null ? null : expectNumber(cursor, what, example);
}

export function optionalSize(cursor: Cursor, keyword: string, what: string, example: string): Value<bigint> | null {
  return cursor.acceptWord(keyword) === null ? null : expectSize(cursor, what, example);
}

/** Whether the current word begins like a number or size. */
export function atDigit(cursor: Cursor): boolean {
  return /^[0-9]/.test(cursor.word() ?? '');
}

function readName(word: string): string | null {
  return isNameForm(word) && !RESERVED.has(word) ? word : null;
}

/** A name that a declaration gives. */
export function expectName(cursor: Cursor, what: string): Value<string> {
  const word = cursor.word();
  if (word !== null && !cursor.startsLine() && RESERVED.has(word)) {
    const range = cursor.take();
    cursor.report(range, `${cursor.quote(range)}: expected ${what}, found a word of the language; choose another name`);
    return { ...range, value: null };
  }
  return expectWord(cursor, { what, advice: 'write letters, digits and `_`, no digit first' }, readName);
}

/** A name that may be left out. */
export function optionalName(cursor: Cursor): Value<string> | null {
  const word = cursor.word();
  if (word === null || RESERVED.has(word)) return null;
  if (cursor.startsLine() && !isNameForm(word)) return null;
  return expectName(cursor, 'a name');
}

export function expectRef(cursor: Cursor, what: string): RefSyntax {
  const ref = expectWord(cursor, { what, advice: 'write a name, `NAME.vf0` or `NAME.vf*`' }, readUnreserved);
  const { start, end } = ref;
  if (ref.value === null) {
    return { start, end, value: null, name: { start, end: start, value: null }, virtualFunction: null };
  }
  const { name, virtualFunction } = ref.value;
  const nameValue = { start, end: start + name.length, value: name };
  return { start, end, value: cursor.text.slice(start, end), name: nameValue, virtualFunction };
}

function readUnreserved(word: string): ReturnType<typeof readRef> {
  return RESERVED.has(word) ? null : readRef(word);
}

export function expectRefs(cursor: Cursor, what: string): readonly RefSyntax[] {
  const refs = [expectRef(cursor, what)];
  while (cursor.accept(',') !== null) refs.push(expectRef(cursor, what));
  return refs;
}

/** `[vvvv:dddd]`, and `[none]` where it is allowed; the range includes the brackets. The cursor stands at the bracket. */
export function expectId(cursor: Cursor, allowNone: true): Value<PciId | 'none'>;
export function expectId(cursor: Cursor, allowNone: false): Value<PciId>;
export function expectId(cursor: Cursor, allowNone: boolean): Value<PciId | 'none'> {
  const open = cursor.take();
  const { value } = allowNone ? expectWord(cursor, ID_OR_NONE, readIdOrNone) : expectWord(cursor, ID, readId);
  if (cursor.accept(']') === null) cursor.reportExpected('`]`', 'close the id');
  return { start: open.start, end: cursor.previousEnd(), value };
}

const ID_ADVICE = 'write it as `lspci -nn` prints it: `[8086:09a2]`';
const ID: Form = { what: 'a PCI id', advice: ID_ADVICE };
const ID_OR_NONE: Form = { what: 'a PCI id or `none`', advice: ID_ADVICE };

function readIdOrNone(word: string): PciId | 'none' | null {
  return word === 'none' ? word : readId(word);
}

export function expectString(cursor: Cursor, what: string, example: string): Value<string> {
  const kind = cursor.kind();
  if (kind !== TOKEN.string && kind !== TOKEN.unclosedString) {
    const word = cursor.word();
    const takes = word !== null && !cursor.startsLine() && !RESERVED.has(word);
    cursor.reportExpected(what, `write it in quotes, as in \`${example}\``);
    return takes ? { ...cursor.take(), value: null } : missing(cursor);
  }
  const range = cursor.take();
  if (kind === TOKEN.string) return { ...range, value: decodeString(cursor.text.slice(range.start, range.end)) };
  cursor.report(range, `${cursor.quote(range)}: expected a closing \`"\` before the end of the line; add it`);
  return { ...range, value: null };
}

/** `a`, `b` or `c`, in backquotes. */
export function listOf(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}

function lastTaken(cursor: Cursor, word: string): TextRange {
  const end = cursor.previousEnd();
  return { start: end - word.length, end };
}
