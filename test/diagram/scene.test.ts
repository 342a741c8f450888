// The drawing's promises: a reader can trust that what hangs below a row belongs to it, and that the lit line is the
// way between the two selected functions and nothing else.

import { describe, expect, test } from 'vitest';
import type { Point } from '../../diagram/geometry';
import { simplify } from '../../diagram/geometry';
import { layoutRows } from '../../diagram/layout';
import { pathBetween } from '../../diagram/path';
import type { RowChoice } from '../../diagram/rows';
import { visibleRows } from '../../diagram/rows';
import { drawReport, drawScene, drawStroke } from '../../diagram/scene';
import { strokeOf } from '../../diagram/stroke';
import { buildTopology } from '../../diagram/tree';
import { device, hostBridge, TWO_HOST_BRIDGES, virtualFunctions } from './fixtures';

const OPEN: RowChoice = { toggled: new Set(), kept: null, others: null };

function drawn(machine: typeof TWO_HOST_BRIDGES, choice: RowChoice = OPEN) {
  const topology = buildTopology(machine.hostBridges, machine.devices);
  const rows = visibleRows(topology, choice);
  return { topology, rows, layout: layoutRows(rows) };
}

function rowNames(machine: typeof TWO_HOST_BRIDGES, choice: RowChoice = OPEN): readonly string[] {
  const topology = buildTopology(machine.hostBridges, machine.devices);
  const scene = drawScene({ topology, hostBridges: machine.hostBridges, acceptedByCpu: false, ...choice });
  return scene.drawn.map(({ row, label }) => `${'  '.repeat(row.depth)}${label.address} ${label.name}`.trimEnd());
}

describe('rows', () => {
  test('every function has one row, indented below its parent, in the order of the tree', () => {
    expect(rowNames(TWO_HOST_BRIDGES)).toEqual([
      '00 pci0',
      '  00:01.0',
      '    01:00.0 sw0',
      '      02:00.0',
      '        03:00.0 nvme0',
      '      02:01.0',
      '        04:00.0 mlx0',
      '  00:02.0',
      '    05:00.0 nvme1',
      '40 pci1',
      '  40:01.0',
      '    41:00.0 gpu0',
    ]);
  });

  test('a closed row hides its subtree and nothing else, and stands in for what it hides', () => {
    const choice = { toggled: new Set(['0000:01:00.0']), kept: null, others: null };
    expect(rowNames(TWO_HOST_BRIDGES, choice)).not.toContain('        03:00.0 nvme0');
    expect(rowNames(TWO_HOST_BRIDGES, choice)).toHaveLength(12 - 4);
    const { topology, rows } = drawn(TWO_HOST_BRIDGES, choice);
    const standIn = rows.rows[rows.rowOfNode[topology.byName.get('mlx0') ?? -1] ?? -1];
    expect(standIn?.key).toBe('0000:01:00.0');
  });

  test('virtual functions share one row that says how many; opened, each has its own below it', () => {
    const machine = virtualFunctions(64);
    const closed = drawReport(machine);
    expect(closed.drawn.map(({ label }) => [label.name, label.count])).toEqual([
      ['pci0', 1],
      ['', 1],
      ['mlx0', 1],
      ['mlx0.vf0…63', 64],
    ]);
    const open = drawn(machine, { toggled: new Set(['run 0000:01:01.0']), kept: null, others: null });
    expect(open.rows.rows).toHaveLength(4 + 64);
    expect(open.rows.rows.slice(4).every((row) => row.parent === 3 && row.depth === 3)).toBe(true);
  });

  test('named drives never share a row by mere likeness', () => {
    const names = ['nvme0', 'nvme1', 'nvme2', 'nvme3', 'nvme4'];
    const devices = names.map((name, index) => device(name, 'nvme', `0000:00:0${index + 1}.0`, null));
    expect(rowNames({ hostBridges: [hostBridge('pci0', '0000:00')], devices })).toHaveLength(6);
  });

  test('siblings are counted as ARIA counts them', () => {
    const { rows } = drawn(TWO_HOST_BRIDGES);
    const places = rows.rows.filter((row) => row.depth < 2).map((row) => `${row.position}/${row.siblings}`);
    expect(places).toEqual(['1/2', '1/2', '2/2', '2/2', '1/1']);
  });

  test('an edit elsewhere changes neither keys nor places of the rows above it', () => {
    const added = device('nvme9', 'nvme', '0000:42:00.0', '0000:40:01.0', { hostBridge: 'pci1' });
    const before = drawn(TWO_HOST_BRIDGES);
    const after = drawn({ ...TWO_HOST_BRIDGES, devices: [...TWO_HOST_BRIDGES.devices, added] });
    const keys = before.rows.rows.map((row) => row.key);
    expect(after.rows.rows.slice(0, 12).map((row) => row.key)).toEqual(keys);
    expect(after.layout.anchors.slice(0, 12)).toEqual(before.layout.anchors);
  });

  test('a function whose parent is missing, and two at one address, are still drawn', () => {
    const lost = device('lost', 'nvme', '0000:09:00.0', '0000:08:00.0');
    const twin = device('twin', 'nvme', '0000:03:00.0', '0000:02:00.0');
    const machine = { ...TWO_HOST_BRIDGES, devices: [...TWO_HOST_BRIDGES.devices, lost, twin] };
    const { topology, rows } = drawn(machine);
    expect(topology.nodes).toHaveLength(14);
    expect(new Set(rows.rows.map((row) => row.key)).size).toBe(14);
    expect(topology.nodes[topology.byName.get('lost') ?? -1]?.depth).toBe(1);
  });

  test('nesting of ten thousand bridges neither overflows the stack nor loses a row', () => {
    const devices = Array.from({ length: 10_000 }, (_, index) =>
      device(`b${index}`, 'pci_bridge', `b${index}`, index === 0 ? null : `b${index - 1}`),
    );
    const { rows, layout } = drawn({ hostBridges: [hostBridge('pci0', '0000:00')], devices });
    expect(rows.rows).toHaveLength(10_001);
    expect(layout.height).toBe(10_001 * layout.metrics.rowHeight);
  });
});

