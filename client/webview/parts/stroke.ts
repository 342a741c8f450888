// The SVG over the rows: all connectors in one path, all handles in one path, and above them the stroke of one pair
// with a mark at every hop. A handful of elements however many rows there are.

import type { ReportMapType } from '../../../server/protocol/report-words';
import type { Point } from '../../../diagram/geometry';
import { REDIRECTING_FLAGS } from '../../../diagram/labels';
import { HANDLE } from '../../../diagram/layout';
import type { DrawnRow, DrawnStroke, Scene } from '../../../diagram/scene';
import { drawStroke } from '../../../diagram/scene';
import type { StrokeMark } from '../../../diagram/stroke';
import { svgElement } from '../dom';
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
      root.setAttribute('width', String(scene.layout.width + 16));
      root.setAttribute('height', String(scene.layout.height));
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

function handleSquares({ drawn }: Scene): string {
  const side = 2 * HANDLE;
  return drawn
    .filter(({ row }) => row.expandable)
    .map(({ anchor }) => `M${anchor.x - HANDLE} ${anchor.y - HANDLE}h${side}v${side}h-${side}z`)
    .join('');
}

function handleSigns({ drawn }: Scene): string {
  return drawn.map(handleSign).join('');
}

/** A minus in an open handle, a plus in a closed one. */
function handleSign({ row, anchor }: DrawnRow): string {
  if (!row.expandable) return '';
  const minus = `M${anchor.x - 2.5} ${anchor.y}h5`;
  return row.expanded ? minus : `${minus}M${anchor.x} ${anchor.y - 2.5}v5`;
}

function marksOf(stroke: DrawnStroke, scene: Scene, input: StrokeInput): readonly SVGElement[] {
  return stroke.marks.flatMap((mark) => {
    if (redirects(mark, stroke, scene, input)) return [square('cover', mark.at), diamond(mark)];
    const sign = signOn(mark, scene);
    const shape = plainMark(mark, scene.drawn[mark.row]?.row.expandable ?? false);
    return sign === '' ? [shape] : [shape, svgElement('path', { class: `sign ${mark.role}`, d: sign })];
  });
}

/** The mark covers the row's handle, so it carries the handle's sign. */
function signOn(mark: StrokeMark, { drawn }: Scene): string {
  const at = drawn[mark.row];
  if (at === undefined || mark.role === 'provider' || mark.role === 'client') return '';
  return handleSign(at);
}

function plainMark({ at, role }: StrokeMark, hasHandle: boolean): SVGElement {
  if (role === 'provider') return svgElement('circle', { class: 'end', cx: at.x, cy: at.y, r: 4 });
  if (role === 'client') {
    // The arrow points at the row's words, or at the handle that stands before them.
    const tip = hasHandle ? at.x - HANDLE : at.x + 5;
    return svgElement('path', { class: 'end', d: `M${tip - 8} ${at.y - 5}l8 5l-8 5z` });
  }
  return square(role, at);
}

function square(className: string, at: Point): SVGElement {
  const side = 2 * HANDLE;
  return svgElement('rect', { class: className, x: at.x - HANDLE, y: at.y - HANDLE, width: side, height: side });
}

function diamond({ at }: StrokeMark): SVGElement {
  return svgElement('path', { class: 'redirect', d: `M${at.x} ${at.y - 6.5}l6.5 6.5l-6.5 6.5l-6.5 -6.5z` });
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
