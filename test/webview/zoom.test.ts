// The size of the topology: steps that lead back where they came from, a wheel and a pinch that stay within the ends, what
// fits, and which columns are left where room is short. A mistake here loses a reader's place or a column that has a word.

import { describe, expect, test } from 'vitest';
import { columnWidths } from '../../client/webview/model/columns';
import { detailAt, zoomByWheel, zoomStep, zoomToFit } from '../../client/webview/model/zoom';
import { metricsAt } from '../../diagram/layout';

describe('zoom', () => {
  test.each([
    [100, 1, 125],
    [100, -1, 80],
    [110, 1, 125],
    [110, -1, 100],
    [200, 1, 200],
    [25, -1, 25],
  ] as const)('a step from %d %% by %d leads to %d %%', (zoom, direction, next) => {
    expect(zoomStep(zoom, direction)).toBe(next);
  });

  test.each([
    ['a notch down', 100, 100, 83],
    ['a notch up', 100, -100, 120],
    ['a notch of a coarse wheel is no more than that', 100, 400, 83],
    ['a slow pinch still moves', 100, 0.5, 99],
    ['the lower end', 26, 100, 25],
    ['the upper end', 199, -100, 200],
    ['slowly beyond the upper end', 200, -0.1, 200],
  ])('%s: from %d %% by %d pixels to %d %%', (_, zoom, delta, next) => {
    expect(zoomByWheel(zoom, delta)).toBe(next);
  });

  test('to fit never makes rows larger than usual, nor smaller than can be', () => {
    // 85 rows of 22 pixels are 1,870.
    expect(zoomToFit(85, 700)).toBe(37);
    expect([zoomToFit(4, 700), zoomToFit(9_999, 700), zoomToFit(0, 700)]).toEqual([100, 25, 100]);
  });

  test('columns go first, text at last', () => {
    expect([200, 100, 80, 79, 50, 49, 25].map(detailAt)).toEqual([
      'full',
      'full',
      'full',
      'names',
      'names',
      'overview',
      'overview',
    ]);
  });

  test('rows shrink as far as asked for, depths and marks by half at most', () => {
    expect(metricsAt(25)).toEqual({ rowHeight: 5.5, indent: 8, gutter: 10, marks: 0.5 });
    expect(metricsAt(200)).toEqual({ rowHeight: 44, indent: 32, gutter: 40, marks: 1.5 });
  });
});

describe('columns beside the names', () => {
  const all = [
    { id: '', memory: '' },
    { id: '8086:09a2', memory: '512 MiB' },
  ];

  /** Columns that are shown, with their widths. */
  const shown = (labels: Parameters<typeof columnWidths>[0], zoom: number, room: number): string =>
    columnWidths(labels, zoom, room)
      .filter(([, width]) => width > 0)
      .map((column) => column.join(' '))
      .join(', ');

  // 148, 72, 84, 84, and 12 pixels at the edge.
  test.each([
    [400, 100, 'acs 148, memory 72, kind 84, id 84'],
    [399, 100, 'acs 148, memory 72, kind 84'],
    [315, 100, 'acs 148, memory 72'],
    [50, 100, 'acs 148, memory 72'],
    [400, 125, 'acs 185, memory 90, kind 105'],
    [400, 79, ''],
  ])('in %d pixels at %d %%: %s', (room, zoom, columns) => {
    expect(shown(all, zoom, room)).toEqual(columns);
  });

  test('what no function has takes no room', () => {
    const bare = [{ id: '', memory: '' }];
    expect(shown(bare, 100, 244)).toEqual('acs 148, kind 84');
    expect(shown(bare, 100, 243)).toEqual('acs 148');
  });
});
