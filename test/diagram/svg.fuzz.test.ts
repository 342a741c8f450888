// Protects: whatever names a file has, an exported SVG is well-formed XML that holds them as text: markup in a name is
// inert, and a character that XML has no place for breaks no viewer.

import * as fc from 'fast-check';
import { parser } from 'sax';
import { describe, expect, test } from 'vitest';
import { svgText } from '../../diagram/svg';
import { fuzzRuns } from '../fuzz-runs';
import { contentOf, EXAMPLES, overlaps, pictureOf, textBoxes } from './pictures';

interface Read {
  readonly tags: readonly string[];
  readonly texts: readonly string[];
}

function read(svg: string): Read {
  const tags: string[] = [];
  const texts: string[] = [];
  const strict = parser(true);
  strict.onopentag = ({ name }) => tags.push(name);
  strict.ontext = (text) => texts.push(text);
  strict.onerror = (error) => {
    throw error;
  };
  strict.write(svg).close();
  // What the parser lets pass.
  expect(svg).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u);
  return { tags, texts };
}

const KNOWN_TAGS = ['svg', 'title', 'desc', 'style', 'rect', 'g', 'path', 'text'];

describe('an SVG', () => {
  test.each(EXAMPLES)('of %s is well-formed, and has nothing from elsewhere', (name) => {
    const svg = svgText(pictureOf(contentOf(name)));
    const { tags, texts } = read(svg);
    expect([...new Set(tags)].filter((tag) => !KNOWN_TAGS.includes(tag))).toEqual([]);
    expect(texts).toContain(name);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(
      /https?:|href|url\(|@import|<script|\son\w+=/,
    );
  });

  const hostile = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      ']]>',
      '&amp;',
      '"onload="x',
      '</text>',
      '\u0000\ud800',
      '<!--',
      '😀'.repeat(60),
    ),
  );

  test('of any names holds them as text, and lays no word over another', () => {
    const content = contentOf('jbof.p2p', { pair: ['nvme0', 'mlx0'] });
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, because, scenario) => {
        const drawn = content.scene.drawn.map((row) => ({ ...row, label: { ...row.label, name } }));
        const picture = pictureOf({
          ...content,
          fileName: name,
          scenario,
          scene: { ...content.scene, drawn },
          notices: [because],
          pair: content.pair === null ? null : { ...content.pair, provider: name, because },
          matrix: { ...content.matrix, columns: content.matrix.columns.map(() => name) },
        });
        const { tags } = read(svgText(picture));
        expect(tags.filter((tag) => !KNOWN_TAGS.includes(tag))).toEqual([]);
        expect(overlaps(textBoxes(picture))).toEqual([]);
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});
