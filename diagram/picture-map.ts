// The map as a picture: what file under which settings, what was asked and came out, why the selected pair is as it is;
// the topology and the matrix beside each other where there is room, else below each other; and what the shapes mean.

import type { ReportMachine } from '../server/protocol/report';
import type { ReportMapType } from '../server/protocol/report-words';
import type { Point } from './geometry';
import { MAP_TYPES, MAP_TYPE_WORDS } from './map-types';
import type { Font, Layer, Measure, Picture, Shape } from './picture';
import { clipped, FONTS, path, text, wrapped } from './picture';
import { askedGlyph, circle, diamond, mapTypeGlyph, memoryGlyph } from './picture-glyphs';
import type { PictureMatrix } from './picture-matrix';
import { matrixBlock } from './picture-matrix';
import type { PictureStroke } from './picture-topology';
import { topologyBlock } from './picture-topology';
import type { Scene } from './scene';

export interface PictureContent {
  readonly fileName: string;
  /** null: the file itself. */
  readonly scenario: string | null;
  readonly machine: ReportMachine;
  /** What else a reader must know, a sentence each: what-if, a filter, a broken file. */
  readonly notices: readonly string[];
  readonly summary: {
    readonly title: string;
    readonly counts: readonly { readonly mapType: ReportMapType; readonly count: number }[];
    readonly failed: number;
  };
  readonly scene: Scene;
  /** Name of the selected device; null: none. */
  readonly device: string | null;
  readonly pair: PicturePair | null;
  readonly matrix: PictureMatrix;
  /** What of the matrix is not in the picture; empty: nothing. */
  readonly leftOut: string;
}

export interface PicturePair extends PictureStroke {
  readonly distance: number;
  /** A sentence; empty: not known yet. */
  readonly because: string;
}

const MARGIN = 24;
const GAP = 48;
const HEAD = 36;
/** Two blocks beside each other are read without scrolling up to here. */
const BESIDE = 1280;
const LEAST_WIDTH = 560;

export function drawPicture(content: PictureContent, measure: Measure): Picture {
  const { scene, matrix } = content;
  const topology = topologyBlock(scene, content.pair, content.device, measure);
  const pairs = matrix.rows.length > 0 && matrix.columns.length > 0 ? matrixBlock(matrix, measure) : null;
  const both = topology.width + GAP + (pairs?.width ?? 0);
  const beside = pairs !== null && both <= BESIDE;
  const width = Math.ceil(Math.max(LEAST_WIDTH, beside ? both : Math.max(topology.width, pairs?.width ?? 0)));

  const layers: Layer[] = [];
  let y = MARGIN;
  const put = (shapes: readonly Shape[], height: number, x = 0): void => {
    layers.push({ x: MARGIN + x, y, shapes });
    y += height;
  };
  for (const line of headLines(content, width, measure)) put(line.shapes, line.height);
  y += HEAD;
  const top = y;
  put(topology.shapes, topology.height);
  let bottom = y;
  if (pairs !== null) {
    y = beside ? top + Math.max(0, pairs.above - HEAD) : bottom + 24 + pairs.above;
    put(pairs.shapes, pairs.height, beside ? topology.width + GAP : 0);
    bottom = Math.max(bottom, y);
  }
  y = bottom + 12;
  const legend = flow(legendItems(content, topology.hasRedirect), width, FONTS.small, measure);
  for (const line of legend) put(line.shapes, line.height);
  if (content.leftOut !== '') put([text(0, 14, content.leftOut, FONTS.small, 'dim')], 20);
  const { title, description } = inWords(content);
  return { width: width + 2 * MARGIN, height: Math.ceil(y + MARGIN - 4), title, description, layers };
}

interface Line {
  readonly height: number;
  readonly shapes: readonly Shape[];
}

function headLines(content: PictureContent, width: number, measure: Measure): readonly Line[] {
  const { fileName, scenario, machine, notices, summary, pair } = content;
  const title = clipped(fileName);
  const where = scenario === null ? [] : [text(measure(title, FONTS.title) + 12, 18, clipped(`scenario ${scenario}`))];
  return [
    { height: 30, shapes: [text(0, 18, title, FONTS.title), ...where] },
    ...flow(settingItems(machine), width, FONTS.plain, measure),
    ...paragraph(machine.cmdline, 0, width, FONTS.mono, measure),
    ...notices.flatMap((notice) => barred(paragraph(notice, 12, width, FONTS.plain, measure))),
    ...flow(summaryItems(summary), width, FONTS.plain, measure),
    ...(pair === null ? [] : pairLines(pair, width, measure)),
  ];
}

function pairLines(pair: PicturePair, width: number, measure: Measure): readonly Line[] {
  const { provider, client, mapType, distance, because } = pair;
  const names: Item = { words: `${clipped(provider)} → ${clipped(client)}`, bold: true };
  const verdict: Item =
    mapType === null
      ? { words: 'a device and itself' }
      : { words: `${MAP_TYPE_WORDS[mapType].label}, distance ${distance}`, glyph: (at) => mapTypeGlyph(mapType, at) };
  return [
    { height: 8, shapes: [] },
    ...flow([names, verdict], width, FONTS.plain, measure),
    ...paragraph(because, 0, width, FONTS.plain, measure),
  ];
}

/** A bar at the left, as the panel marks what is not as in the file. */
function barred(lines: readonly Line[]): readonly Line[] {
  const bar = path(`M1 1v${lines.length * LINE - 2}`, null, 'ink', 2);
  return lines.map(({ height, shapes }, index) => ({ height, shapes: index === 0 ? [bar, ...shapes] : shapes }));
}

