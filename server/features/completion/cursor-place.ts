// Where the cursor stands: the blocks around it, the construct before it as far as it is written, the word under it. From
// tokens and tree, so that it is known in unfinished text, too: a construct that is being written has its opening word.

import type { TextRange } from '../../language/diagnostic';
import { LAST_TRIVIA, TOKEN, tokenAt, tokenText, type Tokens } from '../../language/lexer';
import type { ParsedFile } from '../../language/parser';
import type {
  BlockSyntax,
  DmaEntrySyntax,
  DmaSyntax,
  FunctionSyntax,
  HostBridgeSyntax,
  ItemSyntax,
  MemberSyntax,
  NvmetEntrySyntax,
  NvmetSyntax,
  ScatterlistEntrySyntax,
  ScatterlistSyntax,
  ScenarioSyntax,
} from '../../language/tree';

export type Owner = HostBridgeSyntax | FunctionSyntax | DmaSyntax | ScatterlistSyntax | NvmetSyntax | ScenarioSyntax;
export type Construct = ItemSyntax | MemberSyntax | DmaEntrySyntax | ScatterlistEntrySyntax | NvmetEntrySyntax;

export interface CursorPlace {
  readonly parsed: ParsedFile;
  readonly offset: number;
  /** The word under the cursor with the part behind it; empty where there is none. */
  readonly range: TextRange;
  /** Its part before the cursor. */
  readonly typed: string;
  /** Outermost first. */
  readonly owners: readonly Owner[];
  /** What begins last before the word; null: nothing in this block. */
  readonly construct: Construct | null;
  /** Its tokens behind the word that opens it, up to the word under the cursor. */
  readonly tokens: readonly string[];
  /** Its block ended before the cursor. */
  readonly closed: boolean;
  /** Nothing stands before the word on its line, or the brace that opens or closes a block does. */
  readonly begins: boolean;
}

export type Trivia =
  { readonly in: 'comment' | 'string'; readonly token: TextRange; readonly closed: boolean } | { readonly in: 'code' };

/** Inside a comment or string; just behind the end of a comment counts as inside. */
export function triviaAt({ tokens, text }: ParsedFile, offset: number): Trivia {
  if (offset === 0 || tokens.count === 0) return { in: 'code' };
  const index = tokenAt(tokens, offset - 1);
  const token = rangeOf(tokens, index);
  const kind = tokens.kinds[index];
  if (kind === TOKEN.comment || kind === TOKEN.documentation) return { in: 'comment', token, closed: true };
  const isString = kind === TOKEN.string ? offset < token.end : kind === TOKEN.unclosedString;
  if (!isString || offset > token.end) return { in: 'code' };
  return { in: 'string', token, closed: kind === TOKEN.string && text[token.end - 1] === '"' };
}

export function cursorPlace(parsed: ParsedFile, offset: number): CursorPlace {
  const range = wordAt(parsed, offset);
  const before = previousSignificant(parsed.tokens, range.start);
  const owners = ownersAt(parsed, range.start, before);
  const owner = owners.at(-1) ?? null;
  const construct = constructBefore(parsed, owner, range.start);
  const block = construct !== null && 'block' in construct ? construct.block : null;
  const closed = block !== null && block.end <= range.start;
  const from = closed ? block.end : (construct?.keyword.end ?? owner?.block?.start ?? 0);
  return {
    parsed,
    offset,
    range,
    typed: parsed.text.slice(range.start, offset),
    owners,
    construct,
    tokens: significantBetween(parsed, from, range.start),
    closed,
    begins: beginsHere(parsed, range.start, before),
  };
}

/** A cursor before the first character of a word is on it. */
export function wordAt({ tokens }: ParsedFile, offset: number): TextRange {
  for (const at of [offset, offset - 1]) {
    if (at < 0 || tokens.count === 0) continue;
    const index = tokenAt(tokens, at);
    const token = rangeOf(tokens, index);
    if (tokens.kinds[index] === TOKEN.word && token.start <= offset && offset <= token.end) return token;
  }
  return { start: offset, end: offset };
}

function rangeOf(tokens: Tokens, index: number): TextRange {
  return { start: tokens.starts[index] ?? 0, end: tokens.starts[index + 1] ?? 0 };
}

