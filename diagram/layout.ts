// Where the rows and their connectors stand. A row's anchor is the point where its branch begins: its parent's trunk
// runs down from the parent's anchor, a stub leads from the trunk to the anchor of the child. One pass over the rows;
// a row's place depends on the rows above it only, so an edit moves nothing above it.

import type { Point, Polyline } from './geometry';
import type { Rows } from './rows';

export interface Metrics {
  readonly rowHeight: number;
  /** From one depth to the next. */
  readonly indent: number;
  /** Left of the roots' anchors, where a path passes from one host bridge to another. */
  readonly gutter: number;
  /** Size of handles and marks, against their size at 100 %. */
  readonly marks: number;
}

export const METRICS: Metrics = { rowHeight: 22, indent: 16, gutter: 20, marks: 1 };

/** Rows shrink as far as asked for; depths and marks only by half, so that an overview of hundreds of rows is still a tree. */
export function metricsAt(percent: number): Metrics {
  const zoom = percent / 100;
  const least = Math.max(0.5, zoom);
  return {
    rowHeight: METRICS.rowHeight * zoom,
    indent: METRICS.indent * least,
    gutter: METRICS.gutter * least,
    marks: Math.min(1.5, least),
  };
}

/** Half of the square that stands on the anchor of a row that opens and closes, at 100 %. */
export const HANDLE = 4.5;

export interface Layout {
  readonly metrics: Metrics;
  /** By row. */
  readonly anchors: readonly Point[];
  /** One trunk for every row with children shown, one stub for every row with a parent. */
  readonly trunks: readonly Polyline[];
  readonly stubs: readonly Polyline[];
  /** To the right of the deepest anchor, and below the last row. */
  readonly width: number;
  readonly height: number;
}

/** Linear in the number of rows. */
export function layoutRows({ rows }: Rows, metrics: Metrics = METRICS): Layout {
  const middle = (row: number): number => row * metrics.rowHeight + metrics.rowHeight / 2;
  const anchors = rows.map((row) => ({ x: metrics.gutter + row.depth * metrics.indent, y: middle(row.index) }));
  const lastChild = new Map<number, number>();
  const stubs: Polyline[] = [];
  let width = metrics.gutter;
  for (const row of rows) {
    const anchor = anchors[row.index] as Point;
    width = Math.max(width, anchor.x);
    const parent = anchors[row.parent];
    if (parent === undefined) continue;
    lastChild.set(row.parent, row.index);
    stubs.push([{ x: parent.x, y: anchor.y }, anchor]);
  }
  const trunks: Polyline[] = [];
  for (const [parent, child] of lastChild) {
    const top = anchors[parent] as Point;
    trunks.push([top, { x: top.x, y: middle(child) }]);
  }
  return { metrics, anchors, trunks, stubs, width, height: rows.length * metrics.rowHeight };
}
