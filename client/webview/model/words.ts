// The words of every part: those of the map types, which pictures share, and numbers as people read them.

import type { PanelState } from '../../../server/protocol/panel';

export { MAP_TYPES, MAP_TYPE_WORDS, mapTypeOfLetter } from '../../../diagram/map-types';

/** `1 pair`, `3 pairs`. */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** `1,080,560`. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=([0-9]{3})+$)/g, ',');
}

/** What a place in the text follows. A text that never was whole has no earlier picture. */
export function staleWords({ isPartial }: PanelState): string {
  return isPartial === true ? 'Incomplete because of the error in' : 'From before the error in';
}
