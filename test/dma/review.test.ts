// The points of the review of 11 May 2021 that ask for something one can test: print the root device (patch 2), 32 bits
// (patch 6), other interconnects (patch 10), and whether peer-to-peer mapping short-circuits the IOMMU (patch 11).

import { describe, expect, test } from 'vitest';
import { mapRequest, queueFlag } from '../../core/drivers/nvme-pci';
import { hasPeerToPeerClient } from '../../core/drivers/nvmet';
import { mapScatterlist } from '../../core/dma/map-scatterlist';
import { decidePair } from '../../core/p2pdma/decide';
import { distanceMany } from '../../core/providers/distance';
import { registrations } from '../../core/providers/register';
import { buildTree, named, peer } from './tree';

const UNLISTED = { vendor: 0x8086, device: 0x4c43 };
const REDIRECT_BITS = 0x04 | 0x08 | 0x20;

describe('review point 2: print the root device', () => {
  const words = (kernel: string): readonly string[] => {
    const machine = buildTree({ kernel, portControl: 0x1d, hostBridgeId: UNLISTED });
    const { messages } = decidePair(machine, named(machine, 'near'), named(machine, 'client'));
    return messages.map(({ address, text }) => `${address}: ${text}`).filter((line) => line.includes('whitelist:'));
  };

  test('the posted series prints none; 5.14 and later name it by vendor, device and address', () => {
    expect(words('p2pdma_map_ops_v1')).toEqual([]);
    const line = '0000:00:00.0: Host bridge not in P2PDMA whitelist: 8086:4c43';
    expect(words('5.14')).toEqual([line]);
    expect(words('7.3')).toEqual([line]);
  });
});

describe('review point 6: 32 bits are dropped', () => {
  test('no memory is registered and every pair is refused, from the posted series on', () => {
    const found = ['5.12', 'p2pdma_map_ops_v1', '6.0'].map((kernel) => {
      const machine = buildTree({ kernel, architecture: 'i386' });
      const verdict = decidePair(machine, named(machine, 'near'), named(machine, 'client'));
      return [registrations(machine, named(machine, 'near'))[0]?.outcome, verdict.mapType, verdict.rule];
    });
    expect(found).toEqual([
      ['registered', 'BUS_ADDR', 'common-bridge'],
      ['error', 'NOT_SUPPORTED', 'architecture'],
      ['error', 'NOT_SUPPORTED', 'architecture'],
    ]);
  });
});

describe('review point 10: other interconnects such as CXL', () => {
  test('operations that do not say that they support it are no client, whatever the bus behind them', () => {
    const machine = buildTree({ kernel: '6.1', dma: { ops: 'custom' } });
    const port = { adapter: named(machine, 'client'), name: 'mlx5_0' };
    expect([queueFlag(machine, named(machine, 'drive')).set, hasPeerToPeerClient(machine, port)]).toEqual([
      false,
      false,
    ]);
  });

  test('a device without a PCI function is refused; a CXL function below a root port is a PCIe function like any other', () => {
    const machine = buildTree({ kernel: '7.3' });
    const near = named(machine, 'near');
    expect(distanceMany(machine, near, [{ childOf: null }]).refusal).toEqual({
      refusal: 'not-a-pci-device',
      client: 0,
    });
    const kinds = (['nic', 'gpu', 'device'] as const).map((kind) => {
      const functions = machine.topology.functions.map((one) => (one.name === 'client' ? { ...one, kind } : one));
      return decidePair({ ...machine, topology: { ...machine.topology, functions } }, near, named(machine, 'client'))
        .mapType;
    });
    expect(kinds).toEqual(['BUS_ADDR', 'BUS_ADDR', 'BUS_ADDR']);
  });
});

describe('review point 11: does it short-circuit the IOMMU?', () => {
  const controls = Array.from({ length: 0x80 }, (_, control) => control);

  test.each(['p2pdma_map_ops_v1', '6.0', '7.3'])(
    '%s: only where no function on the path redirects; else through it',
    (kernel) => {
      const found = controls.map((portControl) => {
        const machine = buildTree({ kernel, portControl, iommu: 'on' });
        const result = mapScatterlist(machine, [peer(machine, 'near', 4096n)], named(machine, 'client'));
        if (result.outcome !== 'mapped') return result.outcome;
        return result.segments.map(({ kind, runs }) => `${kind}, ${String(runs.length)} page-table run`).join();
      });
      expect(found).toEqual(
        controls.map((control) =>
          (control & REDIRECT_BITS) === 0 ? 'bus, 0 page-table run' : 'iova, 1 page-table run',
        ),
      );
    },
  );

  test.each(['p2pdma_map_ops_v1', '6.0', '7.3'])(
    '%s: with redirect and no listed host bridge, nothing is mapped',
    (kernel) => {
      const machine = buildTree({ kernel, portControl: 0x1d, iommu: 'on', hostBridgeId: UNLISTED });
      const result = mapScatterlist(machine, [peer(machine, 'near', 4096n)], named(machine, 'client'));
      expect(result).toMatchObject({ outcome: 'error', errno: 'EREMOTEIO', entry: 0 });
    },
  );

  test('an untrusted device is never given bus addresses by a scatterlist: its path asks nobody and maps all of it in the IOMMU', () => {
    const machine = buildTree({ kernel: '7.3', iommu: 'on', dma: { untrusted: true } });
    const result = mapScatterlist(machine, [peer(machine, 'near', 4096n)], named(machine, 'client'));
    expect(result).toMatchObject({ outcome: 'mapped', path: 'dma-iommu-untrusted', segments: [{ kind: 'iova' }] });
  });
  test('the block iterator asks all the same, so an untrusted drive is given bus addresses (6.17)', () => {
    const kinds = ['6.16', '6.17'].map((kernel) => {
      const machine = buildTree({ kernel, iommu: 'on', dma: { untrusted: true } });
      const result = mapRequest(machine, named(machine, 'drive'), [peer(machine, 'near', 4096n)]);
      return result.outcome === 'started' && result.map.outcome === 'mapped'
        ? result.map.segments[0]?.kind
        : result.outcome;
    });
    expect(kinds).toEqual(['iova', 'bus']);
  });
});
