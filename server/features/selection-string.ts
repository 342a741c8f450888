// The steps of a selection inside a string, as the kernel's command line is made: device and flags, the entry of a list,
// the option, the parameter, all that stands between the quotes. Other strings have no such signs, so for them only the
// last step counts.

import type { TextRange } from '../language/diagnostic';
import { contains } from './places';

/** `literal`: the string with its quotes. Empty on a quote. */
export function selectionInString(text: string, literal: TextRange, offset: number): readonly TextRange[] {
  const content = { start: literal.start + 1, end: literal.end - 1 };
  if (!contains(content, offset)) return [];
  const parameter = between(text, content, offset, /\s/);
  const value = behind(text, parameter, offset);
  const option = between(text, value, offset, /,/);
  const list = behind(text, option, offset);
  const entry = between(text, list, offset, /;/);
  return [content, parameter, value, option, list, entry, between(text, entry, offset, /@/)];
}

/** The piece of a range that holds the offset and none of the separators. */
function between(text: string, { start, end }: TextRange, offset: number, separator: RegExp): TextRange {
  let from = offset;
  let to = offset;
  while (from > start && !separator.test(text.charAt(from - 1))) from--;
  while (to < end && !separator.test(text.charAt(to))) to++;
  return { start: from, end: to };
}

/** What stands behind the first `=` if the offset does too, else what stands before it. */
function behind(text: string, { start, end }: TextRange, offset: number): TextRange {
  const sign = text.slice(start, end).indexOf('=');
  if (sign < 0) return { start, end };
  return offset > start + sign ? { start: start + sign + 1, end } : { start, end: start + sign };
}