const MOST_LINES = 4;

function paragraph(words: string, x: number, width: number, font: Font, measure: Measure): readonly Line[] {
  const lines = wrapped(words, width - x, MOST_LINES, (line) => measure(line, font));
  return lines.map((line) => ({ height: LINE, shapes: [text(x, 14, line, font)] }));
}

/** A few words, with a glyph or a label before them. */
interface Item {
  readonly words: string;
  readonly glyph?: (at: Point) => readonly Shape[];
  readonly label?: string;
  readonly bold?: boolean;
}

const LINE = 20;
const GLYPH_WIDTH = 16;

/** Items one after the other, in as many lines as they need. */
function flow(items: readonly Item[], width: number, font: Font, measure: Measure): readonly Line[] {
  const lines: Shape[][] = [];
  let x = width;
  for (const { words, glyph, label = '', bold = false } of items) {
    const own = bold ? FONTS.bold : font;
    const before = (glyph === undefined ? 0 : GLYPH_WIDTH) + (label === '' ? 0 : measure(`${label} `, font) + 2);
    const end = Math.ceil(before + measure(words, own));
    if (x + end > width) {
      lines.push([]);
      x = 0;
    }
    lines[lines.length - 1]?.push(
      ...(glyph?.({ x: x + 6, y: 9.5 }) ?? []),
      ...(label === '' ? [] : [text(x, 14, label, font, 'dim')]),
      text(x + before, 14, words, own),
    );
    x += end + 20;
  }
  return lines.map((shapes) => ({ height: LINE, shapes }));
}

function settingItems({ kernel, iommu, cpu, arch }: ReportMachine): readonly Item[] {
  // Only the other vendors' verdicts hinge on the family.
  const family = cpu.family === null || cpu.vendor === 'intel' ? '' : ` family 0x${cpu.family.toString(16)}`;
  return [
    { label: 'kernel', words: kernel },
    { label: 'IOMMU', words: iommu },
    { label: 'cpu', words: `${cpu.vendor}${family}` },
    ...(arch === 'x86_64' ? [] : [{ label: 'arch', words: arch }]),
  ];
}

function summaryItems({ title, counts, failed }: PictureContent['summary']): readonly Item[] {
  return [
    { words: title },
    ...counts.map(({ mapType, count }) => ({
      words: `${count} ${MAP_TYPE_WORDS[mapType].label}`,
      glyph: (at: Point) => mapTypeGlyph(mapType, at),
    })),
    ...(failed === 0
      ? []
      : [{ words: `${failed} not as asserted`, glyph: (at: Point) => askedGlyph('fails', at), bold: true }]),
  ];
}

/** Only what occurs. */
function legendItems({ scene, matrix, pair }: PictureContent, hasRedirect: boolean): readonly Item[] {
  const cells = matrix.cells.flat().filter((cell) => cell !== null);
  const labels = scene.drawn.map(({ label }) => label);
  const memory = (published: boolean): boolean =>
    labels.some((each) => each.memory !== '' && each.published === published);
  const items: readonly (Item & { readonly occurs: boolean })[] = [
    ...MAP_TYPES.map((mapType) => ({
      occurs: cells.some((cell) => cell.mapType === mapType || cell.inFile?.mapType === mapType),
      words: MAP_TYPE_WORDS[mapType].label,
      glyph: (at: Point) => mapTypeGlyph(mapType, at),
    })),
    { occurs: cells.length > 0, label: '4', words: 'distance in hops' },
    { occurs: cells.some(({ inFile }) => inFile !== null), label: '… →', words: 'as in the file' },
    {
      occurs: cells.some(({ asked }) => asked === 'holds'),
      words: 'as asserted',
      glyph: (at) => askedGlyph('holds', at),
    },
    {
      occurs: cells.some(({ asked }) => asked === 'fails'),
      words: 'not as asserted',
      glyph: (at) => askedGlyph('fails', at),
    },
    { occurs: pair !== null, words: 'provider', glyph: (at) => [path(circle(at, 4), 'ink')] },
    { occurs: pair !== null, words: 'client', glyph: ({ x, y }) => [path(`M${x - 4} ${y - 5}l8 5l-8 5z`, 'ink')] },
    {
      occurs: hasRedirect,
      words: 'redirects',
      glyph: (at) => [path(diamond(at), 'none')],
    },
    { occurs: memory(true), words: 'published', glyph: (at) => [memoryGlyph(true, at)] },
    { occurs: memory(false), words: 'not published', glyph: (at) => [memoryGlyph(false, at)] },
  ];
  return items.filter(({ occurs }) => occurs);
}

function inWords({
  fileName,
  scenario,
  machine,
  notices,
  summary,
  pair,
}: PictureContent): Pick<Picture, 'title' | 'description'> {
  const counts = summary.counts.map(({ mapType, count }) => `${count} ${MAP_TYPE_WORDS[mapType].label}`);
  const verdict =
    pair === null || pair.mapType === null ? '' : `: ${MAP_TYPE_WORDS[pair.mapType].label}, distance ${pair.distance}.`;
  const sentences = [
    `Kernel ${machine.kernel}, IOMMU ${machine.iommu}.`,
    ...notices,
    `${summary.title}: ${counts.join(', ')}.`,
    pair === null ? '' : `${pair.provider} → ${pair.client}${verdict} ${pair.because}`,
  ];
  return {
    title: `PCI Express map of ${fileName}${scenario === null ? '' : `, scenario ${scenario}`}`,
    description: sentences.filter((sentence) => sentence !== '').join(' '),
  };
}
