// The drivers of the series: nvmet with RDMA (which memory a namespace gets, and every line it logs), nvme-pci's queue flag
// and block status, RDMA/rw. Words and errors are those that kernel-side documentation and the sources state.

import { describe, expect, test } from 'vitest';
import { mapRequest, queueFlag } from '../../core/drivers/nvme-pci';
import { createController, enableNamespace, hasPeerToPeerClient, runNvmet } from '../../core/drivers/nvmet';
import { mapRdma } from '../../core/drivers/rdma-rw';
import { pinUserPages } from '../../core/dma/user-pages';
import type { PeerMemoryChoice } from '../../core/providers/choice';
import type { Machine } from '../../core/machine';
import type { TreeOptions } from './tree';
import { buildTree, kernelOf, named, peer, ram } from './tree';

const AUTO: PeerMemoryChoice = { use: true, provider: null };
const OFF: PeerMemoryChoice = { use: false };

function namespaceOf(
  machine: Machine,
  peerMemory: PeerMemoryChoice,
  device: string | null = 'drive',
): Parameters<typeof enableNamespace>[1] {
  return { device: device === null ? null : named(machine, device), peerMemory, number: 1, devicePath: '/dev/nvme0n1' };
}

function portOf(machine: Machine, adapter = 'client'): Parameters<typeof createController>[2] {
  return { adapter: named(machine, adapter), name: 'mlx5_0' };
}

function fixed(machine: Machine, name: string): PeerMemoryChoice {
  return { use: true, provider: named(machine, name) };
}

interface Flow {
  readonly what: string;
  readonly tree?: Omit<TreeOptions, 'kernel'>;
  readonly kernel?: string;
  readonly choice: (machine: Machine) => PeerMemoryChoice;
  readonly device?: string | null;
  readonly enable: string;
  readonly controller: string | null;
  readonly lines: readonly string[];
}

const FLOWS: readonly Flow[] = [
  { what: 'off', choice: () => OFF, enable: 'enabled', controller: 'host-memory not-asked-for', lines: [] },
  {
    what: 'automatic: the tie set, the line of one of them',
    choice: () => AUTO,
    enable: 'enabled',
    controller: 'provider near near2',
    lines: ['using p2pmem on 0000:03:00.0 for nsid 1'],
  },
  {
    what: 'automatic, nothing published',
    tree: { unpublished: ['near', 'near2', 'far', 'foreign'] },
    choice: () => AUTO,
    enable: 'refused no-provider',
    controller: null,
    lines: ['no peer-to-peer memory is available for /dev/nvme0n1'],
  },
  {
    what: 'a file as namespace',
    choice: () => AUTO,
    device: null,
    enable: 'refused not-a-block-device',
    controller: null,
    lines: ['peer-to-peer DMA is not supported by non-block device namespaces'],
  },
  {
    what: 'custom operations: the queue takes no such pages',
    tree: { dma: { ops: 'custom' } },
    choice: () => AUTO,
    enable: 'refused queue-flag',
    controller: null,
    lines: ['peer-to-peer DMA is not supported by the driver of /dev/nvme0n1'],
  },
  {
    what: 'fixed, near',
    choice: (machine) => fixed(machine, 'near2'),
    enable: 'enabled',
    controller: 'provider near2',
    lines: ['using p2pmem on 0000:04:00.0 for nsid 1'],
  },
  {
    what: 'fixed, not supported: enabling fails with the words of the distance query',
    choice: (machine) => fixed(machine, 'foreign'),
    enable: 'refused fixed-provider',
    controller: null,
    lines: [
      '0000:06:00.0: cannot be used for peer-to-peer DMA as the client and provider (0000:81:00.0) do not share an upstream bridge or whitelisted host bridge',
    ],
  },
];

