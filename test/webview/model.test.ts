// What the panel decides before it draws: what a filter leaves, which devices share a row of the matrix, what each cell
// says, what keys do. A mistake here would show a verdict for the wrong pair.

import { describe, expect, test } from 'vitest';
import { coarsen, groupingOf, sameVerdicts } from '../../client/webview/model/coarsen';
import { filterHits, keptNodes, keptPath, parseFilter } from '../../client/webview/model/filter';
import { gridStep, treeStep } from '../../client/webview/model/keys';
import type { Axis } from '../../client/webview/model/matrix';
import {
  askedCells,
  cellOf,
  classesByMember,
  classLabel,
  matrixView,
  verdictOf,
} from '../../client/webview/model/matrix';
import { factsOf, reachOf } from '../../client/webview/model/reach';
import { flipped, selectionIn } from '../../client/webview/model/selection';
import { summarize } from '../../client/webview/model/summary';
import { grouped } from '../../client/webview/model/words';
import { visibleRows } from '../../diagram/rows';
import { buildTopology } from '../../diagram/tree';
import type { PanelAskedPair, PanelEvaluation, PanelMatrix } from '../../server/protocol/panel';
import { TWO_HOST_BRIDGES, virtualFunctions } from '../diagram/fixtures';
import { asInFile } from './machine';

const topology = buildTopology(TWO_HOST_BRIDGES.hostBridges, TWO_HOST_BRIDGES.devices);
const ALL = { toggled: new Set<string>(), keepsProvider: () => true, keepsClient: () => true };

/** a, b, c alone; b and c meet alike; d has two members. Rows are providers. */
const MATRIX: PanelMatrix = {
  classes: [{ members: ['a'] }, { members: ['b'] }, { members: ['c'] }, { members: ['d.vf0', 'd.vf1'] }],
  mapTypes: '-BBH' + 'H-BN' + 'HB-N' + 'UHHB',
  distances: [0, 4, 4, 6, 5, 0, 4, 7, 5, 4, 0, 7, 8, 9, 9, 2],
  inFile: null,
};

function names(kept: readonly boolean[] | null): readonly string[] {
  return topology.nodes.filter((_, index) => kept?.[index] === true).map((node) => node.key);
}

describe('filter', () => {
  test('keeps what matches by name, address, id or kind, whatever the case, with the way up to it', () => {
    expect(names(keptNodes(topology, parseFilter('NVME1'), []))).toEqual(['0000:00', '0000:00:02.0', '0000:05:00.0']);
    expect(names(keptNodes(topology, parseFilter('41:00'), []))).toEqual(['0000:40', '0000:40:01.0', '0000:41:00.0']);
    expect(names(keptNodes(topology, parseFilter('gpu'), []))).toContain('0000:41:00.0');
  });

  test('keeps everything below a bridge that matches', () => {
    expect(names(keptNodes(topology, parseFilter('sw0'), []))).toEqual([
      '0000:00',
      '0000:00:01.0',
      '0000:01:00.0',
      '0000:02:00.0',
      '0000:03:00.0',
      '0000:02:01.0',
      '0000:04:00.0',
    ]);
  });

  test('all words must match, and nothing typed is no filter', () => {
    expect(filterHits(topology, parseFilter('nvme 05:').provider)?.filter(Boolean)).toHaveLength(1);
    expect(keptNodes(topology, parseFilter('  '), [])).toBeNull();
    expect(keptNodes(topology, parseFilter(' -> '), [])).toBeNull();
  });

  test('an arrow filters providers on its left and clients on its right', () => {
    expect(parseFilter('nvme -> mlx 0')).toEqual({ provider: ['nvme'], client: ['mlx', '0'] });
    const kept = names(keptNodes(topology, parseFilter('nvme1 -> gpu'), []));
    expect(kept).toEqual(['0000:00', '0000:00:02.0', '0000:05:00.0', '0000:40', '0000:40:01.0', '0000:41:00.0']);
  });

  test('the selected path is never hidden', () => {
    const gpu = topology.byName.get('gpu0') ?? -1;
    expect(names(keptNodes(topology, parseFilter('nvme1'), [gpu]))).toContain('0000:41:00.0');
    expect(names(keptPath(topology, [gpu]))).toEqual(['0000:40', '0000:40:01.0', '0000:41:00.0']);
  });
});

