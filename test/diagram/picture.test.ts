// An exported picture is looked at without the program that made it: no word may lie over another or be cut off by the
// edge, what is selected must be there, and what is not as in the file must be said.

import { describe, expect, test } from 'vitest';
import type { Picture } from '../../diagram/picture';
import type { PictureContent } from '../../diagram/picture-map';
import type { Shown } from './pictures';
import { contentOf, EXAMPLES, overlaps, pictureOf, pointsOf, shapesOf, textBoxes } from './pictures';

function wordsIn(picture: Picture): readonly string[] {
  return shapesOf(picture).flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
}

const SHOWN: readonly (readonly [string, string, Shown])[] = [
  ...EXAMPLES.map((name) => [name, 'as it opens', {}] as const),
  ['jbof.p2p', 'a pair', { pair: ['nvme0', 'mlx0'] }],
  ['jbof.p2p', 'what-if', { pair: ['nvme2', 'mlx0'], whatIf: { kernel: '5.17', iommu: 'off', acs: 'set' } }],
  ['jbof.p2p', 'a scenario', { pair: ['nvme0', 'mlx0'], scenario: 'stock' }],
  ['dgx-h100-like.p2p', 'another host bridge', { pair: ['gpu0', 'mlx5_3'] }],
  ['epyc-esc8000a-e12.p2p', 'everything', { view: { everything: true } }],
  ['epyc-esc8000a-e12.p2p', 'a path alone', { pair: ['nvme0', 'nvme8'], view: { pathOnly: true } }],
  ['epyc-esc8000a-e12.p2p', 'a filter', { view: { filter: 'nvme -> mlx' } }],
  ['epyc-esc8000a-e12.p2p', 'a filter that leaves nothing', { view: { filter: 'nobody' } }],
];

describe.each(SHOWN)('%s, %s', (name, _what, shown) => {
  const picture = pictureOf(contentOf(name, shown));

  test('no text lies over another', () => {
    expect(overlaps(textBoxes(picture))).toEqual([]);
  });

  test('everything is inside', () => {
    const { width, height } = picture;
    const outside = textBoxes(picture).filter(
      ({ left, right, top, bottom }) => left < 0 || right > width || top < 0 || bottom > height,
    );
    expect(outside).toEqual([]);
    const points = picture.layers.flatMap(({ x, y, shapes }) =>
      shapes.flatMap((shape) =>
        shape.kind === 'path' ? pointsOf(shape.data).map((point) => ({ x: point.x + x, y: point.y + y })) : [],
      ),
    );
    expect(points.filter(({ x, y }) => !(x >= 0 && x <= width && y >= 0 && y <= height))).toEqual([]);
  });
});

describe('the selected pair', () => {
  const content = contentOf('jbof.p2p', { pair: ['nvme0', 'mlx0'] });
  const picture = pictureOf(content);

  test('its path begins in the row of the provider and ends in that of the client', () => {
    const line = shapesOf(picture).find((shape) => shape.kind === 'path' && shape.width === 3);
    const points = line?.kind === 'path' ? pointsOf(line.data) : [];
    const rowOf = (device: string) => content.scene.drawn.find(({ label }) => label.name === device)?.anchor;
    expect(points[0]).toEqual(rowOf('nvme0'));
    expect(points.at(-1)).toEqual(rowOf('mlx0'));
  });

  test('its verdict stands above, with the reason', () => {
    const words = wordsIn(picture);
    expect(words).toContain('nvme0 → mlx0');
    expect(words).toContain('BUS_ADDR, distance 4');
    expect(words).toContain('They meet at sw0 0000:01:00.0, and nothing on the path redirects.');
    expect(picture.description).toContain('nvme0 → mlx0: BUS_ADDR, distance 4. They meet at sw0');
  });

  test('redirects are explained only where the path has one', () => {
    expect(wordsIn(picture)).not.toContain('redirects');
    const stock = contentOf('jbof.p2p', { pair: ['nvme0', 'mlx0'], scenario: 'stock' });
    expect(wordsIn(pictureOf(stock))).toContain('redirects');
  });
});

describe('what a reader must know', () => {
  const sentences = (content: PictureContent): string => content.notices.join('\n');

  test('the settings, the scenario and the command line', () => {
    const words = wordsIn(pictureOf(contentOf('jbof.p2p', { scenario: 'before_listing' })));
    expect(words).toEqual(expect.arrayContaining(['jbof.p2p', 'scenario before_listing', 'kernel', '5.17', 'on']));
    expect(wordsIn(pictureOf(contentOf('jbof.p2p')))).toContain('pci=disable_acs_redir=pci:11f8:4036');
  });

  test('other settings than those of the file, beside those of the file', () => {
    const content = contentOf('jbof.p2p', { whatIf: { kernel: '5.17' } });
    expect(sentences(content)).toBe(
      'What if kernel 5.17 (in the file: kernel 6.15): 2 of 6 answers and 6 of 12 pairs change.',
    );
    expect(wordsIn(pictureOf(content))).toContain(sentences(content));
  });

  test('that a filter leaves things out', () => {
    expect(sentences(contentOf('jbof.p2p', { view: { filter: 'nvme0' } }))).toBe(
      'Shown is what the filter leaves: nvme0',
    );
  });

  test('a name as long as a line is cut, in the tree and in the matrix', () => {
    const content = contentOf('jbof.p2p');
    const name = 'x'.repeat(300);
    const drawn = content.scene.drawn.map((row) => ({ ...row, label: { ...row.label, name } }));
    const matrix = { ...content.matrix, rows: content.matrix.rows.map(() => name), columns: [name] };
    const words = wordsIn(pictureOf({ ...content, fileName: name, scene: { ...content.scene, drawn }, matrix }));
    expect(Math.max(...words.filter((word) => word.startsWith('x')).map(({ length }) => length))).toBe(48);
  });

  test('rows beyond what a page can hold', () => {
    const content = contentOf('jbof.p2p');
    expect(content.leftOut).toBe('');
    expect(wordsIn(pictureOf({ ...content, leftOut: '3 more rows' }))).toContain('3 more rows');
  });
});
