// How wide things are on one line: the blank before an element, and an element's text in its canonical form.

import { TOKEN } from '../lexer';
import { elementText, isComment, isPunctuation, type Elements } from './elements';
import { CLOSE, OPEN, type Structure } from './structure';

/** A block that was written on one line stays there as long as the line is no longer than this. */
export const MAXIMUM_WIDTH = 120;

const [COMMA, LEFT_BRACKET, RIGHT_BRACKET, MINUS] = [44, 91, 93, 45] as const;

/** Blanks before an element that follows another on its line: one or none. */
export function blankBefore(text: string, elements: Elements, { version }: Structure, index: number): number {
  if (index === 0 || version[index] === 2) return 0;
  if (isComment(elements, index)) return 1;
  const is = (at: number, code: number): boolean => isPunctuation(text, elements, at, code);
  const isTight =
    is(index - 1, LEFT_BRACKET) ||
    is(index, RIGHT_BRACKET) ||
    is(index, COMMA) ||
    is(index - 1, MINUS) ||
    (is(index - 1, OPEN) && is(index, CLOSE));
  return isTight ? 0 : 1;
}

export function followsComma(text: string, elements: Elements, index: number): boolean {
  return isPunctuation(text, elements, index - 1, COMMA);
}

/** `iB` for a size in short form: `4K` is written `4KiB`. */
export function missingUnit(text: string, elements: Elements, { version, sound }: Structure, index: number): string {
  if (elements.kinds[index] !== TOKEN.word || version[index] !== 0 || sound[index] !== 1) return '';
  const last = text.charCodeAt((elements.ends[index] ?? 0) - 1);
  if (!SHORT_UNITS.has(last)) return '';
  return /^[0-9][0-9_]*[KMGT]$/.test(elementText(text, elements, index)) ? 'iB' : '';
}

const SHORT_UNITS: ReadonlySet<number> = new Set([...'KMGT'].map((unit) => unit.charCodeAt(0)));

/** The column at which each element would begin, if the whole file stood on one line. */
export function placesOnOneLine(text: string, elements: Elements, structure: Structure): Float64Array {
  const places = new Float64Array(elements.count);
  let end = 0;
  for (let index = 0; index < elements.count; index++) {
    const start = end + blankBefore(text, elements, structure, index);
    places[index] = start;
    end = start + width(text, elements, structure, index);
  }
  return places;
}

/** Of the element itself, as it will be written. */
export function width(text: string, elements: Elements, structure: Structure, index: number): number {
  const written = (elements.ends[index] ?? 0) - (elements.starts[index] ?? 0);
  return written + missingUnit(text, elements, structure, index).length;
}
