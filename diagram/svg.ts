// A picture as a standalone SVG: no script, no font, nothing from elsewhere. Every shape has its colour for a light ground
// as an attribute, which every viewer understands; where styles are understood too, a dark reader gets the dark colours.

import type { Colour, Font, Picture, Shape, TextShape } from './picture';

export const LIGHT: Readonly<Record<Colour, string>> = {
  ground: '#ffffff',
  ink: '#1f2328',
  dim: '#59636e',
  line: '#b7bfc8',
  chosen: '#e8f0fa',
  bus: '#1a7f37',
  host: '#9a6700',
  none: '#cf222e',
  unknown: '#59636e',
};

const DARK: Readonly<Record<Colour, string>> = {
  ground: '#0d1117',
  ink: '#e6edf3',
  dim: '#9198a1',
  line: '#4b535d',
  chosen: '#1c2b41',
  bus: '#3fb950',
  host: '#d29922',
  none: '#f85149',
  unknown: '#9198a1',
};

export const FAMILIES: Readonly<Record<Font['family'], string>> = {
  // Without system-ui, which on bare Linux systems is a font with serifs.
  sans: "-apple-system,'Segoe UI',Roboto,Ubuntu,Cantarell,'Noto Sans','Helvetica Neue',Arial,'DejaVu Sans',sans-serif",
  mono: "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace",
};

export function svgText({ width, height, title, description, layers }: Picture): string {
  const size = `width="${width}" height="${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${width} ${height}" role="img" font-family="${FAMILIES.sans}">`,
    `<title>${escaped(title)}</title>`,
    `<desc>${escaped(description)}</desc>`,
    `<style>@media(prefers-color-scheme:dark){${darkRules()}}</style>`,
    `<rect ${size}${coloured('fill', 'ground')}/>`,
    ...layers.map(
      ({ x, y, shapes }) => `<g transform="translate(${x} ${y})">\n${shapes.map(shapeText).join('\n')}\n</g>`,
    ),
    '</svg>\n',
  ].join('\n');
}

/** Of fills by `f-…`, of lines by `s-…`. */
function darkRules(): string {
  return Object.entries(DARK)
    .map(([name, colour]) => `.f-${name}{fill:${colour}}.s-${name}{stroke:${colour}}`)
    .join('');
}

function coloured(property: 'fill' | 'stroke', colour: Colour): string {
  return ` ${property}="${LIGHT[colour]}" class="${property.charAt(0)}-${colour}"`;
}

function shapeText(shape: Shape): string {
  if (shape.kind === 'text') return textElement(shape);
  const { data, fill, line, width } = shape;
  const classes = [fill === null ? '' : `f-${fill}`, line === null ? '' : `s-${line}`].join(' ').trim();
  const stroke = line === null ? '' : ` stroke="${LIGHT[line]}" stroke-width="${width}" stroke-linejoin="round"`;
  return `<path class="${classes}" fill="${fill === null ? 'none' : LIGHT[fill]}"${stroke} d="${data}"/>`;
}

function textElement({ x, y, text, font, colour, anchor, turned }: TextShape): string {
  const mono = font.family === 'mono' ? ` font-family="${FAMILIES.mono}"` : '';
  const weight = font.bold ? ' font-weight="600"' : '';
  const aligned = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  const place = turned ? `transform="translate(${x} ${y})rotate(-90)"` : `x="${x}" y="${y}"`;
  return `<text ${place}${coloured('fill', colour)} font-size="${font.size}"${mono}${weight}${aligned}>${escaped(text)}</text>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Names come from a file: markup in them is text, and what XML has no place for is replaced. */
function escaped(words: string): string {
  return words
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? '');
}