describe('connectors', () => {
  test('one stub for every row with a parent, one trunk for every row with children: the count is linear', () => {
    for (const count of [8, 80, 800]) {
      const { layout, rows } = drawn(virtualFunctions(count), {
        toggled: new Set(['run 0000:01:01.0']),
        kept: null,
        others: null,
      });
      expect(layout.stubs).toHaveLength(rows.rows.length - 1);
      expect(layout.trunks).toHaveLength(3);
    }
  });

  test('each stub begins on the trunk of its parent and ends at the anchor of its own row, below the parent', () => {
    const { layout, rows } = drawn(TWO_HOST_BRIDGES);
    const children = rows.rows.filter((row) => row.parent >= 0);
    for (const [index, row] of children.entries()) {
      const [start, end] = layout.stubs[index] as readonly [Point, Point];
      const parent = layout.anchors[row.parent] as Point;
      expect(end).toEqual(layout.anchors[row.index]);
      expect(start).toEqual({ x: parent.x, y: end.y });
      expect(end.y).toBeGreaterThan(parent.y);
      const trunk = layout.trunks.find(([top]) => top?.x === parent.x && top.y === parent.y) as readonly [Point, Point];
      expect(trunk[1].y).toBeGreaterThanOrEqual(start.y);
    }
  });
});

