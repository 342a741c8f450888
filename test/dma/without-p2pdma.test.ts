// A kernel without P2PDMA (i386 from the posted series' patch 6 and 6.0 on: it depends on 64BIT): the stubs take every
// text, find nobody and log nothing, so no line of P2PDMA's may be shown to its user, and the architecture is the reason.

import { describe, expect, test } from 'vitest';
import { runNvmet } from '../../core/drivers/nvmet';
import type { Machine } from '../../core/machine';
import type { PeerMemoryChoice } from '../../core/providers/choice';
import { showChoice, storeChoice } from '../../core/providers/choice';
import { distanceMany } from '../../core/providers/distance';
import { findMany } from '../../core/providers/find';
import type { TreeOptions } from './tree';
import { buildTree, named } from './tree';

function machineOf(kernel: string, more: Omit<TreeOptions, 'kernel'> = {}): Machine {
  return buildTree({ kernel, architecture: 'i386', ...more });
}

function nvmet(machine: Machine, peerMemory: PeerMemoryChoice): ReturnType<typeof runNvmet> {
  const namespace = { device: named(machine, 'drive'), peerMemory, number: 1, devicePath: '/dev/nvme0n1' };
  return runNvmet(machine, namespace, { adapter: named(machine, 'client'), name: 'mlx5_0' });
}

describe.each(['p2pdma_map_ops_v1', '6.0', '7.3'])('%s', (kernel) => {
  test.each(['1', '0000:03:00.0', '0000:7f:00.0', 'auto'])('%s is stored as no, without a line', (text) => {
    const machine = machineOf(kernel);
    const stored = storeChoice(machine, text);
    expect(stored).toEqual({ outcome: 'stored', choice: { use: false, because: 'no-p2pdma' } });
    if (stored.outcome !== 'stored') throw new Error(stored.message);
    expect(showChoice(machine, stored.choice)).toBe('none');
    expect(nvmet(machine, stored.choice)).toEqual({
      enable: { outcome: 'enabled', lines: [] },
      controller: { outcome: 'host-memory', reason: 'no-p2pdma', lines: [] },
    });
  });

  test('nothing asked for stays nothing asked for', () => {
    const machine = machineOf(kernel);
    expect(storeChoice(machine, '0\n')).toEqual({ outcome: 'stored', choice: { use: false } });
    expect(nvmet(machine, { use: false }).controller).toMatchObject({ reason: 'not-asked-for' });
  });

  test('a choice made otherwise is not checked either', () => {
    const machine = machineOf(kernel);
    expect(nvmet(machine, { use: true, provider: named(machine, 'near') })).toEqual({
      enable: { outcome: 'enabled', lines: [] },
      controller: { outcome: 'host-memory', reason: 'no-p2pdma', lines: [] },
    });
  });

  test('distance queries fail without a line, for every client, and a search finds nobody', () => {
    for (const ops of ['direct', 'virt'] as const) {
      const machine = machineOf(kernel, { dma: { ops } });
      const client = named(machine, 'client');
      const many = distanceMany(machine, named(machine, 'near'), [client]);
      expect([many.distance, many.messages, many.verdicts[0]?.rule]).toEqual([-1, [], 'architecture']);
      expect(distanceMany(machine, named(machine, 'near'), [{ childOf: null }])).toMatchObject({
        distance: -1,
        messages: [],
      });
      expect(findMany(machine, [client])).toMatchObject({ chosen: [], undecided: [], messages: [] });
    }
  });
});

test('before it, i386 is a machine like any other', () => {
  const machine = machineOf('5.19');
  expect(storeChoice(machine, '0000:03:00.0')).toMatchObject({ choice: { use: true } });
  expect(nvmet(machine, { use: true, provider: null }).controller).toMatchObject({ outcome: 'provider' });
});
