// The SVG over the rows: all connectors in one path, all handles in one path, and above them the stroke of one pair
// with a mark at every hop. A handful of elements however many rows there are.

import type { ReportMapType } from '../../../server/protocol/report-words';
import type { Point } from '../../../diagram/geometry';
import { REDIRECTING_FLAGS } from '../../../diagram/labels';
import { HANDLE } from '../../../diagram/layout';
import type { DrawnRow, DrawnStroke, Scene } from '../../../diagram/scene';
import { drawStroke } from '../../../diagram/scene';
import type { StrokeMark } from '../../../diagram/stroke';
import { setAttributes, svgElement } from '../dom';
import { MAP_TYPE_WORDS } from '../model/words';

export interface StrokeInput {
  readonly provider: string;
  readonly client: string;
  /** null: a device with itself. */
  readonly mapType: ReportMapType | null;
  /** Addresses that the proof calls redirecting; null: no proof yet, the ACS control flags say it. */
  readonly redirecting: ReadonlySet<string> | null;
  /** Hovered, not chosen. */
  readonly preview: boolean;
}

/** The stroke's marks stay clear where handles shrink. */
const LEAST_MARK = 0.75;
/** Signs of smaller handles cannot be read. */
const LEAST_SIGN = 0.75;

export interface StrokeLayer {
  readonly root: SVGSVGElement;
  readonly drawScene: (scene: Scene) => void;
  /** Answers which rows the stroke passes: `end` or `hop`. */
  readonly drawStroke: (scene: Scene, input: StrokeInput | null) => ReadonlyMap<number, string>;
}

export function createStrokeLayer(): StrokeLayer {
  const connectors = svgElement('path', { class: 'connectors' });
  const handles = svgElement('path', { class: 'handles' });
  const signs = svgElement('path', { class: 'signs' });
  const stroke = svgElement('g', { class: 'stroke' });
  const root = svgElement('svg', { class: 'lines', 'aria-hidden': 'true', focusable: 'false' });
  root.append(connectors, handles, signs, stroke);
  return {
    root,
    drawScene: (scene) => {
      setAttributes(root, { width: scene.layout.width + 16, height: scene.layout.height });
      connectors.setAttribute('d', scene.connectors);
      handles.setAttribute('d', handleSquares(scene));
      signs.setAttribute('d', handleSigns(scene));
    },
    drawStroke: (scene, input) => {
      const drawn = input === null ? null : drawStroke(scene, input.provider, input.client);
      if (input === null || drawn === null) {
        stroke.replaceChildren();
        return new Map();
      }
      const shape = input.mapType === null ? 'same' : MAP_TYPE_WORDS[input.mapType].shape;
      stroke.setAttribute('class', `stroke ${shape}${input.preview ? ' preview' : ''}`);
      const line = svgElement('path', { class: 'line', d: drawn.line });
      stroke.replaceChildren(line, ...marksOf(drawn, scene, input));
      return rolesByRow(drawn);
    },
  };
}

function handleSquares({ drawn, layout }: Scene): string {
  const half = HANDLE * layout.metrics.marks;
  const side = 2 * half;
  return drawn
    .filter(({ row }) => row.expandable)
    .map(({ anchor }) => `M${anchor.x - half} ${anchor.y - half}h${side}v${side}h-${side}z`)
    .join('');
}

function handleSigns({ drawn, layout: { metrics } }: Scene): string {
  if (metrics.marks < LEAST_SIGN) return '';
  return drawn.map(handleSign).join('');
}

/** A minus in an open handle, a plus in a closed one. */
function handleSign({ row, anchor }: DrawnRow): string {
  if (!row.expandable) return '';
  const minus = `M${anchor.x - 2.5} ${anchor.y}h5`;
  return row.expanded ? minus : `${minus}M${anchor.x} ${anchor.y - 2.5}v5`;
}

function marksOf(stroke: DrawnStroke, scene: Scene, input: StrokeInput): readonly SVGElement[] {
  const size = Math.max(LEAST_MARK, scene.layout.metrics.marks);
  return stroke.marks.flatMap((mark) => {
    if (redirects(mark, stroke, scene, input)) return [square('cover', mark.at, size), diamond(mark, size)];
    const sign = signOn(mark, scene);
    const shape = plainMark(mark, size, scene.drawn[mark.row]?.row.expandable ?? false);
    return sign === '' ? [shape] : [shape, svgElement('path', { class: `sign ${mark.role}`, d: sign })];
  });
}

/** The mark covers the row's handle, so it carries the handle's sign. */
function signOn(mark: StrokeMark, { drawn, layout }: Scene): string {
  const at = drawn[mark.row];
  const size = layout.metrics.marks;
  if (at === undefined || size < LEAST_SIGN || mark.role === 'provider' || mark.role === 'client') return '';
  return handleSign(at);
}

function plainMark({ at, role }: StrokeMark, size: number, hasHandle: boolean): SVGElement {
  if (role === 'provider') return svgElement('circle', { class: 'end', cx: at.x, cy: at.y, r: 4 * size });
  if (role === 'client') {
    // The arrow points at the row's words, or at the handle that stands before them.
    const tip = hasHandle ? at.x - HANDLE * size : at.x + 5 * size;
    const [length, half] = [8 * size, 5 * size];
    const d = `M${tip - length} ${at.y - half}l${length} ${half}l-${length} ${half}z`;
    return svgElement('path', { class: 'end', d });
  }
  return square(role, at, size);
}

function square(className: string, at: Point, size: number): SVGElement {
  const half = HANDLE * size;
  const [x, y, side] = [at.x - half, at.y - half, 2 * half];
  return svgElement('rect', { class: className, x, y, width: side, height: side });
}

function diamond({ at }: StrokeMark, size: number): SVGElement {
  const half = 6.5 * size;
  const d = `M${at.x} ${at.y - half}l${half} ${half}l-${half} ${half}l-${half} -${half}z`;
  return svgElement('path', { class: 'redirect', d });
}

/** Without a common bridge the kernel ignores ACS, so nothing on such a path is marked. */
function redirects(mark: StrokeMark, stroke: DrawnStroke, scene: Scene, input: StrokeInput): boolean {
  const node = scene.topology.nodes[mark.node];
  if (node === undefined || node.shape === 'host-bridge' || stroke.path.common === null) return false;
  if (input.redirecting !== null) return input.redirecting.has(node.device.address);
  return node.device.acs?.control.some((flag) => REDIRECTING_FLAGS.has(flag)) ?? false;
}

function rolesByRow(stroke: DrawnStroke): ReadonlyMap<number, string> {
  const roles = new Map<number, string>();
  for (const mark of stroke.marks) {
    const end = mark.role === 'provider' || mark.role === 'client';
    if (end || !roles.has(mark.row)) roles.set(mark.row, end ? 'end' : 'hop');
  }
  return roles;
}