describe('path and stroke', () => {
  const way = (provider: string, client: string): readonly string[] => {
    const { topology } = drawn(TWO_HOST_BRIDGES);
    const path = pathBetween(topology, provider, client);
    return path?.hops.map((node) => topology.nodes[node]?.key ?? '') ?? [];
  };

  test('leads up to the nearest common bridge and down', () => {
    expect(way('nvme0', 'mlx0')).toEqual([
      '0000:03:00.0',
      '0000:02:00.0',
      '0000:01:00.0',
      '0000:02:01.0',
      '0000:04:00.0',
    ]);
  });

  test('leads over the host bridge where two root ports share nothing else', () => {
    expect(way('nvme1', 'mlx0').slice(0, 4)).toEqual(['0000:05:00.0', '0000:00:02.0', '0000:00', '0000:00:01.0']);
  });

  test('leads over both host bridges between two of them', () => {
    expect(way('nvme1', 'gpu0')).toEqual([
      '0000:05:00.0',
      '0000:00:02.0',
      '0000:00',
      '0000:40',
      '0000:40:01.0',
      '0000:41:00.0',
    ]);
  });

  test('has a common function only where there is one below the host bridge: elsewhere ACS does not count', () => {
    const { topology } = drawn(TWO_HOST_BRIDGES);
    expect(pathBetween(topology, 'nvme0', 'mlx0')?.common).toBe(2);
    expect(pathBetween(topology, 'nvme1', 'mlx0')?.common).toBeNull();
    expect(pathBetween(topology, 'nvme1', 'gpu0')?.common).toBeNull();
  });

  test('is nothing for a name that the tree does not have, and for a host bridge', () => {
    const { topology } = drawn(TWO_HOST_BRIDGES);
    expect(pathBetween(topology, 'nvme0', 'gone')).toBeNull();
    expect(pathBetween(topology, 'nvme0', 'pci0')).toBeNull();
  });

  const pairs = ['nvme0', 'mlx0', 'nvme1', 'gpu0'].flatMap((provider) =>
    ['nvme0', 'mlx0', 'nvme1', 'gpu0'].map((client) => [provider, client] as const),
  );
  const choices: readonly (readonly [string, RowChoice])[] = [
    ['all open', OPEN],
    ['the switch closed', { toggled: new Set(['0000:01:00.0']), kept: null, others: null }],
    ['a host bridge closed', { toggled: new Set(['0000:40']), kept: null, others: null }],
  ];
  for (const [state, choice] of choices) {
    test.each(pairs)(
      `%s → %s, ${state}: continuous, orthogonal, through the anchor of every hop in order`,
      (provider, client) => {
        const { topology, rows, layout } = drawn(TWO_HOST_BRIDGES, choice);
        const path = pathBetween(topology, provider, client);
        const stroke = path === null ? null : strokeOf(path, rows, layout);
        if (path === null || stroke === null) throw new Error('no stroke');
        expect(stroke.marks.map((mark) => mark.node)).toEqual(path.hops);
        expect(stroke.line[0]).toEqual(layout.anchors[rows.rowOfNode[path.hops[0] ?? -1] ?? -1]);
        const pieces = stroke.line.slice(1).map((end, index) => [stroke.line[index] as Point, end] as const);
        expect(pieces.every(([a, b]) => (a.x === b.x) !== (a.y === b.y))).toBe(true);
        let piece = 0;
        for (const { at } of stroke.marks) {
          while (piece < pieces.length && !liesOn(at, pieces[piece] as readonly [Point, Point])) piece += 1;
          expect(piece === 0 || piece < pieces.length).toBe(true);
        }
        const passed = new Set(stroke.marks.map((mark) => `${mark.at.x} ${mark.at.y}`));
        const others = layout.anchors.filter((anchor) => !passed.has(`${anchor.x} ${anchor.y}`));
        expect(others.filter((anchor) => pieces.some((line) => liesOn(anchor, line)))).toEqual([]);
      },
    );
  }

  test('an opened run of virtual functions is reached over its own row', () => {
    const machine = virtualFunctions(4);
    const choice = { toggled: new Set(['run 0000:01:01.0']), kept: null, others: null };
    const topology = buildTopology(machine.hostBridges, machine.devices);
    const scene = drawScene({ topology, hostBridges: machine.hostBridges, acceptedByCpu: false, ...choice });
    const stroke = drawStroke(scene, 'mlx0', 'mlx0.vf2');
    expect(stroke?.marks.map((mark) => mark.row)).toEqual([2, 1, 6]);
    expect(stroke?.marks.map((mark) => mark.role)).toEqual(['provider', 'common', 'client']);
  });

  test('a pair whose ends are not shown at all has no stroke', () => {
    const { topology } = drawn(TWO_HOST_BRIDGES);
    const kept = topology.nodes.map((node) => node.key.startsWith('0000:4'));
    const scene = drawScene({
      topology,
      hostBridges: TWO_HOST_BRIDGES.hostBridges,
      acceptedByCpu: false,
      toggled: new Set(),
      kept,
      others: null,
    });
    expect(drawStroke(scene, 'nvme0', 'gpu0')).toBeNull();
    expect(drawStroke(scene, 'gpu0', 'gpu0')?.marks).toHaveLength(1);
  });
});

test('a line that turns back on itself keeps the point where it turns', () => {
  const there = [
    { x: 0, y: 0 },
    { x: 0, y: 4 },
    { x: 0, y: 9 },
    { x: 0, y: 2 },
  ];
  expect(simplify(there)).toEqual([
    { x: 0, y: 0 },
    { x: 0, y: 9 },
    { x: 0, y: 2 },
  ]);
});

function liesOn(point: Point, [a, b]: readonly [Point, Point]): boolean {
  const between = (value: number, one: number, other: number): boolean =>
    value >= Math.min(one, other) && value <= Math.max(one, other);
  return between(point.x, a.x, b.x) && between(point.y, a.y, b.y);
}
