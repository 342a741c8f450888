// The selected pair's path as one continuous line over the connectors: from the provider's anchor up the trunks to the
// common bridge and down to the client. Where there is none it runs over the host bridge; from one host bridge to
// another it leaves through the gutter at the left. Rows that are closed or folded stand in for the hops they hide.

import type { Point, Polyline } from './geometry';
import { simplify } from './geometry';
import type { Layout } from './layout';
import type { Path } from './path';
import type { Rows } from './rows';

export interface Stroke {
  /** Corners of the line, provider first; a single point where both ends share a row. */
  readonly line: Polyline;
  /** The hops in order, each at the anchor of the row that shows it. */
  readonly marks: readonly StrokeMark[];
}

export interface StrokeMark {
  readonly node: number;
  readonly row: number;
  readonly at: Point;
  readonly role: 'provider' | 'client' | 'common' | 'between';
}

/** null: an end of the path is not shown at all. Linear in the length of the path and the depth of its rows. */
export function strokeOf(path: Path, rows: Rows, layout: Layout): Stroke | null {
  const marks: StrokeMark[] = [];
  for (const [position, node] of path.hops.entries()) {
    const row = rows.rowOfNode[node] ?? -1;
    const at = layout.anchors[row];
    if (at === undefined) return null;
    marks.push({ node, row, at, role: roleAt(path, position) });
  }
  const line: Point[] = [];
  for (const [position, mark] of marks.entries()) {
    const before = marks[position - 1];
    if (before === undefined) line.push(mark.at);
    else line.push(...between(before.row, mark.row, rows, layout));
  }
  return { line: simplify(line), marks };
}

function roleAt(path: Path, position: number): StrokeMark['role'] {
  if (position === 0) return 'provider';
  if (position === path.hops.length - 1) return 'client';
  return position === path.common ? 'common' : 'between';
}

/** Corners after the anchor of `from` up to and including that of `to`, along the connectors of the rows between them. */
function between(from: number, to: number, rows: Rows, layout: Layout): readonly Point[] {
  if (from === to) return [];
  const up = climb(from, to, rows);
  if (up !== null) return alongConnectors(up, layout);
  const down = climb(to, from, rows);
  if (down !== null) return alongConnectors(down, layout, true);
  const start = layout.anchors[from] as Point;
  const end = layout.anchors[to] as Point;
  const gutter = layout.metrics.gutter / 2;
  return [{ x: gutter, y: start.y }, { x: gutter, y: end.y }, end];
}

/** The rows from `low` up to `high`, both included; null: `high` is not above `low`. */
function climb(low: number, high: number, rows: Rows): readonly number[] | null {
  const climbed = [low];
  for (let row = low; row !== high;) {
    row = rows.rows[row]?.parent ?? -1;
    if (row < 0) return null;
    climbed.push(row);
  }
  return climbed;
}

function alongConnectors(climbed: readonly number[], layout: Layout, downwards = false): readonly Point[] {
  const corners: Point[] = [];
  for (const [step, row] of climbed.entries()) {
    const anchor = layout.anchors[row] as Point;
    const below = layout.anchors[climbed[step - 1] ?? -1];
    if (below !== undefined) corners.push({ x: anchor.x, y: below.y });
    corners.push(anchor);
  }
  if (downwards) corners.reverse();
  return corners.slice(1);
}
