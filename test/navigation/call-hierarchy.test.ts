// Protects the answer to "who asks about this device?": every question and list, each once, with the places where it names
// the device and with its answer; and the way back.

import { describe, expect, test } from 'vitest';
import {
  incomingCalls,
  outgoingCalls,
  prepareCalls,
  type Call,
  type CallItem,
} from '../../server/features/navigation/call-hierarchy';
import type { Analysis } from '../../server/language/analysis';
import { analyseTexts, atCursor, EVERYTHING, place } from './machine';

interface Hierarchy {
  readonly item: CallItem | undefined;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
}

function hierarchyAt(source: string): Hierarchy {
  const { analysis, file, offset } = atCursor(source);
  const [item] = prepareCalls(analysis, file, offset);
  if (item === undefined) return { item, incoming: [], outgoing: [] };
  return {
    item,
    incoming: incomingCalls(analysis, item).map((call) => words(analysis, call)),
    outgoing: outgoingCalls(analysis, item).map((call) => words(analysis, call)),
  };
}

/** `pair a -> b [✓ BUS_ADDR · 4]: 2:6 a`. */
function words(analysis: Analysis, { item, ranges }: Call): string {
  const places = ranges.map((range) => place(analysis, range).replace('main.p2p ', ''));
  return `${item.name}${item.detail === '' ? '' : ` [${item.detail}]`}: ${places.join(', ')}`;
}

const everything = (piece: string): Hierarchy => hierarchyAt(EVERYTHING.replace(piece.replace('$0', ''), piece));

describe('a device', () => {
  test('is asked about by pairs, maps, lists, choices and subsystems, those of scenarios too', () => {
    const { item, incoming, outgoing } = everything('nvme nvm$0e0 [');
    expect(item).toMatchObject({ name: 'nvme0', kind: 'device', detail: '0000:03:00.0 · 144d:a824' });
    expect(incoming).toEqual([
      'read: 24:10 nvme0',
      'pair nvme0 -> mlx0, mlx0.vf1, mlx0.vf* [✓ 5 BUS_ADDR · 4]: 27:6 nvme0',
      'provider for mlx0 [✓ nvme0 · 4]: 29:21 nvme0',
      expect.stringMatching(/^nvmet subsys0 \[✓ .*nvme0.*\]: 32:13 nvme0, 32:26 nvme0, 32:34 nvme0$/),
      'pair nvme0 -> mlx0 [✓ THRU_HOST_BRIDGE · 4]: 36:8 nvme0',
      expect.stringMatching(/^nvmet subsys0 .*: 39:15 nvme0$/),
    ]);
    expect(outgoing).toEqual([]);
  });

  test('stands for its virtual functions', () => {
    expect(everything('mlx0.vf$01').incoming).toContainEqual(
      expect.stringMatching(/^pair .*: 27:15 mlx0, 27:21 mlx0, 27:31 mlx0$/),
    );
    expect(everything('mlx0.vf$01').item).toMatchObject({ name: 'mlx0', kind: 'device' });
  });
});

test('a list is mapped by maps, and takes memory of devices', () => {
  const { item, incoming, outgoing } = everything('map re$0ad');
  expect(item).toMatchObject({ name: 'read', kind: 'list' });
  expect(incoming).toEqual([expect.stringMatching(/^map read -> mlx0\.vf0 \[.+\]: 28:5 read$/)]);
  expect(outgoing).toEqual(['nvme0 [0000:03:00.0 · 144d:a824]: 24:10 nvme0']);
});

test('a question names devices and lists', () => {
  const { item, incoming, outgoing } = everything('m$0ap read');
  expect(item).toMatchObject({ name: 'map read -> mlx0.vf0', kind: 'query' });
  expect(incoming).toEqual([]);
  expect(outgoing).toEqual(['read: 28:5 read', 'mlx0 [0000:04:00.0 · 15b3:101d]: 28:13 mlx0']);
});

test('a question of a scenario is asked by the scenario, and the scenario asks its questions', () => {
  expect(everything('thru_host$0_bridge').incoming).toEqual(['stock: 36:3 pair']);
  const { item, outgoing } = everything('scenario sto$0ck');
  expect(item).toMatchObject({ name: 'stock', kind: 'scenario' });
  expect(outgoing.map((line) => line.replace(/ \[.*\]/, ''))).toEqual([
    'pair nvme0 -> mlx0: 36:3 pair',
    'nvmet subsys0: 37:3 nvmet',
  ]);
});

test.each(['host_bridge pc$0i0', 'ker$0nel 6.15', 'ba$0r 4'])('nobody asks about %s', (piece) => {
  expect(everything(piece).item).toBeUndefined();
});

test('across an include', () => {
  const { item, incoming } = hierarchyAt(`//- main.p2p
include "ask.p2p"
host_bridge pci0 { nic ml$0x0 }
//- ask.p2p
provider for mlx0`);
  expect(item?.name).toBe('mlx0');
  expect(incoming).toEqual([expect.stringMatching(/^provider for mlx0 .*: ask\.p2p 1:14 mlx0$/)]);
});

test('in a broken file, what was not answered has no answer', () => {
  expect(hierarchyAt('host_bridge pci0 {\n  nic ml$0x0 @ @\n  nvme nvme0\n}\npair mlx0 -> nvme0 =').incoming).toEqual([
    'pair mlx0 -> nvme0 =: 5:6 mlx0',
  ]);
});

test('an item that is gone after an edit is asked about by nobody', () => {
  const before = analyseTexts({ 'main.p2p': EVERYTHING });
  const items = ['nvme0 [', 'map read', 'stock'].flatMap((piece) =>
    prepareCalls(before, before.root, EVERYTHING.indexOf(piece) + 1),
  );
  expect(items.map(({ kind }) => kind)).toEqual(['device', 'query', 'scenario']);
  const after = analyseTexts({ 'main.p2p': 'kernel 6.1\n' });
  expect(items.flatMap((item) => [...incomingCalls(after, item), ...outgoingCalls(after, item)])).toEqual([]);
  const moved = analyseTexts({ 'main.p2p': `pair a -> ${'b, '.repeat(400)} c` });
  expect(items.flatMap((item) => [...incomingCalls(moved, item), ...outgoingCalls(moved, item)])).toEqual([]);
});
