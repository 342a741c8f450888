// Points and polylines of the drawing, in pixels from the top left corner of the topology, x to the right, y down.
// Every line is horizontal or vertical: the connectors are those of `lspci -tv`, not curves between boxes.

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Polyline = readonly Point[];

/** The `d` attribute of an SVG path; horizontal and vertical pieces only. */
export function pathData(polylines: readonly Polyline[]): string {
  return polylines.map(polylineData).join('');
}

function polylineData(polyline: Polyline): string {
  let data = '';
  let last: Point | null = null;
  for (const point of polyline) {
    if (last === null) data += `M${point.x} ${point.y}`;
    else if (point.y === last.y) data += `H${point.x}`;
    else if (point.x === last.x) data += `V${point.y}`;
    else data += `L${point.x} ${point.y}`;
    last = point;
  }
  return data;
}

/** Without repeated points and without points in the middle of a straight line that goes on in the same direction. */
export function simplify(polyline: Polyline): Polyline {
  const result: Point[] = [];
  for (const point of polyline) {
    const last = result[result.length - 1];
    if (last?.x === point.x && last.y === point.y) continue;
    const before = result[result.length - 2];
    if (last !== undefined && before !== undefined && goesOn(before, last, point)) result.pop();
    result.push(point);
  }
  return result;
}

function goesOn(a: Point, b: Point, c: Point): boolean {
  if (a.x === b.x && b.x === c.x) return Math.sign(b.y - a.y) === Math.sign(c.y - b.y);
  if (a.y === b.y && b.y === c.y) return Math.sign(b.x - a.x) === Math.sign(c.x - b.x);
  return false;
}