describe('nvmet with RDMA', () => {
  test.each(FLOWS)('$what', ({ tree, kernel, choice, device, enable, controller, lines }) => {
    const machine = buildTree({ kernel: kernel ?? '6.1', ...tree });
    const result = runNvmet(
      machine,
      namespaceOf(machine, choice(machine), device === undefined ? 'drive' : device),
      portOf(machine),
    );
    const { enable: enabled, controller: created } = result;
    expect(enabled.outcome === 'refused' ? `refused ${enabled.reason}` : enabled.outcome).toBe(enable);
    expect(created === null ? null : describeController(machine, created)).toBe(controller);
    expect([...enabled.lines, ...(created?.lines ?? [])].map(({ text }) => text)).toEqual(lines);
  });

  test('the adapter out of reach: enabled, then host memory, with the line about both', () => {
    const machine = buildTree({ kernel: '6.1', unpublished: ['far', 'foreign'] });
    const outside = portOf(machine, 'foreign');
    expect(enableNamespace(machine, namespaceOf(machine, AUTO)).outcome).toBe('enabled');
    expect(createController(machine, namespaceOf(machine, AUTO), outside)).toEqual({
      outcome: 'host-memory',
      reason: 'no-provider',
      lines: [
        { level: 'error', text: "no peer-to-peer memory is available that's supported by mlx5_0 and /dev/nvme0n1" },
      ],
    });
  });

  test('a fixed provider that only the adapter cannot reach falls back without an error of its own', () => {
    const machine = buildTree({ kernel: '6.1' });
    const result = createController(machine, namespaceOf(machine, fixed(machine, 'near')), portOf(machine, 'foreign'));
    const text =
      '0000:81:00.0: cannot be used for peer-to-peer DMA as the client and provider (0000:03:00.0) do not share an upstream bridge or whitelisted host bridge';
    expect(result).toEqual({
      outcome: 'host-memory',
      reason: 'fixed-provider',
      lines: [{ level: 'warning', text }],
    });
  });

  describe('ports that redirect', () => {
    const LISTED = { vendor: 0x8086, device: 0x2f00 };
    const NOT_LISTED = { vendor: 0x8086, device: 0x1237 };
    const flow = (
      kernel: string,
      hostBridgeId: typeof LISTED,
      choose: (machine: Machine) => PeerMemoryChoice,
    ): { readonly enable: readonly string[]; readonly controller: readonly string[] } => {
      const machine = buildTree({ kernel, hostBridgeId, portControl: 0x1d });
      const namespace = namespaceOf(machine, choose(machine));
      const text = ({ level, text: line }: { level: string; text: string }): string => `${level}: ${line}`;
      // The second step on its own, whatever came of the first.
      return {
        enable: enableNamespace(machine, namespace).lines.map(text),
        controller: createController(machine, namespace, portOf(machine)).lines.map(text),
      };
    };
    const near = (machine: Machine): PeerMemoryChoice => fixed(machine, 'near');
    const redirect = (client: string, port: string): readonly string[] => [
      `warning: ${client}: ACS redirect is set between the client and provider (0000:03:00.0)`,
      `warning: ${client}: to disable ACS redirect for this path, add the kernel parameter: pci=disable_acs_redir=0000:02:00.0;${port}`,
    ];
    const notListed = 'warning: 0000:00:00.0: Host bridge not in P2PDMA whitelist: 8086:1237';
    const refused = (client: string): string =>
      `warning: ${client}: cannot be used for peer-to-peer DMA as the client and provider (0000:03:00.0) do not share an upstream bridge or whitelisted host bridge`;

    test.each(['5.17', '6.15', '7.3'])(
      '%s: a fixed provider, let through by the host bridge, is warned about',
      (kernel) => {
        expect(flow(kernel, LISTED, near)).toEqual({
          enable: redirect('0000:06:00.0', '0000:02:03.0'),
          controller: [...redirect('0000:05:00.0', '0000:02:02.0'), 'info: using p2pmem on 0000:03:00.0 for nsid 1'],
        });
      },
    );

    test.each(['5.17', '6.15', '7.3', 'pci_p2pdma_next'])('%s: a fixed provider that is refused', (kernel) => {
      expect(flow(kernel, NOT_LISTED, near)).toEqual({
        enable: [...redirect('0000:06:00.0', '0000:02:03.0'), notListed, refused('0000:06:00.0')],
        controller: [...redirect('0000:05:00.0', '0000:02:02.0'), notListed, refused('0000:05:00.0')],
      });
    });

    test.each(['5.17', '6.15', '7.3'])('%s: the search, let through, logs nothing of its own', (kernel) => {
      expect(flow(kernel, LISTED, () => AUTO)).toEqual({
        enable: [],
        controller: ['info: using p2pmem on 0000:03:00.0 for nsid 1'],
      });
    });

    const none = 'error: no peer-to-peer memory is available for /dev/nvme0n1';
    const noneForBoth = "error: no peer-to-peer memory is available that's supported by mlx5_0 and /dev/nvme0n1";

    // near and near2 share a bridge with the clients, far and foreign do not; the drive is not reached behind the adapter.
    test.each(['5.17', '6.15', '7.3'])(
      '%s: the search names the host bridge once a redirecting candidate',
      (kernel) => {
        expect(flow(kernel, NOT_LISTED, () => AUTO)).toEqual({
          enable: [notListed, notListed, none],
          controller: [notListed, notListed, noneForBoth],
        });
      },
    );

    test.each(['5.13', 'pci_p2pdma_next'])('%s: the search does not name it', (kernel) => {
      expect(flow(kernel, NOT_LISTED, () => AUTO)).toEqual({ enable: [none], controller: [noneForBoth] });
    });
  });

  test('who counts as a client: any device, then (patch 14) the wrong one asked, then the DMA device (6.0)', () => {
    const counts = (ops: 'custom' | 'virt' | 'direct'): readonly boolean[] =>
      ['5.12', 'p2pdma_map_ops_v1', '6.0'].map((kernel) => {
        const machine = buildTree({ kernel, dma: { ops } });
        return hasPeerToPeerClient(machine, portOf(machine));
      });
    expect(counts('direct')).toEqual([true, true, true]);
    expect(counts('virt')).toEqual([true, false, false]);
    expect(counts('custom')).toEqual([true, true, false]);
  });

  test('the namespace number is signed up to 6.x', () => {
    const line = (kernel: string): string | undefined => {
      const machine = buildTree({ kernel });
      const namespace = { ...namespaceOf(machine, AUTO), number: 0xffff_fffe };
      return createController(machine, namespace, portOf(machine)).lines[0]?.text;
    };
    expect([line('6.19'), line('7.0')]).toEqual([
      'using p2pmem on 0000:03:00.0 for nsid -2',
      'using p2pmem on 0000:03:00.0 for nsid 4294967294',
    ]);
  });
});

