// A picture of the screen as a PNG of at most 256 colours: text on plain ground needs few, and a third of the bytes.
// Reads what a browser writes (8 bits a channel, not interlaced) and nothing else.

import zlib from 'node:zlib';

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

/** `png` with at most `most` colours, the frequent ones kept as they are. */
export function withPalette(png, most) {
  const { width, height, pixels } = read(png);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = paletteOf([...counts], most);
  const places = new Map([...counts.keys()].map((colour) => [colour, nearest(palette, colour)]));
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      rows[row * (width + 1) + column + 1] = places.get(pixels[row * width + column]);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => channels(colour)));
  const data = zlib.deflateSync(rows, { level: 9, memLevel: 9 });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const channels = (colour) => [(colour >> 16) & 255, (colour >> 8) & 255, colour & 255];

/** Half of the places go to the most frequent colours, the others to what median cut makes of the rest. */
function paletteOf(counted, most) {
  const byCount = counted.toSorted(([, a], [, b]) => b - a);
  if (byCount.length <= most) return byCount.map(([colour]) => colour);
  const kept = byCount.slice(0, most / 2).map(([colour]) => colour);
  const boxes = [byCount.slice(most / 2).map(([colour, count]) => ({ parts: channels(colour), count }))];
  while (boxes.length < most - kept.length) {
    const widest = boxes.map(widestChannel).reduce((best, each) => (each.weight > best.weight ? each : best));
    if (widest.range === 0) break;
    const [box] = boxes.splice(boxes.indexOf(widest.box), 1);
    box.sort((a, b) => a.parts[widest.channel] - b.parts[widest.channel]);
    boxes.push(box.slice(0, box.length >> 1), box.slice(box.length >> 1));
  }
  return [...kept, ...boxes.map(mean)];
}

function widestChannel(box) {
  const ranges = [0, 1, 2].map((channel) => {
    const values = box.map(({ parts }) => parts[channel]);
    return values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 255);
  });
  const range = Math.max(...ranges);
  return { box, channel: ranges.indexOf(range), range, weight: box.length > 1 ? range : 0 };
}

function mean(box) {
  const all = box.reduce((sum, { count }) => sum + count, 0);
  const [red, green, blue] = [0, 1, 2].map((channel) =>
    Math.round(box.reduce((sum, { parts, count }) => sum + parts[channel] * count, 0) / all),
  );
  return (red << 16) | (green << 8) | blue;
}

function nearest(palette, colour) {
  const [red, green, blue] = channels(colour);
  let best = 0;
  let least = Infinity;
  for (const [at, each] of palette.entries()) {
    const [r, g, b] = channels(each);
    const distance = 2 * (red - r) ** 2 + 4 * (green - g) ** 2 + 3 * (blue - b) ** 2;
    if (distance < least) [best, least] = [at, distance];
  }
  return best;
}

function read(png) {
  const parts = { IDAT: [] };
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IDAT') parts.IDAT.push(body);
    else parts[type] = body;
    at += length + 12;
  }
  const [width, height] = [parts.IHDR.readUInt32BE(0), parts.IHDR.readUInt32BE(4)];
  const [depth, kind] = [parts.IHDR[8], parts.IHDR[9]];
  if (depth !== 8 || (kind !== 2 && kind !== 6)) throw new Error(`a PNG of kind ${kind} with ${depth} bits a channel`);
  return {
    width,
    height,
    pixels: unfiltered(zlib.inflateSync(Buffer.concat(parts.IDAT)), width, height, kind === 6 ? 4 : 3),
  };
}

/** Every row says how it was made from the pixel before, the one above and the one before that. */
function unfiltered(data, width, height, size) {
  const line = width * size;
  const raw = Buffer.alloc(line * height);
  const pixels = new Uint32Array(width * height);
  for (let row = 0; row < height; row += 1) {
    const filter = data[row * (line + 1)];
    for (let at = 0; at < line; at += 1) {
      const here = row * line + at;
      const before = at < size ? 0 : raw[here - size];
      const above = row === 0 ? 0 : raw[here - line];
      const corner = at < size || row === 0 ? 0 : raw[here - line - size];
      raw[here] = data[row * (line + 1) + 1 + at] + predicted(filter, before, above, corner);
    }
    for (let column = 0; column < width; column += 1) {
      const at = row * line + column * size;
      pixels[row * width + column] = (raw[at] << 16) | (raw[at + 1] << 8) | raw[at + 2];
    }
  }
  return pixels;
}

function predicted(filter, before, above, corner) {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return before;
    case 2:
      return above;
    case 3:
      return (before + above) >> 1;
    default: {
      const sum = before + above - corner;
      const [left, up, both] = [Math.abs(sum - before), Math.abs(sum - above), Math.abs(sum - corner)];
      return left <= up && left <= both ? before : up <= both ? above : corner;
    }
  }
}

function chunk(type, body) {
  const made = Buffer.alloc(body.length + 12);
  made.writeUInt32BE(body.length, 0);
  made.write(type, 4, 'latin1');
  made.set(body, 8);
  made.writeUInt32BE(checksum(made.subarray(4, body.length + 8)), body.length + 8);
  return made;
}

function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}
