// One small machine in which a client meets every map type: a provider below its own switch, one below another root port of
// its host bridge (listed for that only, since 5.4), and one below a host bridge that no kernel lists.

import { bootMachine } from '../../core/boot';
import type { ScatterlistEntry } from '../../core/dma/scatterlist';
import { resolveKernel } from '../../core/kernel/resolve';
import type { KernelVersion } from '../../core/kernel/version';
import type { Machine, MachineSettings } from '../../core/machine';
import type { BarDescription, DmaDescription, FunctionDescription, FunctionKind } from '../../core/pci/description';
import { DMA_UNSAID } from '../../core/pci/description';
import { enumerate } from '../../core/pci/enumerate';

export const BUS_OFFSET = 0x10_0000_0000n;
const MiB = 0x100000n;

export interface TreeOptions extends Partial<Omit<MachineSettings, 'kernel'>> {
  readonly kernel: string;
  readonly dma?: Partial<DmaDescription>;
  readonly nearBar?: Partial<BarDescription>;
  readonly unpublished?: readonly string[];
  /** Pinned ACS control of the switch's two downstream ports. */
  readonly portControl?: number;
  readonly busOffset?: bigint;
  /** Id of the function at 00.0 of the client's host bridge; default 8086:2f00. */
  readonly hostBridgeId?: { readonly vendor: number; readonly device: number };
}

export function kernelOf(text: string): KernelVersion {
  const { kernel } = resolveKernel(text);
  if (kernel === null) throw new Error(`no kernel ${text}`);
  return kernel;
}

function fn(kind: FunctionKind, name: string, more: Partial<FunctionDescription> = {}): FunctionDescription {
  return {
    origin: 0,
    name,
    kind,
    address: null,
    id: { vendor: 0x1b36, device: 0x10 },
    subsystemId: null,
    acs: { mode: 'absent' },
    bars: [],
    published: false,
    virtualFunctions: null,
    dma: DMA_UNSAID,
    numaNode: null,
    children: [],
    ...more,
  };
}

function memory(at: bigint, more: Partial<BarDescription> = {}): readonly BarDescription[] {
  return [{ origin: 0, number: 4, size: 8n * MiB, at, p2pmem: { size: 4n * MiB, offset: 2n * MiB }, ...more }];
}

/** Names: near, near2 and client (a NIC) and drive (NVMe) below one switch; far below another root port; foreign elsewhere. */
export function buildTree(options: TreeOptions): Machine {
  const dma = { ...DMA_UNSAID, ...options.dma };
  const isPublished = (name: string): boolean => !(options.unpublished ?? []).includes(name);
  const provider = (name: string, at: bigint, more: Partial<BarDescription> = {}): FunctionDescription =>
    fn('device', name, { bars: memory(at, more), published: isPublished(name) });
  const acs = { mode: 'pinned', control: options.portControl ?? 0, capability: 0x7f } as const;
  const port = (name: string, child: FunctionDescription): FunctionDescription =>
    fn('port', name, { acs, children: [child] });
  const { topology, faults } = enumerate({
    hostBridges: [
      {
        origin: 0,
        name: 'pci0',
        bus: { domain: 0, bus: 0 },
        unwritten: { kind: 'id', id: options.hostBridgeId ?? { vendor: 0x8086, device: 0x2f00 } },
        busOffset: options.busOffset ?? BUS_OFFSET,
        numaNode: null,
        children: [
          fn('root_port', 'rp0', {
            children: [
              fn('switch', 'sw', {
                children: [
                  port('p0', provider('near', 0x3800_0000_0000n, options.nearBar)),
                  port('p1', provider('near2', 0x3800_1000_0000n)),
                  port('p2', fn('nic', 'client', { dma })),
                  port('p3', fn('nvme', 'drive', { dma })),
                ],
              }),
            ],
          }),
          fn('root_port', 'rp1', { children: [provider('far', 0x3800_2000_0000n)] }),
        ],
      },
      {
        origin: 0,
        name: 'pci1',
        bus: { domain: 0, bus: 0x80 },
        unwritten: { kind: 'id', id: { vendor: 0x8086, device: 0x1237 } },
        busOffset: options.busOffset ?? BUS_OFFSET,
        numaNode: null,
        children: [fn('root_port', 'rp2', { children: [provider('foreign', 0x3900_0000_0000n)] })],
      },
    ],
  });
  if (faults.length > 0) throw new Error(`the tree has faults: ${faults.map(({ fault }) => fault).join(', ')}`);
  return bootMachine(topology, {
    architecture: 'x86_64',
    cpu: { vendor: 'intel', family: 6, model: 85 },
    iommu: 'off',
    commandLine: '',
    ...options,
    kernel: kernelOf(options.kernel),
  });
}

export function named(machine: Machine, name: string): number {
  const found = machine.topology.functions.find((device) => device.name === name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found.index;
}

/** `offset` from the start of the registered memory, which begins 2 MiB into BAR 4. */
export function peer(machine: Machine, name: string, length: bigint, offset = 0n): ScatterlistEntry {
  return { memory: 'p2pmem', provider: named(machine, name), bar: 4, offset: 2n * MiB + offset, length };
}

export function ram(physical: bigint, length: bigint): ScatterlistEntry {
  return { memory: 'ram', physical, length };
}
