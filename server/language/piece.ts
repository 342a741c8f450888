// The pieces that constructs are made of: a value of some form, a name, a reference, an id in brackets. Each is read where
// it must stand; what is missing or malformed is reported and comes back with the value null, at its place.

import type { PciId } from '../../core/pci/id';
import type { Cursor, Extra } from './cursor';
import type { TextRange } from './diagnostic';
import { CONTINUATIONS, RESERVED } from './keywords';
import { hasSizeForm, isNameForm, readId, readNumber, readRef, readSize } from './literal';
import { habitualWord } from './habits';
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
  explain: (word: string) => Explanation = noExplanation,
): Value<T> {
  const word = cursor.word();
  const value = word === null ? null : read(word);
  if (value !== null) {
    const start = cursor.start();
    cursor.pass();
    return { start, end: cursor.previousEnd(), value };
  }
  if (word === null || cursor.startsLine() || RESERVED.has(word) || CONTINUATIONS.has(word)) {
    cursor.reportExpected(form.what, form.advice);
    return missing(cursor);
  }
  const range = cursor.take();
  const { form: better = form, ...extra } = explain(word);
  cursor.report(range, `${cursor.quote(range)}: expected ${better.what}; ${better.advice}`, extra);
  return { ...range, value: null };
}

/** What is to be said of a word that was not understood, where that is more than its form. */
interface Explanation extends Extra {
  readonly form?: Form;
}

const NO_EXPLANATION: Explanation = {};

function noExplanation(): Explanation {
  return NO_EXPLANATION;
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
  const near = habitualWord(word, words) ?? nearest(word, words);
  const advice = near === null ? `write ${list}` : `did you mean \`${near}\`?`;
  cursor.report(range, `${cursor.quote(range)}: expected ${what}; ${advice}`, {
    replacement: near === null ? null : { range, text: near },
  });
  return { ...range, value: null };
}

/** `example`: a number that may stand there. Forms are made once and not for every piece that is read. */
export function numberForm(what: string, example: string): Form {
  return { what, advice: `write a number below 2^64, as in \`${example}\`` };
}

export function sizeForm(what: string, example: string): SizeForm {
  const tooLarge = { what: `${what} below 2^64 bytes`, advice: `write a smaller one, as in \`${example}\`` };
  return { what, advice: `write a size with its unit, as in \`${example}\``, tooLarge };
}

interface SizeForm extends Form {
  readonly tooLarge: Form;
}

export function expectNumber(cursor: Cursor, form: Form): Value<bigint> {
  return expectWord(cursor, form, readNumber);
}

export function expectSize(cursor: Cursor, form: SizeForm): Value<bigint> {
  return expectWord(cursor, form, readSize, (word) => {
    if (hasSizeForm(word)) return { form: form.tooLarge };
    return /^[0-9]+$/.test(word) ? { replacement: { range: lastTaken(cursor, word), text: `${word}B` } } : {};
  });
}

/** `KEYWORD number`, where the keyword may be left out. */
export function optionalNumber(cursor: Cursor, keyword: string, form: Form): Value<bigint> | null {
  return cursor.acceptWord(keyword) === null ? null : expectNumber(cursor, form);
}

export function optionalSize(cursor: Cursor, keyword: string, form: SizeForm): Value<bigint> | null {
  return cursor.acceptWord(keyword) === null ? null : expectSize(cursor, form);
}

/** Whether the current word begins like a number or size. */
export function atDigit(cursor: Cursor): boolean {
  return /^[0-9]/.test(cursor.word() ?? '');
}

function readName(word: string): string | null {
  return isNameForm(word) && !RESERVED.has(word) ? word : null;
}

/** A name that a declaration gives. */
export function nameForm(what: string): Form {
  return { what, advice: 'write letters, digits and `_`, no digit first' };
}

export function expectName(cursor: Cursor, form: Form): Value<string> {
  const word = cursor.word();
  if (word !== null && !cursor.startsLine() && RESERVED.has(word)) {
    const range = cursor.take();
    cursor.report(
      range,
      `${cursor.quote(range)}: expected ${form.what}, found a word of the language; choose another name`,
    );
    return { ...range, value: null };
  }
  return expectWord(cursor, form, readName);
}

const SOME_NAME = nameForm('a name');

/** A name that may be left out. */
export function optionalName(cursor: Cursor): Value<string> | null {
  const word = cursor.word();
  if (word === null || RESERVED.has(word)) return null;
  if (cursor.startsLine() && !isNameForm(word)) return null;
  return expectName(cursor, SOME_NAME);
}

export function refForm(what: string): Form {
  return { what, advice: 'write a name, `NAME.vf0` or `NAME.vf*`' };
}

export function expectRef(cursor: Cursor, form: Form): RefSyntax {
  const word = cursor.word();
  const { start, end, value } = expectWord(cursor, form, readUnreserved);
  if (value === null) {
    return { start, end, value: null, name: { start, end: start, value: null }, virtualFunction: null };
  }
  const { name, virtualFunction } = value;
  return { start, end, value: word, name: { start, end: start + name.length, value: name }, virtualFunction };
}

function readUnreserved(word: string): ReturnType<typeof readRef> {
  return RESERVED.has(word) ? null : readRef(word);
}

export function expectRefs(cursor: Cursor, form: Form): readonly RefSyntax[] {
  const refs = [expectRef(cursor, form)];
  while (cursor.accept(',') !== null) refs.push(expectRef(cursor, form));
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
