// What a selection grows to, step by step: word, value, part of a query or property, head of a declaration, contents of
// its block, block, declaration, and so outwards to the file. Every range that could be meant is collected, and the chain
// of those that hold one another is the answer; so a broken file gives a shorter chain, never a wrong one.

import type { TextRange } from '../../language/diagnostic';
import { CONTINUATIONS } from '../../language/keywords';
import { LAST_TRIVIA, TOKEN, tokenAt } from '../../language/lexer';
import type { ParsedFile } from '../../language/parser';
import { contains } from '../places';
import { selectionInString } from '../selection-string';

/** Innermost first, each strictly larger than the one before; the last is the file. */
export function selectionRanges(parsed: ParsedFile, offset: number): readonly TextRange[] {
  const candidates = [...atToken(parsed, offset), ...inTree(parsed, offset), { start: 0, end: parsed.text.length }];
  return growing(candidates.filter((range) => contains(range, offset) && lengthOf(range) > 0));
}

function growing(candidates: readonly TextRange[]): readonly TextRange[] {
  const chain: TextRange[] = [];
  for (const { start, end } of [...candidates].sort((one, other) => lengthOf(one) - lengthOf(other))) {
    const range = { start, end };
    const last = chain.at(-1);
    if (last === undefined || (holds(range, last) && lengthOf(range) > lengthOf(last))) chain.push(range);
  }
  return chain;
}

// ── what the tokens say: the word, the comment, what is inside a string ─────────────────────────────────────────

function atToken(parsed: ParsedFile, offset: number): readonly TextRange[] {
  const { text, tokens } = parsed;
  const index = touchedToken(parsed, offset);
  const kind = tokens.kinds[index] ?? TOKEN.whitespace;
  const range = tokenRange(parsed, index);
  if (kind === TOKEN.comment || kind === TOKEN.documentation) {
    return [...wordOfProse(text, range, offset), range, commentRun(parsed, index)];
  }
  if (kind === TOKEN.string) return [range, ...selectionInString(text, range, offset)];
  if (kind !== TOKEN.word) return kind <= LAST_TRIVIA ? [] : [range];
  const suffix = /\.vf(?:[0-9]+|\*)$/.exec(text.slice(range.start, range.end));
  return suffix === null ? [range] : [{ start: range.start, end: range.start + suffix.index }, range];
}

/** The token at the offset; the word or string that ends there, if that is none. */
function touchedToken({ tokens }: ParsedFile, offset: number): number {
  const here = tokenAt(tokens, offset);
  const isWord = (index: number): boolean => {
    const kind = tokens.kinds[index];
    return kind === TOKEN.word || kind === TOKEN.string;
  };
  const touches = tokens.starts[here] === offset && here > 0 && !isWord(here) && isWord(here - 1);
  return touches ? here - 1 : here;
}

function tokenRange({ tokens }: ParsedFile, index: number): TextRange {
  const start = tokens.starts[index] ?? 0;
  return { start, end: tokens.starts[index + 1] ?? start };
}

function wordOfProse(text: string, comment: TextRange, offset: number): readonly TextRange[] {
  for (const { 0: word, index } of text.slice(comment.start, comment.end).matchAll(/[^\s/,;:.()`"]+/g)) {
    const range = { start: comment.start + index, end: comment.start + index + word.length };
    if (contains(range, offset)) return [range];
  }
  return [];
}

/** The comments above and below with nothing but white space and single line ends between them. */
function commentRun(parsed: ParsedFile, index: number): TextRange {
  const { start } = tokenRange(parsed, runEnd(parsed, index, -1));
  return { start, end: tokenRange(parsed, runEnd(parsed, index, 1)).end };
}

function runEnd({ tokens }: ParsedFile, index: number, step: 1 | -1): number {
  let last = index;
  let lineEnds = 0;
  for (let next = index + step; next >= 0 && next < tokens.count && lineEnds < 2; next += step) {
    const kind = tokens.kinds[next] ?? TOKEN.unknown;
    if (kind > LAST_TRIVIA) break;
    if (kind === TOKEN.lineEnd) lineEnds++;
    if (kind !== TOKEN.comment && kind !== TOKEN.documentation) continue;
    last = next;
    lineEnds = 0;
  }
  return last;
}

// ── what the tree says ──────────────────────────────────────────────────────────────────────────────────────────

/** The ranges of all nodes, values and lists around the offset; whatever the tree is made of has a range. */
function inTree(parsed: ParsedFile, offset: number): readonly TextRange[] {
  const found: TextRange[] = [];
  const visit = (piece: unknown): void => {
    if (typeof piece !== 'object' || piece === null) return;
    if (isRange(piece)) {
      if (!contains(piece, offset)) return;
      found.push(piece, ...partsAround(parsed, piece));
    } else if ('keyword' in piece) {
      found.push(...spanOf(Object.values(piece)));
    }
    for (const [key, part] of Object.entries(piece)) {
      if (Array.isArray(part) && key !== 'items' && key !== 'members') found.push(...spanOf(part));
      visit(part);
    }
  };
  visit(parsed.root);
  return found;
}

/** Of a declaration its head, of a block its contents, of a value the word or sign that it goes with. */
function partsAround(parsed: ParsedFile, piece: TextRange): readonly TextRange[] {
  if ('members' in piece) {
    const closed = 'closed' in piece && piece.closed === true;
    return trimmed(parsed.text, { start: piece.start + 1, end: piece.end - (closed ? 1 : 0) });
  }
  if ('keyword' in piece) {
    if (!('block' in piece) || !isRange(piece.block)) return [];
    return trimmed(parsed.text, { start: piece.start, end: piece.block.start });
  }
  const before = significantBefore(parsed, piece.start);
  if (before === null || before.end > piece.start) return [];
  const word = parsed.text.slice(before.start, before.end);
  return CONTINUATIONS.has(word) || /^(?:@|=|->)$/.test(word) ? [{ start: before.start, end: piece.end }] : [];
}

/** From the first to the last range of a list; nothing for an empty one. */
function spanOf(pieces: readonly unknown[]): readonly TextRange[] {
  const ranges = pieces.filter(isRange);
  if (ranges.length === 0) return [];
  const start = Math.min(...ranges.map((range) => range.start));
  return [{ start, end: Math.max(...ranges.map((range) => range.end)) }];
}

function significantBefore(parsed: ParsedFile, offset: number): TextRange | null {
  const { tokens } = parsed;
  for (let index = tokenAt(tokens, offset) - 1; index >= 0; index--) {
    if ((tokens.kinds[index] ?? 0) > LAST_TRIVIA) return tokenRange(parsed, index);
  }
  return null;
}

function trimmed(text: string, { start, end }: TextRange): readonly TextRange[] {
  const written = text.slice(start, end);
  const from = start + (written.length - written.trimStart().length);
  const to = start + written.trimEnd().length;
  return from < to ? [{ start: from, end: to }] : [];
}

function isRange(piece: unknown): piece is TextRange {
  if (typeof piece !== 'object' || piece === null || !('start' in piece) || !('end' in piece)) return false;
  return typeof piece.start === 'number' && typeof piece.end === 'number';
}

function holds(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function lengthOf({ start, end }: TextRange): number {
  return end - start;
}
