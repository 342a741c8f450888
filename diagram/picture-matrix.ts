// The pair matrix in a picture: providers down, clients across, in each cell the shape of the map type, the distance, and
// what an assertion came to. Where the controls say otherwise than the file, a cell that changes has old and new.

import type { ReportMapType } from '../server/protocol/report-words';
import type { Block, Measure, Shape } from './picture';
import { clipped, FONTS, path, text } from './picture';
import type { Asked } from './picture-glyphs';
import { askedGlyph, mapTypeGlyph } from './picture-glyphs';

export interface PictureMatrix {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row and column; null: a device with itself. */
  readonly cells: readonly (readonly (PictureCell | null)[])[];
}

export interface PictureCell {
  readonly mapType: ReportMapType;
  readonly distance: number;
  readonly asked: Asked | null;
  /** What the file's own settings give; null: the same. */
  readonly inFile: { readonly mapType: ReportMapType; readonly distance: number } | null;
  readonly selected: boolean;
}

const ROW = 22;
const GLYPH = 14;
const TICK = 12;
const PADDING = 16;
/** More columns than this have their names upright. */
const MOST_LEVEL = 8;

/** The origin is that of the first row; the heads stand above it, `above` pixels high. */
export function matrixBlock(matrix: PictureMatrix, measure: Measure): Block & { readonly above: number } {
  const { cells } = matrix;
  const [rows, columns] = [matrix.rows.map(clipped), matrix.columns.map(clipped)];
  const plain = (words: string): number => measure(words, FONTS.plain);
  const widest = (words: readonly string[]): number => Math.ceil(Math.max(0, ...words.map(plain)));
  const corner = 'provider ↓  client →';
  const headsAt = Math.max(widest(rows), Math.ceil(measure(corner, FONTS.small))) + PADDING;
  const content = Math.max(0, ...cells.flat().map((cell) => (cell === null ? 0 : widthOf(cell, plain))));
  const upright = columns.length > MOST_LEVEL;
  const cellWidth = Math.ceil(Math.max(upright ? 0 : widest(columns), content)) + PADDING;
  const above = upright ? widest(columns) + 12 : 24;

  const columnHeads = columns.map((label, index): Shape => {
    const x = headsAt + index * cellWidth;
    return upright ? { ...text(x + PADDING / 2 + 9, -8, label), turned: true } : text(x + PADDING / 2, -8, label);
  });
  const body = rows.flatMap((label, row): Shape[] => {
    const y = row * ROW + ROW / 2;
    return [
      text(0, y + 4.5, label),
      ...(cells[row] ?? []).flatMap((cell, column) =>
        cellShapes(cell, headsAt + column * cellWidth, y, cellWidth, plain),
      ),
    ];
  });
  const width = headsAt + columns.length * cellWidth;
  const line = path(`M0 0.5h${width}`, null, 'line');
  return {
    width,
    height: rows.length * ROW,
    above,
    shapes: [text(0, -8, corner, FONTS.small, 'dim'), ...columnHeads, line, ...body],
  };
}

function widthOf({ distance, asked, inFile }: PictureCell, plain: (words: string) => number): number {
  const tick = asked === 'holds' || asked === 'fails' ? TICK : 0;
  return GLYPH + plain(String(distance)) + tick + (inFile === null ? 0 : wasWidth(inFile.distance, plain));
}

function wasWidth(distance: number, plain: (words: string) => number): number {
  return GLYPH + plain(`${distance} → `);
}

function cellShapes(
  cell: PictureCell | null,
  left: number,
  y: number,
  width: number,
  plain: (words: string) => number,
): readonly Shape[] {
  if (cell === null) return [text(left + PADDING / 2 + 4.5, y + 4.5, '–', FONTS.plain, 'dim', 'middle')];
  const { mapType, distance, asked, inFile, selected } = cell;
  const shapes: Shape[] = selected
    ? [path(`M${left + 1} ${y - ROW / 2 + 1.5}h${width - 2}v${ROW - 2}h${2 - width}z`, 'chosen', 'ink')]
    : [];
  let x = left + PADDING / 2;
  const words = (said: string, dim: boolean): void => {
    shapes.push(text(x, y + 4.5, said, FONTS.plain, dim ? 'dim' : 'ink'));
    x += plain(said);
  };
  const glyph = (of: ReportMapType): void => {
    shapes.push(...mapTypeGlyph(of, { x: x + 4.5, y }));
    x += GLYPH;
  };
  if (inFile !== null) {
    glyph(inFile.mapType);
    words(`${inFile.distance} →`, true);
    x += plain(' ');
  }
  glyph(mapType);
  words(String(distance), asked === null && inFile === null);
  return [...shapes, ...askedGlyph(asked, { x: x + TICK / 2 + 2, y })];
}
