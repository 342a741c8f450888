// The recorded boots as machines for the DMA layer: core's topology of a round, with the BARs, the registered memory, what
// was published and each client's IOMMU domain laid over it.

import { dmaClient } from '../../core/dma/client';
import type { BusOffsetOf, ScatterlistEntry } from '../../core/dma/scatterlist';
import type { Machine } from '../../core/machine';
import { formatAddress } from '../../core/pci/address';
import type { Bar, Topology } from '../../core/pci/topology';
import type { RecordedBoot, RecordedDevice, RecordedRound } from '../core/recorded-boot';
import { enumerateBoot, machineOf } from '../core/recorded-boot';

export type Mode = 'direct' | 'iommu' | 'passthrough';

interface DmaDevice extends RecordedDevice {
  readonly bars: readonly {
    readonly n: number;
    readonly flags: number;
    readonly start: string;
    readonly size: number;
  }[];
  readonly iommuDomain: number;
  readonly dmaP2p?: boolean;
  readonly provider: {
    readonly bar: number;
    readonly busOffset: number;
    readonly pool: number;
    readonly poolOff: number;
  } | null;
}

export type RecordedPiece =
  | { readonly ram: number; readonly off: number; readonly len: number }
  | { readonly provider: string; readonly off: number; readonly len: number };

export interface RecordedList {
  readonly client: string;
  readonly maxSeg: number;
  readonly segBoundary: string;
  readonly in: readonly RecordedPiece[];
  readonly ret: number;
  readonly out?: readonly {
    readonly addr: string;
    readonly len: number;
    readonly bus: boolean;
    readonly phys?: readonly (readonly [string, number])[];
  }[];
  readonly afterUnmap?: { readonly mapped: number; readonly busFlags: number };
}

export interface RecordedOther {
  readonly provider: string;
  readonly client: string;
  readonly mapType: string;
  readonly mapPage: 'phys' | 'iova' | 'error';
  readonly mapSgReturns: number;
  readonly mask32: { readonly ret: number; readonly bus: boolean; readonly addr: string };
}

export interface RecordedStale {
  readonly provider: string;
  readonly client: string;
  readonly mapType: string;
}

export type DmaRound = Omit<RecordedRound, 'pairs' | 'sgl' | 'other' | 'stale' | 'find' | 'many'> & {
  readonly published: readonly string[];
  readonly pairs: readonly {
    readonly provider: string;
    readonly client: string;
    readonly distance: number;
    readonly mapType: string;
    readonly addr?: 'phys' | 'iova';
    readonly ret?: number;
  }[];
  readonly sgl?: readonly RecordedList[];
  readonly other?: readonly RecordedOther[];
  readonly stale?: readonly RecordedStale[];
  readonly find?: readonly { readonly clients: readonly string[]; readonly picks: readonly (string | null)[] }[];
  readonly many?: readonly {
    readonly provider: string;
    readonly clients: readonly string[];
    readonly distance: number;
  }[];
};

export interface DmaBoot extends Omit<RecordedBoot, 'rounds' | 'topology'> {
  readonly ram: { readonly blocks: readonly string[] };
  readonly topology: { readonly devices: readonly DmaDevice[] };
  readonly rounds: readonly DmaRound[];
}

const IORESOURCE_MEM = 0x200;
/** Domain types of the recordings: none and identity are served by dma-direct. */
const MODES: Readonly<Record<number, Mode>> = { [-1]: 'direct', 4: 'passthrough', 3: 'iommu', 11: 'iommu' };

export function modeOf(boot: DmaBoot, client: string): Mode {
  const device = boot.topology.devices.find(({ bdf }) => bdf === client);
  const mode = MODES[device?.iommuDomain ?? Number.NaN];
  if (mode === undefined) throw new Error(`${client} has no known IOMMU domain`);
  return mode;
}

