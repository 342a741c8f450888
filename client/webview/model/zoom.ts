// How large the topology is drawn: the steps of keys and buttons, what a wheel or a pinch makes of it, what fits, and what
// is left out when it gets small. Columns go first, because names and connectors tell most; then text, because an overview
// is read by its shape and its stroke.

import { METRICS } from '../../../diagram/layout';
import { ZOOM_LEAST, ZOOM_MOST } from '../../../server/protocol/panel';

const STEPS = [25, 33, 50, 67, 80, 100, 125, 150, 200] as const;

/** The next step up or down; the ends stay where they are. */
export function zoomStep(zoom: number, direction: 1 | -1): number {
  if (direction > 0) return STEPS.find((step) => step > zoom) ?? ZOOM_MOST;
  return [...STEPS].reverse().find((step) => step < zoom) ?? ZOOM_LEAST;
}

/** Pixels of a wheel's notch; a trackpad's pinch comes in many smaller pieces. */
const NOTCH = 100;

/** `delta`: pixels, downwards positive, as of a WheelEvent. A notch is about a step, a pinch follows the fingers. */
export function zoomByWheel(zoom: number, delta: number): number {
  const notches = Math.max(-1, Math.min(1, delta / NOTCH));
  const wanted = Math.round(zoom * 1.2 ** -notches);
  // A slow pinch must not be rounded away.
  const moved = wanted === zoom ? zoom - Math.sign(delta) : wanted;
  return Math.max(ZOOM_LEAST, Math.min(ZOOM_MOST, moved));
}

/** So that this many rows stand in these pixels; never larger than they are usually drawn. */
export function zoomToFit(rows: number, height: number): number {
  const whole = Math.floor((height / Math.max(1, rows) / METRICS.rowHeight) * 100);
  return Math.max(ZOOM_LEAST, Math.min(100, whole));
}

export type Detail = 'full' | 'names' | 'overview';

/** Names and columns; names alone; the shape alone, where only what is selected is named. */
export function detailAt(zoom: number): Detail {
  if (zoom >= 80) return 'full';
  return zoom >= 50 ? 'names' : 'overview';
}
