// The topology in a picture: the panel's rows in the panel's columns, connectors, and the stroke of one pair over them.
// A row that stands for several functions keeps its sign; one that is merely open needs none, for nobody can close it.

import type { ReportMapType } from '../server/protocol/report-words';
import type { Point } from './geometry';
import { REDIRECTING_FLAGS } from './labels';
import type { RowLabel } from './labels';
import { HANDLE, METRICS } from './layout';
import { MAP_TYPE_WORDS } from './map-types';
import type { Block, Colour, Measure, Shape } from './picture';
import { clipped, FONTS, isSeen, path, text } from './picture';
import { circle, diamond, memoryGlyph, square } from './picture-glyphs';
import type { DrawnRow, DrawnStroke, Scene } from './scene';
import { drawStroke } from './scene';
import type { StrokeMark } from './stroke';

export interface PictureStroke {
  readonly provider: string;
  readonly client: string;
  /** null: a device with itself. */
  readonly mapType: ReportMapType | null;
  /** Addresses that the proof calls redirecting; null: no proof, the ACS control flags say it. */
  readonly redirecting: ReadonlySet<string> | null;
}

const ACS_SLOTS = ['SV', 'TB', 'RR', 'CR', 'UF', 'EC', 'DT'] as const;

const GAP = 20;
const SLOT = 21;
const MEMORY_GLYPH = 14;

/** The origin is that of the rows; their heads stand above it. */
export function topologyBlock(
  scene: Scene,
  stroke: PictureStroke | null,
  selected: string | null,
  measure: Measure,
): Block & { readonly hasRedirect: boolean } {
  const { drawn } = scene;
  const line = stroke === null ? null : drawStroke(scene, stroke.provider, stroke.client);
  const chosen = scene.topology.byName.get(selected ?? '');
  const chosenRow = chosen === undefined ? -1 : scene.rows.rowOfNode[chosen];
  const ends = new Set(line?.marks.filter(isEnd).map(({ row }) => row));
  const widest = (width: (row: DrawnRow) => number, head = ''): number =>
    Math.ceil(drawn.reduce((most, row) => Math.max(most, width(row)), measure(head, FONTS.small)));
  const placeOf = (row: DrawnRow): readonly Shape[] => placeShapes(row, ends.has(row.row.index), measure);

  const kindAt = widest((row) => endOf(placeOf(row), measure), 'Topology') + GAP;
  const idAt = kindAt + widest(({ label }) => measure(label.kind, FONTS.plain), 'kind') + GAP;
  const acsAt = idAt + widest(({ label }) => measure(label.id, FONTS.mono), 'id') + GAP;
  const acsWidth = Math.max(
    ACS_SLOTS.length * SLOT,
    widest(({ label }) => measure(label.listed, FONTS.plain)),
  );
  const memoryWidth = widest(({ label }) => measure(label.memory, FONTS.plain));
  const hasMemory = memoryWidth > 0;
  const width = acsAt + acsWidth + (hasMemory ? GAP + Math.max(MEMORY_GLYPH + memoryWidth, 56) : 0);

  const rows = drawn.flatMap((row): Shape[] => {
    const { label, anchor } = row;
    const y = anchor.y + 4.5;
    const memoryAt = width - measure(label.memory, FONTS.plain) - MEMORY_GLYPH / 2 - 1;
    return [
      ...(row.row.index === chosenRow
        ? [path(`M0 ${anchor.y - 11}h${width + 8}v${METRICS.rowHeight}h${-width - 8}z`, 'chosen')]
        : []),
      ...placeOf(row),
      text(kindAt, y, label.kind, FONTS.plain, 'dim'),
      text(idAt, y, label.id, FONTS.mono, 'dim'),
      ...(label.listed === '' ? acsShapes(label, acsAt, y) : [text(acsAt, y, label.listed, FONTS.plain, 'dim')]),
      ...(label.memory === '' ? [] : [memoryGlyph(label.published, { x: memoryAt, y: anchor.y })]),
      text(width, y, label.memory, FONTS.plain, 'ink', 'end'),
    ];
  });
  const heads = (
    [
      ['Topology', 0],
      ['kind', kindAt],
      ['id', idAt],
    ] as const
  ).map(([word, x]) => text(x, -8, word, FONTS.small, 'dim'));
  const slots = ACS_SLOTS.map((flag, index) => text(acsAt + index * SLOT, -8, flag, FONTS.mono, 'dim'));
  const shapes = [
    ...heads,
    ...slots,
    text(width, -8, hasMemory ? 'p2pmem' : '', FONTS.small, 'dim', 'end'),
    ...rows,
    path(scene.connectors, null, 'line'),
    ...drawn.filter(({ row }) => row.expandable && !row.expanded).flatMap(({ anchor }) => closedHandle(anchor)),
    ...(stroke === null || line === null ? [] : strokeShapes(scene, stroke, line)),
  ];
  const hasRedirect =
    stroke !== null && (line?.marks ?? []).some((mark) => line !== null && redirects(mark, scene, stroke, line));
  return { width, height: scene.layout.height, shapes: shapes.filter(isSeen), hasRedirect };
}

