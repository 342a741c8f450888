// What folds away on a large machine: a drive that nobody finds, or a path drawn to the wrong row, is worse than clutter.

import { describe, expect, test } from 'vitest';
import { labelRow } from '../../diagram/labels';
import { FEW_FUNCTIONS, otherNodes } from '../../diagram/others';
import { visibleRows } from '../../diagram/rows';
import { buildTopology } from '../../diagram/tree';
import type { ReportDevice } from '../../server/protocol/report';
import { device, hostBridge } from './fixtures';

/**
 *   pci0  00.0 and 00.3 nobody asks about, then 01.0 with nvme0 and a dummy beside it, 02.0 a port with three dummies
 *   pci1  forty dummies
 */
const dummies = Array.from({ length: 40 }, (_, index) =>
  device(`dummy${index}`, 'device', `0000:40:${(index >> 3).toString(16).padStart(2, '0')}.${index & 7}`, null, {
    hostBridge: 'pci1',
    id: `1022:${(0x1400 + index).toString(16)}`,
  }),
);
const devices: readonly ReportDevice[] = [
  device('root_complex', 'device', '0000:00:00.0', null),
  device('rcec', 'device', '0000:00:00.3', null),
  device('0000:00:01.0', 'root_port', '0000:00:01.0', null),
  device('nvme0', 'nvme', '0000:01:00.0', '0000:00:01.0'),
  device('alone', 'device', '0000:01:00.1', '0000:00:01.0'),
  device('0000:00:02.0', 'root_port', '0000:00:02.0', null),
  ...['a', 'b', 'c'].map((name, at) => device(name, 'device', `0000:02:00.${at}`, '0000:00:02.0')),
  ...dummies,
];
const hostBridges = [hostBridge('pci0', '0000:00'), hostBridge('pci1', '0000:40')];
const topology = buildTopology(hostBridges, devices);

function rowsOf(
  asked: readonly string[] = [],
  toggled: readonly string[] = [],
  kept: readonly boolean[] | null = null,
) {
  const others = otherNodes(topology, new Set(asked));
  const rows = visibleRows(topology, { toggled: new Set(toggled), kept, others });
  const names = rows.rows.map((row) => {
    const { name, address, others: folded } = labelRow(topology, row, { oneDomain: true, acceptedByCpu: false });
    return `${'  '.repeat(row.depth)}${[name || address, folded].filter((word) => word !== '').join(' ')}`;
  });
  return { rows, names };
}

describe('other functions', () => {
  test('fold into one row behind the rest of their bridge; a host bridge of nothing else is one row', () => {
    // By hand: 00.0, 00.3 and the port 02.0 with three below it are six; one alone beside nvme0 stays.
    expect(rowsOf().names).toEqual([
      'pci0',
      '  00:01.0',
      '    nvme0',
      '    alone',
      '  6 other functions',
      'pci1 40 other functions',
    ]);
  });

  test('open in place, with their own trees', () => {
    const { names, rows } = rowsOf([], ['others 0000:00:00.0']);
    expect(names.slice(4, 11)).toEqual([
      '  6 other functions',
      '    root_complex',
      '    rcec',
      '    00:02.0',
      '      a',
      '      b',
      '      c',
    ]);
    expect(rows.rows[rows.rowOfNode[topology.byName.get('b') ?? -1] ?? -1]?.depth).toBe(3);
    expect(rowsOf([], ['0000:40']).names.length).toBeGreaterThan(40);
  });

  test('stand in for what they hide, so that a path has a row to lead to', () => {
    const { rows, names } = rowsOf();
    const at = (name: string) => names[rows.rowOfNode[topology.byName.get(name) ?? -1] ?? -1];
    expect([at('b'), at('rcec'), at('dummy7')]).toEqual([
      '  6 other functions',
      '  6 other functions',
      'pci1 40 other functions',
    ]);
  });

  test('are not those that the file asks about, nor those with peer-to-peer memory', () => {
    expect(rowsOf(['b']).names).toContain('      b'.slice(2));
    const memory = [{ bar: 0, offset: '0x0', size: '0x200000', physical: '0x0', bus: '0x0' }];
    const own = devices.map((each) => (each.name === 'rcec' ? { ...each, p2pmem: memory } : each));
    const others = otherNodes(buildTopology(hostBridges, own), new Set());
    expect(others?.[topology.byName.get('rcec') ?? -1]).toBe(false);
  });

  test('are shown where a filter finds them', () => {
    const kept = topology.nodes.map((node) => node.shape === 'host-bridge' || node.key === '0000:00:00.3');
    expect(rowsOf([], [], kept).names).toEqual(['pci0', '  rcec', 'pci1']);
  });

  test('do not fold on a machine that is read as a whole, nor where nothing would be left', () => {
    const few = buildTopology(hostBridges, devices.slice(0, FEW_FUNCTIONS - hostBridges.length));
    expect(otherNodes(few, new Set())).toBeNull();
    expect(otherNodes(buildTopology(hostBridges, dummies), new Set())).toBeNull();
  });
});
