// Pictures of real machines and of made up ones for the tests, and what can be measured of a picture: where each text is,
// and which points a path runs through.

import fs from 'node:fs';
import type { Picture, Shape, TextShape } from '../../diagram/picture';
import { estimate } from '../../diagram/picture';
import type { PictureContent } from '../../diagram/picture-map';
import { drawPicture } from '../../diagram/picture-map';
import { derive, viewsOf } from '../../client/webview/derive';
import { pictureContent } from '../../client/webview/export-picture';
import { makePanelView } from '../../server/export/panel';
import { explainPair } from '../../server/features/explain/explain-pair';
import { analyse } from '../../server/language/analyse';
import { shownUnder } from '../../server/lsp/what-if-requests';
import type { PanelViewState } from '../../server/protocol/panel';
import type { WhatIf } from '../../server/protocol/what-if';

export const EXAMPLES = fs
  .readdirSync(new URL('../../examples/', import.meta.url))
  .filter((name) => /\.p2p$/.test(name));

export interface Shown {
  readonly pair?: readonly [string, string];
  readonly whatIf?: WhatIf;
  readonly scenario?: string;
  readonly view?: Partial<PanelViewState>;
}

/** What the panel would draw of an example. */
export function contentOf(name: string, { pair, whatIf = {}, scenario, view = {} }: Shown = {}): PictureContent {
  const uri = `file:///${name}`;
  const text = fs.readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
  const analysis = analyse(uri, { folder: null, read: (each) => (each === uri ? text : null) });
  const chosen = scenario ?? null;
  const made = makePanelView(analysis, chosen, shownUnder(analysis, whatIf));
  const { stale, scenarios, evaluation } = made;
  const derived = derive(
    { type: 'state', revision: 1, document: uri, fileName: name, stale, scenarios, evaluation },
    null,
  );
  const selection = pair === undefined ? null : { kind: 'pair' as const, provider: pair[0], client: pair[1] };
  const state: PanelViewState = {
    version: 5,
    document: uri,
    scenario: chosen,
    whatIf,
    selection,
    filter: '',
    zoom: 100,
    pathOnly: false,
    asTable: false,
    everything: false,
    toggled: [],
    toggledClasses: [],
    split: {},
    ...view,
  };
  const proof = selection === null ? null : explainPair(analysis, { scenario: chosen, ...selection });
  const shown = proof === null ? null : { ...proof, type: 'proof' as const, revision: 1, fixes: [], queries: [] };
  return pictureContent(derived, viewsOf(derived, state, null), state, shown);
}

export function pictureOf(content: PictureContent): Picture {
  return drawPicture(content, estimate);
}

export interface Box {
  readonly words: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Letters of a line reach no higher than their size, and a fifth of it below. */
export function boxOf({ x, y, text, font, anchor, turned }: TextShape, dx: number, dy: number): Box {
  const width = estimate(text, font);
  const from = { start: 0, middle: -width / 2, end: -width }[anchor];
  const [along, across] = [
    [from, from + width],
    [-0.75 * font.size, 0.2 * font.size],
  ] as const;
  const place = { left: x + dx, right: x + dx, top: y + dy, bottom: y + dy };
  // Turned, a line runs upwards, and its letters' heads point to the left.
  const [l, r, t, b] = turned
    ? [across[0], across[1], -along[1], -along[0]]
    : [along[0], along[1], across[0], across[1]];
  return { words: text, left: place.left + l, right: place.right + r, top: place.top + t, bottom: place.bottom + b };
}

export function textBoxes({ layers }: Picture): readonly Box[] {
  return layers.flatMap(({ x, y, shapes }) =>
    shapes.flatMap((shape) => (shape.kind === 'text' ? [boxOf(shape, x, y)] : [])),
  );
}

/** Pairs of texts that lie over each other, by their words. */
export function overlaps(boxes: readonly Box[]): readonly string[] {
  const sorted = [...boxes].sort((a, b) => a.top - b.top);
  return sorted.flatMap((box, at) => {
    const found: string[] = [];
    for (let next = at + 1; next < sorted.length; next += 1) {
      const other = sorted[next];
      if (other === undefined || other.top >= box.bottom) break;
      if (other.left < box.right && box.left < other.right) found.push(`${box.words} | ${other.words}`);
    }
    return found;
  });
}

/** The corners of a path, absolute: every command that the pictures use. */
export function pointsOf(data: string): readonly { readonly x: number; readonly y: number }[] {
  let at = { x: 0, y: 0 };
  const points: { x: number; y: number }[] = [];
  for (const [, letter = '', words = ''] of data.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const numbers = words
      .trim()
      .split(/[ ,]+/)
      .filter((word) => word !== '')
      .map(Number);
    const [x = 0, y = 0] = numbers.slice(-2);
    if (letter === 'M' || letter === 'L') at = { x, y };
    else if (letter === 'm' || letter === 'l' || letter === 'a') at = { x: at.x + x, y: at.y + y };
    else if (letter === 'H') at = { ...at, x };
    else if (letter === 'h') at = { ...at, x: at.x + x };
    else if (letter === 'V') at = { ...at, y: x };
    else if (letter === 'v') at = { ...at, y: at.y + x };
    else if (letter !== 'z') throw new Error(`the pictures use no ${letter}`);
    points.push(at);
  }
  return points;
}

export function shapesOf({ layers }: Picture): readonly Shape[] {
  return layers.flatMap(({ shapes }) => shapes);
}