describe('matrix', () => {
  test('a few devices have a row each; a class folds when asked, and unfolds', () => {
    expect(matrixView(MATRIX, ALL).rows.map((axis) => axis.label)).toEqual(['a', 'b', 'c', 'd.vf0', 'd.vf1']);
    const folded = matrixView(MATRIX, { ...ALL, toggled: new Set(['d.vf0']) });
    expect(folded.rows.map((axis) => [axis.label, axis.folded])).toEqual([
      ['a', false],
      ['b', false],
      ['c', false],
      ['d.vf0…1', true],
    ]);
  });

  test('many devices are folded until opened', () => {
    const members = Array.from({ length: 64 }, (_, index) => `v.vf${index}`);
    const matrix: PanelMatrix = {
      classes: [{ members }, { members: ['x'] }],
      mapTypes: 'BHH-',
      distances: [2, 4, 4, 0],
      inFile: null,
    };
    expect(matrixView(matrix, ALL).rows.map((axis) => axis.label)).toEqual(['v.vf0…63', 'x']);
    expect(matrixView(matrix, { ...ALL, toggled: new Set(['v.vf0']) }).rows).toHaveLength(65);
  });

  test('what is not drawn for being too much is counted, not dropped in silence', () => {
    const classes = Array.from({ length: 200 }, (_, index) => ({ members: [`n${index}`] }));
    const matrix = {
      classes,
      mapTypes: 'B'.repeat(40_000),
      distances: new Array<number>(40_000).fill(4),
      inFile: null,
    };
    const view = matrixView(matrix, ALL);
    expect(view.rows.length + view.columns.length + view.leftOut).toBe(400);
    expect(view.leftOut).toBeGreaterThan(0);
  });

  test('a cell has the verdict of provider row and client column, not the other way round', () => {
    const { rows, columns } = matrixView(MATRIX, ALL);
    const at = (row: number, column: number) => cellOf(MATRIX, rows[row] as Axis, columns[column] as Axis);
    expect(at(0, 1)).toMatchObject({ provider: 'a', client: 'b', mapType: 'BUS_ADDR', distance: 4 });
    expect(at(1, 0)).toMatchObject({ provider: 'b', client: 'a', mapType: 'THRU_HOST_BRIDGE', distance: 5 });
    expect(at(3, 0)).toMatchObject({ provider: 'd.vf0', client: 'a', mapType: 'UNKNOWN', distance: 8 });
    expect(at(3, 4)).toMatchObject({ provider: 'd.vf0', client: 'd.vf1', mapType: 'BUS_ADDR', distance: 2 });
    expect(at(0, 0)).toBeNull();
    expect(at(3, 3)).toBeNull();
  });

  test('the folded cell of a class with itself is that of two of its members', () => {
    const { rows } = matrixView(MATRIX, { ...ALL, toggled: new Set(['d.vf0']) });
    const own = rows[3] as Axis;
    expect(cellOf(MATRIX, own, own)).toMatchObject({ provider: 'd.vf0', client: 'd.vf1', distance: 2 });
  });

  test('a failing assertion outweighs a holding one in a folded cell, and the cell stands for it', () => {
    const ask = (provider: string, holds: boolean | null): PanelAskedPair => {
      const rest = { client: 'a', mapType: 'UNKNOWN', distance: 8, expected: 'BUS_ADDR', query: 'q', line: 0 } as const;
      return { provider, holds, ...rest, inFile: null };
    };
    const view = matrixView(MATRIX, { ...ALL, toggled: new Set(['d.vf0']) });
    const cells = askedCells(view, [ask('d.vf0', true), ask('d.vf1', false), ask('gone', false)]);
    expect([...cells.keys()]).toEqual([3 * 4 + 0]);
    expect(cells.get(12)).toMatchObject({ state: 'fails', pair: { provider: 'd.vf1' } });
    expect(askedCells(view, [ask('b', null)]).get(4)?.state).toBe('asks');
  });

  test('names: one run of numbers is written as a run, anything else by its first and how many more', () => {
    expect(classLabel(['nvme0', 'nvme1', 'nvme2'])).toBe('nvme0…2');
    expect(classLabel(['nvme0', 'nvme2'])).toBe('nvme0 +1');
    expect(classLabel(['boot', 'data'])).toBe('boot +1');
    expect(classLabel(['one'])).toBe('one');
  });
});

