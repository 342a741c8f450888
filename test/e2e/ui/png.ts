// Reads a PNG as browsers write it (8 bits, no interlace), as far as a test needs: its size and every pixel's colour. A
// file of the right length with nothing painted in it must not pass for a picture.

import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

export interface Png {
  readonly width: number;
  readonly height: number;
  /** How many pixels have each colour, by its bytes in hexadecimal. */
  readonly colours: ReadonlyMap<string, number>;
}

const SIGNATURE = '89504e470d0a1a0a';
/** By colour type: RGB, RGBA. */
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

export function readPng(file: Buffer): Png {
  assert.equal(file.toString('hex', 0, 8), SIGNATURE, 'no PNG signature');
  const data: Buffer[] = [];
  for (let at = 8; at < file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const channels = CHANNELS[file[25] ?? 0];
  assert.ok(file[24] === 8 && channels !== undefined && file[28] === 0, 'not as browsers write it');
  return { width, height, colours: countColours(inflateSync(Buffer.concat(data)), width, height, channels) };
}

function countColours(data: Buffer, width: number, height: number, channels: number): ReadonlyMap<string, number> {
  const stride = width * channels;
  const colours = new Map<string, number>();
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)] ?? 0;
    const line = Buffer.from(data.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)));
    for (let x = 0; x < stride; x += 1) {
      const left = line[x - channels] ?? 0;
      const corner = x < channels ? 0 : (above[x - channels] ?? 0);
      line[x] = (line[x] ?? 0) + predicted(filter, left, above[x] ?? 0, corner);
    }
    for (let x = 0; x < stride; x += channels) {
      const colour = line.toString('hex', x, x + channels);
      colours.set(colour, (colours.get(colour) ?? 0) + 1);
    }
    above = line;
  }
  return colours;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      return a <= b && a <= c ? left : b <= c ? up : corner;
    }
    default:
      return 0;
  }
}
