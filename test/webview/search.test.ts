// Finding by typing, and folding together: Enter leads from match to match and back around, a name that is typed whole comes
// before longer ones, and closing all of a subtree is undone by opening all of it.

import { describe, expect, test } from 'vitest';
import { foundBy, markedPieces, nextMatch, parseFilter } from '../../client/webview/model/filter';
import { closedBelow, closedSiblings, openBelow } from '../../client/webview/model/folds';
import { treeCommand } from '../../client/webview/model/keys';
import type { Row } from '../../diagram/rows';
import { visibleRows } from '../../diagram/rows';
import { buildTopology } from '../../diagram/tree';
import type { PanelSelection } from '../../server/protocol/panel';
import { device, hostBridge, TWO_HOST_BRIDGES, virtualFunctions } from '../diagram/fixtures';

const topology = buildTopology(TWO_HOST_BRIDGES.hostBridges, TWO_HOST_BRIDGES.devices);
const drives = ['nvme10', 'nvme1', 'nvme11'].map((name, at) =>
  device(name, 'nvme', `0000:0${String(at + 1)}:00.0`, null),
);
const threeDrives = buildTopology([hostBridge('pci0', '0000:00')], drives);
const isEnd = (name: string): boolean => !name.startsWith('0000:') && !name.startsWith('pci');

/** What Enter selects, pressed as often as there are steps. */
function entered(text: string, steps: readonly (1 | -1)[], tree = topology): readonly string[] {
  let selected: PanelSelection | null = null;
  return steps.map((step) => {
    selected = nextMatch(tree, parseFilter(text), selected, step, isEnd);
    if (selected?.kind === 'pair') return `${selected.provider} -> ${selected.client}`;
    return selected?.kind === 'device' ? selected.name : '';
  });
}

describe('Enter in the filter', () => {
  test('goes through the devices that match, around the end, and back', () => {
    expect(entered('nvme', [1, 1, 1, -1])).toEqual(['nvme0', 'nvme1', 'nvme0', 'nvme1']);
    expect(entered('nvme', [-1])).toEqual(['nvme1']);
  });

  test('takes a name that is typed whole first, though others stand before it', () => {
    expect(entered('nvme1', [1, 1, 1, 1], threeDrives)).toEqual(['nvme1', 'nvme10', 'nvme11', 'nvme1']);
  });

  test('with an arrow goes through pairs, never a device with itself', () => {
    expect(entered('nvme0 -> gpu', [1, 1])).toEqual(['nvme0 -> gpu0', 'nvme0 -> gpu0']);
    expect(entered('nvme -> nvme', [1, 1, 1])).toEqual(['nvme0 -> nvme1', 'nvme1 -> nvme0', 'nvme0 -> nvme1']);
  });

  test('selects no bridge as an end of a pair, and nothing where nothing matches', () => {
    expect(entered('pci0 -> gpu0', [1])).toEqual(['']);
    expect(entered('nothing', [1, -1])).toEqual(['', '']);
  });
});

describe('what was found', () => {
  test('is counted without what merely hangs below a match', () => {
    expect(foundBy(topology, parseFilter('sw0'))).toEqual({ words: ['sw0'], count: 1, missing: '' });
    expect(foundBy(topology, parseFilter(' '))).toBeNull();
  });

  test('is missed with the words of the side that nothing matches', () => {
    expect(foundBy(topology, parseFilter('nvme -> ib 7'))).toEqual({
      words: ['nvme', 'ib', '7'],
      count: 2,
      missing: 'Nothing matches “ib 7” by name, address, id or kind.',
    });
  });

  test('is marked wherever it occurs, whatever the case, and every letter stays', () => {
    expect(markedPieces('nvmE1-nvme', ['nvme', '1'])).toEqual([
      { text: 'nvmE', found: true },
      { text: '1', found: true },
      { text: '-', found: false },
      { text: 'nvme', found: true },
    ]);
    expect(markedPieces('abc', [])).toEqual([{ text: 'abc', found: false }]);
  });
});

describe('keys of the drawing', () => {
  test('are no letters', () => {
    expect(['+', '-', '0', '1', '*', 'a', 'Enter'].map(treeCommand)).toEqual([
      'zoom-in',
      'zoom-out',
      'zoom-usual',
      'zoom-fit',
      'open-siblings',
      null,
      null,
    ]);
  });
});

describe('folding together', () => {
  const rowsOf = (toggled: readonly string[], tree = topology): readonly Row[] =>
    visibleRows(tree, { toggled: new Set(toggled), kept: null, others: null }).rows;

  test('closing a subtree closes all that is open in it and nothing beside it', () => {
    expect(openBelow(rowsOf([]), 1)).toEqual(['0000:00:01.0', '0000:01:00.0', '0000:02:00.0', '0000:02:01.0']);
    expect(openBelow(rowsOf([]), -1)).toContain('0000:40');
  });

  test('closed rows are found in the subtree, beside the row, and in the whole tree', () => {
    const rows = rowsOf(['0000:01:00.0', '0000:00:02.0', '0000:40:01.0']);
    expect(closedBelow(rows, 1)).toEqual(['0000:01:00.0']);
    expect(closedSiblings(rows, 1)).toEqual(['0000:00:02.0']);
    expect(closedBelow(rows, -1)).toEqual(['0000:01:00.0', '0000:00:02.0', '0000:40:01.0']);
  });

  test('virtual functions stay folded unless they are meant themselves', () => {
    const { hostBridges, devices } = virtualFunctions(64);
    const rows = rowsOf([], buildTopology(hostBridges, devices));
    const run = rows.findIndex((row) => row.run !== null);
    expect(closedBelow(rows, -1)).toEqual([]);
    expect(closedBelow(rows, run)).toEqual([rows[run]?.key]);
  });
});