describe('joining alike classes', () => {
  const alike = ['x', 'x', 'x', 'x'];

  test('joins what meets everybody and each other alike, and nothing else', () => {
    expect(groupingOf(MATRIX, alike)).toEqual([[0], [1, 2], [3]]);
    expect(groupingOf(MATRIX, ['x', 'x', 'y', 'x'])).toHaveLength(4);
  });

  test('every pair of devices keeps its verdict', () => {
    const joined = coarsen(MATRIX, groupingOf(MATRIX, alike));
    const devices = ['a', 'b', 'c', 'd.vf0', 'd.vf1'];
    for (const provider of devices) {
      for (const client of devices) {
        const before = verdictOf(MATRIX, classesByMember(MATRIX), provider, client);
        expect(verdictOf(joined, classesByMember(joined), provider, client)).toEqual(before);
      }
    }
    expect(joined.classes.map(({ members }) => members.join(' '))).toEqual(['a', 'b c', 'd.vf0 d.vf1']);
  });

  test('a different distance, or a different verdict one way round, keeps them apart', () => {
    const distances = MATRIX.distances.map((distance, at) => (at === 7 ? 8 : distance));
    expect(groupingOf({ ...MATRIX, distances }, alike)).toHaveLength(4);
    const asClient = MATRIX.distances.map((distance, at) => (at === 14 ? 10 : distance));
    expect(groupingOf({ ...MATRIX, distances: asClient }, alike)).toHaveLength(4);
    const mapTypes = `${MATRIX.mapTypes.slice(0, 9)}H${MATRIX.mapTypes.slice(10)}`;
    expect(groupingOf({ ...MATRIX, mapTypes }, alike)).toHaveLength(4);
  });

  test('knows when a grouping is still good', () => {
    expect(sameVerdicts(MATRIX, { ...MATRIX, classes: [] })).toBe(true);
    expect(sameVerdicts(MATRIX, { ...MATRIX, distances: MATRIX.distances.map((distance) => distance + 1) })).toBe(
      false,
    );
  });
});

describe('summary and reach', () => {
  const evaluation: PanelEvaluation = {
    ...TWO_HOST_BRIDGES,
    scenario: null,
    machine: {
      kernel: '7.3',
      arch: 'x86_64',
      cpu: { vendor: 'intel', family: 6, model: null },
      iommu: 'on',
      cmdline: '',
    },
    acceptedByCpu: false,
    asked: [],
    matrix: MATRIX,
    maps: [],
    providers: [],
    nvmet: [],
    whatIf: asInFile({ kernel: '7.3', iommu: 'on' }),
  };

  test('counts all ordered pairs of devices where the file asks for none', () => {
    // By hand: five devices, 20 ordered pairs. B: a→b a→c b→c c→b and two among d; H: a→d (2), b→a, c→a, d→b (2), d→c (2);
    // N: b→d (2), c→d (2); U: d→a (2).
    expect(summarize(evaluation)).toEqual({
      title: '20 pairs',
      counts: [
        { mapType: 'BUS_ADDR', count: 6 },
        { mapType: 'THRU_HOST_BRIDGE', count: 8 },
        { mapType: 'NOT_SUPPORTED', count: 4 },
        { mapType: 'UNKNOWN', count: 2 },
      ],
      failed: 0,
    });
  });

  test('counts only what is asked where something is', () => {
    const pair = {
      provider: 'a',
      client: 'b',
      mapType: 'BUS_ADDR',
      distance: 4,
      query: 'q',
      line: 0,
      inFile: null,
    } as const;
    const asked = [
      { ...pair, expected: 'NOT_SUPPORTED', holds: false },
      { ...pair, expected: null, holds: null },
    ] as const;
    const counted = summarize({ ...evaluation, asked });
    expect(counted).toEqual({ title: '2 pairs asked', counts: [{ mapType: 'BUS_ADDR', count: 2 }], failed: 1 });
  });

  test('whom a device reaches, nearest first, never itself', () => {
    const reach = reachOf(MATRIX, classesByMember(MATRIX), 'd.vf0');
    expect(reach.map(({ mapType, peers }) => [mapType, peers.map((peer) => `${peer.label} ${peer.distance}`)])).toEqual(
      [
        ['BUS_ADDR', ['d.vf1 2']],
        ['THRU_HOST_BRIDGE', ['b 9', 'c 9']],
        ['UNKNOWN', ['a 8']],
      ],
    );
    expect(reachOf(MATRIX, classesByMember(MATRIX), 'sw0')).toEqual([]);
  });

  test('facts of a host bridge name who speaks for it', () => {
    expect(factsOf(evaluation, 'pci0')).toBe(
      'host bridge · 0000:00 · represented by [8086:09a2] · on the kernel’s whitelist',
    );
    expect(factsOf(evaluation, 'gone')).toBe('');
  });

  test('large numbers are grouped', () => {
    expect([0, 999, 1000, 1080560].map(grouped)).toEqual(['0', '999', '1,000', '1,080,560']);
  });
});

