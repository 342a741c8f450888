// A `{ … }` of members, whatever they are, with the recovery that all blocks and the file itself share: a mistyped word is
// read as the nearest one that may stand here, a construct that belongs elsewhere is read all the same, the rest is passed
// line by line. Nothing after a fault is lost.

import { MAXIMUM_DEPTH, type Cursor, type Entered } from './cursor';
import type { TextRange } from './diagnostic';
import { habitualAdvice } from './habits';
import { nearest } from './nearest';
import type { BlockSyntax } from './tree';

/** Reads one construct; the cursor stands at its first token, which it takes whatever it is. `word` is what it stands for. */
export type Parse<T> = (cursor: Cursor, word: string) => T;

export interface Grammar<T> {
  /** What may stand here, as messages say it: "a setting or a query". */
  readonly what: string;
  /** By opening word. */
  readonly members: ReadonlyMap<string, Parse<T>>;
  /** Words that are proposed for a mistyped one beside those of the members. */
  readonly proposals: readonly string[];
  /** Takes an unknown thing up to its block or the end of its line, and what can be made of it; null: it is passed. */
  readonly unknown: ((cursor: Cursor) => T | null) | null;
}

type Member = { readonly faulty: boolean } & TextRange;

/** The block whose opening brace the cursor stands at. `owner`, for messages: "switch sw0". */
export function parseBlock<T extends Member>(cursor: Cursor, owner: () => string, grammar: Grammar<T>): BlockSyntax<T> {
  const block = cursor.enter();
  if (!block.closed) reportUnclosed(cursor, `the block of \`${owner()}\``, block);
  let members: readonly T[] = [];
  if (cursor.depth >= MAXIMUM_DEPTH) {
    const advice = 'a PCI domain has no more buses; take levels out';
    cursor.report(block.open, `\`{\`: expected at most ${String(MAXIMUM_DEPTH)} blocks inside each other; ${advice}`);
  } else {
    cursor.depth++;
    members = parseMembers(cursor, grammar);
    cursor.depth--;
  }
  const range = { start: block.open.start, end: cursor.leave(block) };
  if (cursor.depth >= MAXIMUM_DEPTH) cursor.unread.push(range);
  return { start: range.start, end: range.end, closed: block.closed, members };
}

/** The block that must stand here; null where there is none. */
export function expectBlock<T extends Member>(
  cursor: Cursor,
  owner: () => string,
  grammar: Grammar<T>,
): BlockSyntax<T> | null {
  if (cursor.at('{')) return parseBlock(cursor, owner, grammar);
  cursor.reportExpected(`the block of \`${owner()}\``, 'open it with `{`');
  return null;
}

export function parseMembers<T extends Member>(cursor: Cursor, grammar: Grammar<T>): readonly T[] {
  const members: T[] = [];
  while (!cursor.isDone()) parseMember(cursor, grammar, members);
  return members;
}

/** Reads one member, or goes past what is none. */
export function parseMember<T extends Member>(cursor: Cursor, grammar: Grammar<T>, members: T[]): void {
  const word = cursor.word();
  const parse = word === null ? undefined : grammar.members.get(word);
  if (word !== null && parse !== undefined) members.push(parse(cursor, word));
  else recover(cursor, grammar, members);
}

function recover<T extends Member>(cursor: Cursor, grammar: Grammar<T>, members: T[]): void {
  const word = cursor.word();
  if (!cursor.startsLine()) spoilLast(members);
  if (word !== null && readMisplaced(cursor, grammar.what, word)) return;
  if (cursor.at('}')) {
    const range = cursor.take();
    cursor.report(
      range,
      '`}`: expected no closing brace, every block is closed already; take it out, or open the block it belongs to',
    );
    return;
  }
  if (word === null) {
    reportUnexpected(cursor, grammar, null);
    passOver(cursor, grammar, members);
    return;
  }
  const continued = nearest(word, cursor.optionalWords());
  const near = continued ?? nearest(word, [...grammar.members.keys(), ...grammar.proposals]);
  reportUnexpected(cursor, grammar, near);
  const meant = continued === null && near !== null ? grammar.members.get(near) : undefined;
  if (meant !== undefined) members.push({ ...meant(cursor, near ?? word), faulty: true });
  else passOver(cursor, grammar, members);
}

/** A construct that belongs elsewhere is read all the same, so that the names in it are known. */
function readMisplaced(cursor: Cursor, what: string, word: string): boolean {
  const construct = cursor.constructs.get(word);
  if (construct === undefined) return false;
  const range = cursor.range();
  cursor.report(range, `\`${word}\`: expected ${what}; this ${construct.belongs}, move it there`);
  cursor.misplaced.push({ ...construct.parse(cursor, word), faulty: true });
  return true;
}

/** What stands on the line of a construct and does not belong to it may change what it means. */
function spoilLast<T extends Member>(members: T[]): void {
  const last = members.at(-1);
  if (last !== undefined) members[members.length - 1] = { ...last, faulty: true };
}

function reportUnexpected<T>(cursor: Cursor, grammar: Grammar<T>, near: string | null): void {
  const range = cursor.range();
  if (near === null) {
    const advice = habitualAdvice(cursor.text.slice(range.start, range.end)) ?? 'take this out';
    cursor.report(range, `${cursor.quote(range)}: expected ${grammar.what}; ${advice}`);
    return;
  }
  const what = grammar.what.replace(/ \(.*/, '');
  cursor.report(range, `${cursor.quote(range)}: expected ${what}; did you mean \`${near}\`?`, {
    replacement: { range, text: near },
  });
}

/** Goes on behind something unknown, but reads the block that it may have. */
function passOver<T extends Member>(cursor: Cursor, grammar: Grammar<T>, members: T[]): void {
  if (grammar.unknown !== null) {
    const member = grammar.unknown(cursor);
    if (member !== null) members.push(member);
    return;
  }
  cursor.skipLine((word) => grammar.members.has(word));
  if (cursor.at('{')) skipBlock(cursor);
}

/** Passes a block unread. */
export function skipBlock(cursor: Cursor): void {
  const block = cursor.enter();
  if (!block.closed) reportUnclosed(cursor, 'this block', block);
  cursor.unread.push({ start: block.open.start, end: cursor.leave(block) });
}

function reportUnclosed(cursor: Cursor, whose: string, block: Entered): void {
  if (block.before === null) {
    cursor.report(block.open, `\`{\`: ${whose} is not closed; expected a \`}\` before the end of the file, add it`);
    return;
  }
  const line = String(cursor.lineNumber(block.before.start));
  cursor.report(
    block.open,
    `\`{\`: ${whose} is not closed; expected a \`}\` before line ${line}, which stands no deeper; add it`,
    {
      related: [{ file: cursor.uri, range: block.before, message: 'the block was taken to end before this' }],
    },
  );
}
