// How wide the columns beside the names of the topology are: names come first, so what they leave no room for has no width,
// and neither has what no function has.

import type { RowLabel } from '../../../diagram/labels';
import { detailAt } from './zoom';

export type Column = 'acs' | 'memory' | 'kind' | 'id';

/** Pixels at 100 %, the ones that tell most first. */
const WIDTHS: readonly (readonly [Column, number])[] = [
  ['acs', 148],
  ['memory', 72],
  ['kind', 84],
  ['id', 84],
];
const PADDING = 12;

/** By column, in pixels; `room`: pixels beside the names. */
export function columnWidths(
  labels: readonly Pick<RowLabel, 'id' | 'memory'>[],
  zoom: number,
  room: number,
): readonly (readonly [Column, number])[] {
  const isSmall = detailAt(zoom) !== 'full';
  let left = room - PADDING;
  return WIDTHS.map(([column, usual]) => {
    const isEmpty = (column === 'id' || column === 'memory') && !labels.some((label) => label[column] !== '');
    if (isSmall || isEmpty) return [column, 0];
    const width = (usual * zoom) / 100;
    left -= width;
    // Not even the narrowest panel goes without these two.
    return [column, left < 0 && column !== 'acs' && column !== 'memory' ? 0 : width];
  });
}