/** Index of the last token that is no trivia and ends at or before `offset`; -1: none. */
function previousSignificant(tokens: Tokens, offset: number): number {
  let index = tokens.count === 0 ? -1 : tokenAt(tokens, offset);
  while (index >= 0 && ((tokens.starts[index + 1] ?? 0) > offset || (tokens.kinds[index] ?? 0) <= LAST_TRIVIA)) index--;
  return index;
}

function beginsHere({ text, tokens }: ParsedFile, start: number, before: number): boolean {
  if (before < 0) return true;
  const { start: from, end } = rangeOf(tokens, before);
  const brace = tokens.kinds[before] === TOKEN.punctuation && /[{}]/.test(text[from] ?? '');
  return brace || /[\r\n]/.test(text.slice(end, start));
}

function significantBetween({ text, tokens }: ParsedFile, from: number, to: number): readonly string[] {
  const found: string[] = [];
  for (let index = tokenAt(tokens, from); index < tokens.count && (tokens.starts[index] ?? 0) < to; index++) {
    if ((tokens.kinds[index] ?? 0) <= LAST_TRIVIA || (tokens.starts[index] ?? 0) < from) continue;
    found.push(tokenText(text, tokens, index));
  }
  return found;
}

function ownersAt(parsed: ParsedFile, offset: number, before: number): readonly Owner[] {
  const inBlock = (owner: Owner): boolean => isInside(parsed, owner, offset, before);
  const plain = descend(parsed.root.items, offset, inBlock);
  const misplaced = descend(parsed.root.misplaced, offset, inBlock);
  const depth = (owners: readonly Owner[]): number => owners.at(-1)?.block?.start ?? -1;
  return depth(misplaced) > depth(plain) ? misplaced : plain;
}

function descend(top: readonly Construct[], offset: number, inBlock: (owner: Owner) => boolean): readonly Owner[] {
  const owners: Owner[] = [];
  let members = top;
  for (;;) {
    const last = lastBefore(members, offset);
    if (last === null || !hasBlock(last) || !inBlock(last)) return owners;
    owners.push(last);
    members = membersOf(last);
  }
}

function hasBlock(construct: Construct): construct is Owner {
  return 'block' in construct && construct.block !== null;
}

function membersOf(owner: Owner): readonly Construct[] {
  const block: BlockSyntax<Construct> | null = owner.block;
  return block?.members ?? [];
}

/** A block that is not closed goes on over what is indented deeper than the line that opens it. */
function isInside({ text, tokens }: ParsedFile, owner: Owner, offset: number, before: number): boolean {
  const { block } = owner;
  if (block === null || block.start >= offset) return false;
  if (offset < block.end || (!block.closed && offset === block.end)) return true;
  if (block.closed || (before >= 0 && (tokens.starts[before + 1] ?? 0) > block.end)) return false;
  const line = /[^\r\n]*$/.exec(text.slice(block.end, offset))?.[0] ?? '';
  if (!/[\r\n]/.test(text.slice(block.end, offset))) return true;
  return line.length > indentation(text, owner.keyword.start);
}

function indentation(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !/[\r\n]/.test(text[start - 1] ?? '\n')) start--;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0].length ?? 0;
}

/** The last that begins before `offset`; members are in order. */
function lastBefore(members: readonly Construct[], offset: number): Construct | null {
  let low = 0;
  let high = members.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((members[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return members[low - 1] ?? null;
}

function constructBefore(parsed: ParsedFile, owner: Owner | null, offset: number): Construct | null {
  const own = lastBefore(owner === null ? parsed.root.items : membersOf(owner), offset);
  const misplaced = lastBefore(parsed.root.misplaced, offset);
  const after = own === null ? (owner?.block?.start ?? 0) : hasBlock(own) ? (own.block?.end ?? 0) : own.start;
  return misplaced === null || misplaced.start < after ? own : misplaced;
}

/** The names that follow in the same list, behind the word under the cursor. */
export function listBehind({ text, tokens }: ParsedFile, end: number): readonly string[] {
  const found: string[] = [];
  let isComma = true;
  for (let index = tokenAt(tokens, end); index < tokens.count; index++) {
    const kind = tokens.kinds[index] ?? 0;
    if (kind <= LAST_TRIVIA || (tokens.starts[index] ?? 0) < end) continue;
    const token = tokenText(text, tokens, index);
    if (isComma ? token !== ',' : kind !== TOKEN.word) break;
    if (!isComma) found.push(token);
    isComma = !isComma;
  }
  return found;
}
