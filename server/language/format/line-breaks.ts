// Where lines end, and how far each line is indented: a member a line, but a block that was written on one line stays there
// if it fits; a list that was broken stays broken; one empty line at most, none at the edges of a block.

import { TOKEN } from '../lexer';
import { isComment, isPunctuation, type Elements } from './elements';
import { pinnedTokens } from './pinned-lines';
import { MAXIMUM_WIDTH, followsComma } from './spacing';
import { CLOSE, MEMBER, OPEN, type Structure } from './structure';

export const INDENT = 2;
/** Of a line that goes on with what the line before began. */
export const CONTINUATION = 2 * INDENT;

export interface LineBreaks {
  /** Line ends before each element: 0, 1 or 2. */
  readonly lines: Uint8Array;
  /** Of an element that begins a line, the blanks before it. */
  readonly indents: Uint32Array;
}

const EQUALS = '='.charCodeAt(0);

/** `places`: of spacing.ts. */
export function breakLines(text: string, elements: Elements, structure: Structure, places: Float64Array): LineBreaks {
  const { sound, member, depths, partners, nextToken } = structure;
  const { count, lineEnds } = elements;
  const lines = new Uint8Array(count);
  const indents = new Uint32Array(count);
  const pinned = pinnedTokens(text, elements, structure);
  const isOnOneLine = oneLineChecker(elements, structure, places);
  /** The brace that closes the outermost block on the current line that stays on one line; -1: there is none. */
  let flatUntil = -1;
  let lineStart = 0;
  let isBehindOpening = false;

  const isOpening = (index: number): boolean => sound[index] === 1 && isPunctuation(text, elements, index, OPEN);
  const isClosing = (index: number): boolean => sound[index] === 1 && isPunctuation(text, elements, index, CLOSE);

  const indentOf = (index: number): number => {
    const token = nextToken[index] ?? count;
    if (token === count) return 0;
    const depth = INDENT * (depths[token] ?? 0);
    if (isClosing(token)) return token === index ? depth : depth + INDENT;
    return member[token] !== MEMBER.none || isOpening(token) ? depth : depth + CONTINUATION;
  };
  const wantsBreak = (index: number): boolean => {
    if (index <= flatUntil) return false;
    if (isClosing(index)) return !isOpening(index - 1);
    return member[index] !== MEMBER.none || (lineEnds[index] !== 0 && isBesideSeparator(text, elements, index));
  };
  const linesBefore = (index: number): number => {
    const written = lineEnds[index] ?? 0;
    if (index === 0) return 0;
    if (sound[index - 1] === 0 && (sound[index] === 0 || written === 0)) return Math.min(written, 2);
    const isBetween = isComment(elements, index - 1) || isComment(elements, index);
    const isMember = member[index] !== MEMBER.none;
    const keepsBlank = written > 1 && !isBehindOpening && !isClosing(index) && (isBetween || isMember);
    const broken = keepsBlank ? 2 : 1;
    if (isComment(elements, index - 1)) return broken;
    if (isComment(elements, index)) return written === 0 ? 0 : broken;
    const isPinned = pinned[index - 1] === 1 || pinned[index] === 1;
    return (isPinned || sound[index] === 0 ? written > 0 : wantsBreak(index)) ? broken : 0;
  };

  for (let index = 0; index < count; index++) {
    const number = linesBefore(index);
    lines[index] = number;
    if (number > 0 || index === 0) {
      lineStart = index;
      indents[index] = indentOf(index);
    }
    const closing = partners[index] ?? 0;
    if (isOpening(index) && index > flatUntil && isOnOneLine(index, closing, lineStart, indents[lineStart] ?? 0)) {
      flatUntil = closing;
    }
    isBehindOpening = isOpening(index) || (isBehindOpening && number === 0 && isComment(elements, index));
  }
  return { lines, indents };
}

type OneLineChecker = (opening: number, closing: number, lineStart: number, indent: number) => boolean;

/** Whether a block was written on one line, and the line that ends with it fits. */
function oneLineChecker(elements: Elements, { sound }: Structure, places: Float64Array): OneLineChecker {
  const sourceLines = new Uint32Array(elements.count);
  let line = 0;
  for (let index = 0; index < elements.count; index++) {
    line += elements.lineEnds[index] ?? 0;
    sourceLines[index] = line;
  }
  return (opening, closing, lineStart, indent) => {
    if (sourceLines[opening] !== sourceLines[closing] || sound[lineStart] === 0) return false;
    const width = (places[closing] ?? 0) + 1 - (places[lineStart] ?? 0);
    return indent + width <= MAXIMUM_WIDTH;
  };
}

/** A list is broken beside its commas, a query beside `->` and `=`. */
function isBesideSeparator(text: string, elements: Elements, index: number): boolean {
  const isSeparator = (at: number): boolean =>
    elements.kinds[at] === TOKEN.arrow || isPunctuation(text, elements, at, EQUALS);
  return followsComma(text, elements, index) || isSeparator(index - 1) || isSeparator(index);
}
