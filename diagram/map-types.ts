// What each map type is called and which shape it has. The name is the kernel's own, as everywhere else. Colour always
// comes with a shape and a word, so that the panel and every picture read the same in high contrast, on paper, and to a
// screen reader.

import { PANEL_MAP_TYPE_LETTERS } from '../server/protocol/panel';
import type { ReportMapType } from '../server/protocol/report-words';

export interface MapTypeWords {
  /** Class of the glyph in style.css, and the shape in a picture: full circle, half circle, cross, question mark. */
  readonly shape: 'bus' | 'host' | 'none' | 'unknown';
  readonly label: string;
  /** The same shape where there is only text. */
  readonly sign: string;
}

export const MAP_TYPE_WORDS: Readonly<Record<ReportMapType, MapTypeWords>> = {
  BUS_ADDR: { shape: 'bus', label: 'BUS_ADDR', sign: '●' },
  THRU_HOST_BRIDGE: { shape: 'host', label: 'THRU_HOST_BRIDGE', sign: '◐' },
  NOT_SUPPORTED: { shape: 'none', label: 'NOT_SUPPORTED', sign: '✕' },
  UNKNOWN: { shape: 'unknown', label: 'UNKNOWN', sign: '?' },
};

/** From the best to the worst; the order of every summary. */
export const MAP_TYPES: readonly ReportMapType[] = ['BUS_ADDR', 'THRU_HOST_BRIDGE', 'NOT_SUPPORTED', 'UNKNOWN'];

const BY_LETTER = new Map(MAP_TYPES.map((mapType) => [PANEL_MAP_TYPE_LETTERS[mapType], mapType]));

/** null: the letter of an empty cell. */
export function mapTypeOfLetter(letter: string): ReportMapType | null {
  return BY_LETTER.get(letter) ?? null;
}
