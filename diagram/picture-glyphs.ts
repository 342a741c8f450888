// The small shapes of a picture, each as one path around a point: those of the map types as the panel draws them, what
// an assertion came to, and the hops of a stroke.

import type { ReportMapType } from '../server/protocol/report-words';
import type { Point } from './geometry';
import { MAP_TYPE_WORDS } from './map-types';
import type { Shape } from './picture';
import { FONTS, path, text } from './picture';

export type Asked = 'fails' | 'holds' | 'asks';

export function mapTypeGlyph(mapType: ReportMapType, { x, y }: Point): readonly Shape[] {
  const { shape, sign } = MAP_TYPE_WORDS[mapType];
  switch (shape) {
    case 'bus':
      return [path(circle({ x, y }, 4.5), shape)];
    case 'host':
      return [path(circle({ x, y }, 4), null, shape, 1.5), path(`M${x} ${y - 4}a4 4 0 0 0 0 8z`, shape)];
    case 'none':
      return [path(`M${x - 3.5} ${y - 3.5}l7 7m-7 0l7 -7`, null, shape, 2.5)];
    case 'unknown':
      return [text(x, y + 4.5, sign, FONTS.bold, shape, 'middle')];
  }
}

/** A tick, a thin cross, or nothing. */
export function askedGlyph(asked: Asked | null, { x, y }: Point): readonly Shape[] {
  if (asked === 'holds') return [path(`M${x - 3.5} ${y}l2.5 3l4.5 -6.5`, null, 'ink', 1.5)];
  return asked === 'fails' ? [path(`M${x - 3} ${y - 3}l6 6m-6 0l6 -6`, null, 'none', 2)] : [];
}

export function circle({ x, y }: Point, radius: number): string {
  const half = `a${radius} ${radius} 0 0 1 `;
  return `M${x - radius} ${y}${half}${2 * radius} 0${half}${-2 * radius} 0z`;
}

export function square({ x, y }: Point, half: number): string {
  return `M${x - half} ${y - half}h${2 * half}v${2 * half}h${-2 * half}z`;
}

export function diamond({ x, y }: Point): string {
  return `M${x} ${y - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5z`;
}

/** Peer-to-peer memory: filled where it is published. */
export function memoryGlyph(published: boolean, at: Point): Shape {
  return path(square(at, 3.5), published ? 'ink' : null, published ? null : 'dim');
}