const NO_QUESTIONS = { maps: [], providers: [], nvmet: [] };

describe('selection', () => {
  test('of something that the picture no longer has shows nothing', () => {
    expect(selectionIn(topology, NO_QUESTIONS, { kind: 'pair', provider: 'nvme0', client: 'gone' })).toBeNull();
    expect(selectionIn(topology, NO_QUESTIONS, { kind: 'pair', provider: 'nvme0', client: 'mlx0' })).not.toBeNull();
    expect(selectionIn(topology, NO_QUESTIONS, { kind: 'device', name: 'pci1' })).not.toBeNull();
  });

  test('flipping a key twice changes nothing', () => {
    expect(flipped(flipped(['a'], 'b'), 'b')).toEqual(['a']);
    expect(flipped(['a'], 'a')).toEqual([]);
  });
});

describe('keys', () => {
  const { rows } = visibleRows(topology, { toggled: new Set(['0000:01:00.0']), kept: null, others: null });

  test.each([
    ['ArrowDown', 0, { step: 'focus', row: 1 }],
    ['ArrowDown', rows.length - 1, { step: 'focus', row: rows.length - 1 }],
    ['ArrowUp', 0, { step: 'focus', row: 0 }],
    ['Home', 3, { step: 'focus', row: 0 }],
    ['End', 0, { step: 'focus', row: rows.length - 1 }],
    ['ArrowRight', 2, { step: 'toggle', row: 2 }],
    ['ArrowRight', 1, { step: 'focus', row: 2 }],
    ['ArrowLeft', 2, { step: 'focus', row: 1 }],
    ['ArrowLeft', 1, { step: 'toggle', row: 1 }],
    ['ArrowLeft', 4, { step: 'focus', row: 3 }],
    ['Enter', 4, { step: 'select', row: 4 }],
    ['x', 0, null],
  ])('%s on row %d of the tree', (key, row, step) => {
    expect(treeStep(rows, row, key)).toEqual(step);
  });

  test.each([
    ['ArrowRight', 0, 2, false, { row: 0, column: 2 }],
    ['ArrowLeft', 0, 0, false, { row: 0, column: -1 }],
    ['ArrowUp', 0, 1, false, { row: -1, column: 1 }],
    ['ArrowUp', 0, -1, false, { row: 0, column: -1 }],
    ['ArrowLeft', -1, 0, false, { row: -1, column: 0 }],
    ['ArrowDown', 1, 1, false, { row: 1, column: 1 }],
    ['Home', 1, 2, false, { row: 1, column: 0 }],
    ['Home', 1, 2, true, { row: 0, column: 0 }],
    ['End', 0, 0, true, { row: 1, column: 2 }],
    ['Tab', 0, 0, false, null],
  ])('%s in the grid at %d, %d (Ctrl: %s)', (key, row, column, whole, place) => {
    expect(gridStep({ row, column }, 2, 3, key, whole)).toEqual(place);
  });
});

test('virtual functions are one row for the keyboard too', () => {
  const machine = virtualFunctions(64);
  const { rows } = visibleRows(buildTopology(machine.hostBridges, machine.devices), {
    toggled: new Set(),
    kept: null,
    others: null,
  });
  expect(treeStep(rows, 3, 'ArrowRight')).toEqual({ step: 'toggle', row: 3 });
});