export interface BootMachines {
  readonly boot: DmaBoot;
  readonly base: Topology;
  readonly index: (name: string) => number;
  readonly name: (index: number) => string;
  readonly busOffsetOf: BusOffsetOf;
  readonly machine: (round: DmaRound) => Machine;
}

export function machinesOf(boot: DmaBoot): BootMachines {
  const base = enumerateBoot(boot as unknown as RecordedBoot).topology;
  const indices = new Map(base.functions.map(({ address, index }) => [formatAddress(address), index]));
  const recorded = new Map(boot.topology.devices.map((device) => [device.bdf, device]));
  const name = (index: number): string => {
    const device = base.functions[index];
    if (device === undefined) throw new Error(`no function ${String(index)}`);
    return formatAddress(device.address);
  };
  const index = (text: string): number => {
    const found = indices.get(text);
    if (found === undefined) throw new Error(`${text} is not in the enumerated topology`);
    return found;
  };
  const busOffsetOf: BusOffsetOf = (provider) => BigInt(recorded.get(name(provider))?.provider?.busOffset ?? 0);
  const machine = (round: DmaRound): Machine => {
    const booted = machineOf(boot as unknown as RecordedBoot, base, round as unknown as RecordedRound);
    const functions = booted.topology.functions.map((device) => {
      const one = recorded.get(name(device.index));
      const ops: 'iommu' | 'direct' = MODES[one?.iommuDomain ?? -1] === 'iommu' ? 'iommu' : 'direct';
      return {
        ...device,
        bars: barsOf(one, device.origin),
        published: round.published.includes(name(device.index)),
        dma: { ...device.dma, ops },
      };
    });
    return { ...booted, topology: { ...booted.topology, functions } };
  };
  return { boot, base, index, name, busOffsetOf, machine };
}

function barsOf(device: DmaDevice | undefined, origin: number): readonly Bar[] {
  const memory = (device?.bars ?? []).filter(({ flags }) => (flags & IORESOURCE_MEM) !== 0);
  return memory.map(({ n, start, size }) => {
    const provider = device?.provider?.bar === n ? device.provider : null;
    const p2pmem = provider === null ? null : { offset: BigInt(provider.poolOff), size: BigInt(provider.pool) };
    return { origin, number: n, size: BigInt(size), physical: BigInt(start), assigned: false, p2pmem };
  });
}

/** Entries of a recorded list: RAM by block, peer-to-peer memory by the provider's registered BAR. */
export function listOf(machines: BootMachines, pieces: readonly RecordedPiece[]): readonly ScatterlistEntry[] {
  const { boot, index } = machines;
  return pieces.map((piece): ScatterlistEntry => {
    const length = BigInt(piece.len);
    if ('ram' in piece) {
      const block = boot.ram.blocks[piece.ram];
      if (block === undefined) throw new Error(`no block ${String(piece.ram)} of RAM`);
      return { memory: 'ram', physical: BigInt(block) + BigInt(piece.off), length };
    }
    return {
      memory: 'p2pmem',
      provider: index(piece.provider),
      bar: barOf(boot, piece.provider),
      offset: BigInt(piece.off),
      length,
    };
  });
}

/** One page at the start of a provider's registered memory, as the recorder mapped it. */
export function onePage(machines: BootMachines, provider: string): readonly ScatterlistEntry[] {
  const device = machines.boot.topology.devices.find(({ bdf }) => bdf === provider);
  return listOf(machines, [{ provider, off: device?.provider?.poolOff ?? 0, len: 4096 }]);
}

function barOf(boot: DmaBoot, provider: string): number {
  const bar = boot.topology.devices.find(({ bdf }) => bdf === provider)?.provider?.bar;
  if (bar === undefined) throw new Error(`${provider} is not a provider`);
  return bar;
}

export function operationsOf(machine: Machine, client: number): 'direct' | 'iommu' | 'custom' | 'virt' {
  return dmaClient(machine, client)?.operations ?? 'custom';
}