function placeShapes({ label, anchor }: DrawnRow, isEndOfStroke: boolean, measure: Measure): readonly Shape[] {
  const y = anchor.y + 4.5;
  const shapes: Shape[] = [];
  let x = anchor.x + 12;
  const isStrong = isEndOfStroke || label.listed !== '';
  const parts = [
    [label.address, FONTS.mono, isEndOfStroke ? 'ink' : 'dim'],
    [clipped(label.name), isStrong ? FONTS.bold : FONTS.plain, 'ink'],
    [label.others, FONTS.plain, 'dim'],
    [label.count > 1 ? `×${label.count}` : '', FONTS.plain, 'dim'],
  ] as const;
  for (const [words, font, colour] of parts) {
    if (words === '') continue;
    shapes.push(text(x, y, words, font, colour));
    x += measure(words, font) + 8;
  }
  return shapes;
}

function endOf(shapes: readonly Shape[], measure: Measure): number {
  return Math.max(0, ...shapes.map((shape) => (shape.kind === 'text' ? shape.x + measure(shape.text, shape.font) : 0)));
}

function acsShapes({ acs }: RowLabel, x: number, y: number): readonly Shape[] {
  return (acs === null ? [] : ACS_SLOTS).map((flag, index) => {
    const at = x + index * SLOT;
    if (acs?.includes(flag) !== true) return text(at, y, '·', FONTS.mono, 'dim');
    return REDIRECTING_FLAGS.has(flag) ? text(at, y, flag, FONTS.monoBold, 'none') : text(at, y, flag, FONTS.mono);
  });
}

function closedHandle(at: Point): readonly Shape[] {
  return [
    path(square(at, HANDLE), 'ground', 'line'),
    path(`M${at.x - 2.5} ${at.y}h5M${at.x} ${at.y - 2.5}v5`, null, 'dim'),
  ];
}

function strokeShapes(scene: Scene, stroke: PictureStroke, drawn: DrawnStroke): readonly Shape[] {
  const colour = stroke.mapType === null ? 'dim' : MAP_TYPE_WORDS[stroke.mapType].shape;
  return [
    path(drawn.line, null, colour, 3),
    ...drawn.marks.map((mark) => markShape(mark, scene, stroke, drawn, colour)),
  ];
}

function markShape(mark: StrokeMark, scene: Scene, stroke: PictureStroke, drawn: DrawnStroke, colour: Colour): Shape {
  const { at, role } = mark;
  if (redirects(mark, scene, stroke, drawn)) return path(diamond(at), 'none', 'ground', 1.5);
  if (role === 'provider') return path(circle(at, 4), colour);
  if (role === 'client') return path(`M${at.x - 3} ${at.y - 5}l8 5l-8 5z`, colour);
  return path(square(at, HANDLE), role === 'common' ? colour : 'ground', colour, 1.5);
}

/** Without a common bridge the kernel ignores ACS, so nothing on such a path is marked. */
function redirects({ node: at }: StrokeMark, scene: Scene, stroke: PictureStroke, drawn: DrawnStroke): boolean {
  const node = scene.topology.nodes[at];
  if (node === undefined || node.shape === 'host-bridge' || drawn.path.common === null) return false;
  if (stroke.redirecting !== null) return stroke.redirecting.has(node.device.address);
  return node.device.acs?.control.some((flag) => REDIRECTING_FLAGS.has(flag)) ?? false;
}

function isEnd({ role }: StrokeMark): boolean {
  return role === 'provider' || role === 'client';
}