function describeController(machine: Machine, created: ReturnType<typeof createController>): string {
  if (created.outcome === 'undecided') return created.outcome;
  if (created.outcome === 'host-memory') return `${created.outcome} ${created.reason}`;
  return ['provider', ...created.providers.map((index) => machine.topology.functions[index]?.name)].join(' ');
}

describe('nvme-pci', () => {
  test('the queue flag: always, then only with operations that support it (patch 12; 6.0), and never without P2PDMA', () => {
    const flag = (kernel: string, options: Omit<TreeOptions, 'kernel'>): boolean => {
      const machine = buildTree({ kernel, ...options });
      return queueFlag(machine, named(machine, 'drive')).set;
    };
    const kernels = ['5.12', 'p2pdma_map_ops_v1', '5.19', '6.0', '6.12'];
    expect(kernels.map((kernel) => flag(kernel, { dma: { ops: 'custom' } }))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
    expect(kernels.map((kernel) => flag(kernel, { iommu: 'on' }))).toEqual([true, true, true, true, true]);
    expect(kernels.map((kernel) => flag(kernel, { architecture: 'i386' }))).toEqual([true, false, true, false, false]);
  });

  test('pages of two kinds never meet in one request since 6.2', () => {
    const outcome = (kernel: string): string => {
      const machine = buildTree({ kernel });
      const list = [peer(machine, 'near', 4096n), ram(0x100000n, 4096n)];
      return mapRequest(machine, named(machine, 'drive'), list).outcome;
    };
    expect(['6.1', '6.2', '7.3'].map(outcome)).toEqual(['started', 'never-one-request', 'never-one-request']);
  });

  test('DMA_ATTR_MMIO: the iterator refuses what a scatterlist would let bounce (6.18 and later)', () => {
    const machine = buildTree({ kernel: '7.3', commandLine: 'swiotlb=force' });
    const result = mapRequest(machine, named(machine, 'drive'), [peer(machine, 'far', 4096n)]);
    expect(result).toMatchObject({ outcome: 'failed', status: 'BLK_STS_RESOURCE', retried: true });
  });
});

describe('RDMA/rw', () => {
  test('errors: 0 becomes -ENOMEM, numbers pass unchanged', () => {
    const errno = (kernel: string): string => {
      const machine = buildTree({ kernel });
      const { call, errno: found } = mapRdma(machine, named(machine, 'client'), [peer(machine, 'foreign', 4096n)]);
      return `${call} ${String(found)}`;
    };
    expect(['5.12', 'p2pdma_map_ops_v1', '6.0'].map(errno)).toEqual([
      'first-page ENOMEM',
      'ib_dma_map_sg_p2pdma EREMOTEIO',
      'ib_dma_map_sgtable_attrs EREMOTEIO',
    ]);
  });
});

describe('user pages', () => {
  test('none before 6.2; then only with FOLL_PCI_P2PDMA, never for the long term', () => {
    const pin = (kernel: string, peerToPeer: boolean, longTerm: boolean): string => {
      const result = pinUserPages(kernelOf(kernel), { peerToPeer, longTerm });
      return result.outcome === 'refused' ? result.errno : result.outcome;
    };
    expect(pin('6.1', true, false)).toBe('no-such-pages');
    expect([
      pin('6.2', true, false),
      pin('6.2', false, false),
      pin('6.2', false, true),
      pin('7.3', true, true),
    ]).toEqual(['pinned', 'EREMOTEIO', 'EREMOTEIO', 'EINVAL']);
  });
});
