// The units in which a client counts characters: bytes of UTF-8, code units of UTF-16, or code points. The language counts
// UTF-16 code units. A surrogate without its other half is one character, three bytes long as U+FFFD would be.

import type { PositionEncodingKind } from 'vscode-languageserver';

export type PositionEncoding = 'utf-8' | 'utf-16' | 'utf-32';

const KNOWN: readonly PositionEncoding[] = ['utf-8', 'utf-16', 'utf-32'];

/** The first of the client's list that is known here; a client without a list counts in UTF-16. */
export function chooseEncoding(offered: readonly PositionEncodingKind[] | undefined): PositionEncoding {
  for (const kind of offered ?? []) {
    const known = KNOWN.find((encoding) => encoding === kind);
    if (known !== undefined) return known;
  }
  return 'utf-16';
}

/** A place in a text that was counted already: so many units stand between the start of its line and it. */
export interface Counted {
  readonly offset: number;
  readonly units: number;
}

/** From a counted place to `target`; a target between two halves of a character counts as before the character. */
export function countTo(text: string, from: Counted, target: number, encoding: PositionEncoding): Counted {
  if (encoding === 'utf-16') return { offset: target, units: from.units + target - from.offset };
  let { offset, units } = from;
  for (;;) {
    const length = lengthAt(text, offset);
    if (offset + length > target) return { offset, units };
    units += unitsAt(text, offset, length, encoding);
    offset += length;
  }
}

/** From a counted place to the character that holds unit `target`, at most to `end`. */
export function seekUnits(
  text: string,
  from: Counted,
  target: number,
  end: number,
  encoding: PositionEncoding,
): Counted {
  if (encoding === 'utf-16') {
    const offset = Math.min(from.offset + target - from.units, end);
    return { offset, units: from.units + offset - from.offset };
  }
  let { offset, units } = from;
  while (offset < end) {
    const length = lengthAt(text, offset);
    const next = units + unitsAt(text, offset, length, encoding);
    if (next > target) break;
    units = next;
    offset += length;
  }
  return { offset, units };
}

/** In UTF-16 code units: 2 for a pair of surrogates. Past the end there is a character of length 1, so that a count ends. */
function lengthAt(text: string, offset: number): number {
  const isPair = isHigh(text.charCodeAt(offset)) && isLow(text.charCodeAt(offset + 1));
  return isPair ? 2 : 1;
}

function unitsAt(text: string, offset: number, length: number, encoding: PositionEncoding): number {
  if (encoding === 'utf-32') return 1;
  if (length === 2) return 4;
  const code = text.charCodeAt(offset);
  return code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
