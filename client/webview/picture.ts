// The picture of what is on screen, as the host asked for it: SVG as text, PNG painted here, for the host has no canvas.
// An entry of its own, loaded when somebody exports: the panel is not to wait for it. Nothing else is loaded for a picture,
// so the content security policy stays as strict as it is.

import type { PanelExported, PictureFormat } from '../../server/protocol/panel';
import type { Font, Measure, Picture, Shape } from '../../diagram/picture';
import { estimate } from '../../diagram/picture';
import type { PictureContent } from '../../diagram/picture-map';
import { drawPicture } from '../../diagram/picture-map';
import { FAMILIES, LIGHT, svgText } from '../../diagram/svg';

export { pictureContent } from './export-picture';

/** Sharp on paper and on dense screens. */
const SCALE = 2;
/** What every browser's canvas can be, each way. */
const MOST_PIXELS = 16384;
const MOST_AREA = 2 ** 28;

type Drawn = Pick<PanelExported, 'content' | 'problem'>;

export async function drawAs(format: PictureFormat, content: PictureContent): Promise<Drawn> {
  if (format === 'svg') return { content: svgText(drawPicture(content, estimate)), problem: '' };
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (context === null) return failed('This editor has no canvas to paint on.');
  const picture = drawPicture(content, measureIn(context));
  const { width, height } = picture;
  const scale = Math.min(SCALE, MOST_PIXELS / Math.max(width, height), Math.sqrt(MOST_AREA / (width * height)));
  const tooLarge = `The map is too large for a PNG (${width} × ${height} pixels).`;
  if (scale < 1) return failed(tooLarge);
  canvas.width = Math.floor(width * scale);
  canvas.height = Math.floor(height * scale);
  paint(context, picture, scale);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
  return blob === null ? failed(tooLarge) : { content: new Uint8Array(await blob.arrayBuffer()), problem: '' };
}

function failed(sentence: string): Drawn {
  return { content: '', problem: `${sentence} Export it as SVG, or fold or filter it first.` };
}

function measureIn(context: CanvasRenderingContext2D): Measure {
  return (words, font) => {
    context.font = fontOf(font);
    return context.measureText(words).width;
  };
}

function fontOf({ family, size, bold }: Font): string {
  return `${bold ? '600 ' : ''}${size}px ${FAMILIES[family]}`;
}

function paint(context: CanvasRenderingContext2D, { width, height, layers }: Picture, scale: number): void {
  context.scale(scale, scale);
  context.fillStyle = LIGHT.ground;
  context.fillRect(0, 0, width, height);
  context.lineJoin = 'round';
  for (const { x, y, shapes } of layers) {
    context.save();
    context.translate(x, y);
    for (const shape of shapes) paintShape(context, shape);
    context.restore();
  }
}

function paintShape(context: CanvasRenderingContext2D, shape: Shape): void {
  if (shape.kind === 'path') {
    const outline = new Path2D(shape.data);
    if (shape.fill !== null) {
      context.fillStyle = LIGHT[shape.fill];
      context.fill(outline);
    }
    if (shape.line === null) return;
    context.strokeStyle = LIGHT[shape.line];
    context.lineWidth = shape.width;
    context.stroke(outline);
    return;
  }
  context.save();
  context.translate(shape.x, shape.y);
  if (shape.turned) context.rotate(-Math.PI / 2);
  context.font = fontOf(shape.font);
  context.fillStyle = LIGHT[shape.colour];
  context.textAlign = shape.anchor === 'middle' ? 'center' : shape.anchor;
  context.fillText(shape.text, 0, 0);
  context.restore();
}
