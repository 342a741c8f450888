// A picture of the map for outside of the editor: a mail, a ticket, a README. It is plain data, paths and texts in the
// order in which they are painted, so that one layout serves SVG and a canvas, and a test can look at it. Colours and
// fonts are roles; what they look like is the painter's (diagram/svg.ts, and the webview's canvas).

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** For those who cannot see it, in words. */
  readonly title: string;
  readonly description: string;
  readonly layers: readonly Layer[];
}

/** Shapes around an origin of their own. */
export interface Layer {
  readonly x: number;
  readonly y: number;
  readonly shapes: readonly Shape[];
}

export type Shape = PathShape | TextShape;

export interface PathShape {
  readonly kind: 'path';
  /** As the `d` of an SVG path. */
  readonly data: string;
  readonly fill: Colour | null;
  readonly line: Colour | null;
  readonly width: number;
}

/** One line of text; `y` is its baseline. */
export interface TextShape {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly font: Font;
  readonly colour: Colour;
  readonly anchor: 'start' | 'middle' | 'end';
  /** Read from below upwards. */
  readonly turned: boolean;
}

export interface Font {
  readonly family: 'sans' | 'mono';
  readonly size: number;
  readonly bold: boolean;
}

export type Colour = 'ground' | 'ink' | 'dim' | 'line' | 'chosen' | 'bus' | 'host' | 'none' | 'unknown';

/** Pixels that a text takes. */
export type Measure = (text: string, font: Font) => number;

export const FONTS = {
  title: { family: 'sans', size: 20, bold: true },
  plain: { family: 'sans', size: 13, bold: false },
  bold: { family: 'sans', size: 13, bold: true },
  small: { family: 'sans', size: 11, bold: false },
  mono: { family: 'mono', size: 11, bold: false },
  monoBold: { family: 'mono', size: 11, bold: true },
} as const satisfies Readonly<Record<string, Font>>;

/** Some shapes, and the room that they take to the right and down from their origin. */
export interface Block {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Names come from a file, and a picture has an end. */
const MOST_LETTERS = 48;

export function clipped(text: string): string {
  const letters = [...text];
  return letters.length <= MOST_LETTERS ? text : `${letters.slice(0, MOST_LETTERS - 1).join('')}…`;
}

export function path(data: string, fill: Colour | null, line: Colour | null = null, width = 1): PathShape {
  return { kind: 'path', data, fill, line, width };
}

export function text(
  x: number,
  y: number,
  words: string,
  font: Font = FONTS.plain,
  colour: Colour = 'ink',
  anchor: TextShape['anchor'] = 'start',
): TextShape {
  return { kind: 'text', x, y, text: words, font, colour, anchor, turned: false };
}

/** Whoever opens an SVG has fonts of their own: wide enough for the widest of the usual ones. */
export function estimate(words: string, { family, size, bold }: Font): number {
  let ems = 0;
  for (const letter of words) {
    if (letter > '~') ems += 1.1;
    else if (family === 'mono') ems += 0.63;
    else if (/[mwMW@%]/.test(letter)) ems += 1;
    else if (/[A-Z]/.test(letter)) ems += 0.76;
    else ems += /[iljtfrI.,:;'|!()[\] /]/.test(letter) ? 0.41 : 0.64;
  }
  return ems * size * (bold && family === 'sans' ? 1.12 : 1);
}

/** Lines no wider than this, broken between words, and within a word that is wider by itself; the last is cut. */
export function wrapped(words: string, width: number, most: number, measure: (line: string) => number): string[] {
  const lines: string[] = [''];
  for (const piece of words.split(/(?<=[ ,;])/)) {
    const line = lines.length - 1;
    if (measure((lines[line] + piece).trimEnd()) <= width) lines[line] += piece;
    else if (measure(piece.trimEnd()) <= width) lines.push(piece);
    else {
      for (const letter of piece) {
        if (measure(lines[lines.length - 1] + letter) > width) lines.push('');
        lines[lines.length - 1] += letter;
      }
    }
  }
  const trimmed = lines.map((line) => line.trimEnd()).filter((line) => line !== '');
  return trimmed.length <= most ? trimmed : [...trimmed.slice(0, most - 1), `${trimmed[most - 1] ?? ''}…`];
}

/** Empty words and paths are left out. */
export function isSeen(shape: Shape): boolean {
  return (shape.kind === 'path' ? shape.data : shape.text) !== '';
}
