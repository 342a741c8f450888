// Reads the recorded boots of real kernels (test/recorded) and writes each round down as the machine that core decides on.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { bootMachine } from '../../core/boot';
import { resolveKernel } from '../../core/kernel/resolve';
import type { CpuVendor, Machine, MachineSettings } from '../../core/machine';
import type { AcsDescription } from '../../core/pci/acs';
import { formatAddress } from '../../core/pci/address';
import type { FunctionDescription, FunctionKind, HostBridgeDescription } from '../../core/pci/description';
import { DMA_UNSAID } from '../../core/pci/description';
import { enumerate } from '../../core/pci/enumerate';
import type { PciId } from '../../core/pci/id';
import type { Topology } from '../../core/pci/topology';

export const RECORDED = join(__dirname, '../recorded/data');

export interface RecordedBoot {
  readonly kernel: string;
  readonly release: string;
  readonly cmdline: string;
  readonly cpuVendor: string;
  readonly cpuFamily: number;
  readonly cpuModel: number;
  readonly iommu: string;
  readonly topology: { readonly devices: readonly RecordedDevice[] };
  readonly nonPci: {
    readonly provider: string;
    readonly child: { readonly of: string; readonly distance: number; readonly ofItself: number };
    readonly noClients: number;
    readonly selfAndPlain: number;
    readonly plain: number;
    readonly notAProvider: { readonly dev: string; readonly distance: number };
  };
  readonly sweep?: RecordedSweep;
  readonly rounds: readonly RecordedRound[];
}

export interface RecordedDevice {
  readonly bdf: string;
  readonly vendor: number;
  readonly device: number;
  readonly hdr: number;
  readonly pcieType: number;
  readonly upstream: string | null;
  readonly rootBus: string;
  readonly secondary?: number;
  readonly acs: { readonly cap: number; readonly ctrl: number } | null;
}

export interface RecordedRound {
  readonly round: number;
  readonly acs: Readonly<Record<string, number>>;
  readonly fakeAcs: Readonly<Record<string, number>>;
  readonly hostBridgeIds: Readonly<Record<string, string>>;
  readonly pairs: readonly RecordedPair[];
  readonly stale?: readonly unknown[];
  readonly many?: readonly {
    readonly provider: string;
    readonly clients: readonly string[];
    readonly distance: number;
  }[];
  readonly find?: readonly unknown[];
  readonly sgl?: readonly unknown[];
  readonly other?: readonly unknown[];
  readonly warnings?: readonly {
    readonly provider: string;
    readonly client: string;
    readonly lines: readonly string[];
  }[];
}

export interface RecordedPair {
  readonly provider: string;
  readonly client: string;
  readonly distance: number;
  readonly mapType: string;
}

export interface RecordedSweep {
  readonly pairs?: { readonly same: readonly [string, string]; readonly cross: readonly [string, string] };
  /** [vendor, distance below one host bridge, across two, with the other device id] */
  readonly anyVendor?: { readonly device: readonly [number, number]; readonly v: readonly (readonly number[])[] };
  /** [vendor, device, distance below one host bridge, across two] */
  readonly vendors?: { readonly vendors: readonly number[]; readonly v: readonly (readonly number[])[] };
  readonly where: readonly {
    readonly rootBus: string;
    readonly first: string;
    readonly last: string;
    readonly p: string;
    readonly c: string;
    readonly where: Readonly<Record<string, Readonly<Record<string, number>>>>;
  }[];
}

/** Paths like `6.1/t002.json.gz`. */
export function recordedFiles(): readonly string[] {
  return readdirSync(RECORDED, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json.gz'))
    .sort();
}

export function readText(file: string): string {
  return gunzipSync(readFileSync(join(RECORDED, file))).toString('utf8');
}

/** The tree as the guest saw it, every address written out, no ACS anywhere. */
export function enumerateBoot(boot: RecordedBoot): {
  readonly topology: Topology;
  readonly faults: readonly unknown[];
} {
  const byParent = new Map<string, RecordedDevice[]>();
  for (const device of boot.topology.devices) {
    const parent = device.upstream ?? `bus ${device.rootBus}`;
    byParent.set(parent, [...(byParent.get(parent) ?? []), device]);
  }
  const rootBuses = [...new Set(boot.topology.devices.map((device) => device.rootBus))];
  const hostBridges = rootBuses.map((name, index): HostBridgeDescription => {
    const [domain, bus] = name.split(':').map((part) => Number.parseInt(part, 16));
    return {
      origin: -1 - index,
      name,
      bus: { domain: domain ?? 0, bus: bus ?? 0 },
      unwritten: { kind: boot.topology.devices.some((device) => device.bdf === `${name}:00.0`) ? 'unknown' : 'none' },
      busOffset: 0n,
      numaNode: null,
      children: describe(byParent, `bus ${name}`, boot.topology.devices),
    };
  });
  return enumerate({ hostBridges });
}

function describe(
  byParent: ReadonlyMap<string, readonly RecordedDevice[]>,
  parent: string,
  devices: readonly RecordedDevice[],
): readonly FunctionDescription[] {
  return (byParent.get(parent) ?? []).map((device) => ({
    origin: devices.indexOf(device),
    name: null,
    kind: kindOf(device),
    address: parseAddress(device.bdf),
    id: { vendor: device.vendor, device: device.device },
    subsystemId: null,
    acs: { mode: 'absent' },
    bars: [],
    published: false,
    virtualFunctions: null,
    dma: DMA_UNSAID,
    numaNode: null,
    children: describe(byParent, device.bdf, devices),
  }));
}

function kindOf(device: RecordedDevice): FunctionKind {
  if (device.pcieType === 4) return 'root_port';
  if (device.pcieType === 5) return 'switch';
  if (device.pcieType === 6) return 'port';
  return device.hdr === 1 ? 'pci_bridge' : 'device';
}

function parseAddress(bdf: string): { domain: number; bus: number; device: number; function: number } {
  const [domain, bus, device, fn] = bdf.split(/[:.]/).map((part) => Number.parseInt(part, 16));
  return { domain: domain ?? 0, bus: bus ?? 0, device: device ?? 0, function: fn ?? 0 };
}

export function settingsOf(boot: RecordedBoot): MachineSettings {
  const { kernel } = resolveKernel(/^\d+\.\d+\.\d+/.exec(boot.release)?.[0] ?? '');
  if (kernel === null) throw new Error(`no kernel version in the recorded release ${boot.release}`);
  const vendors: Readonly<Record<string, CpuVendor>> = { Intel: 'intel', AMD: 'amd', Hygon: 'hygon' };
  return {
    kernel,
    architecture: 'x86_64',
    cpu: { vendor: vendors[boot.cpuVendor] ?? 'other', family: boot.cpuFamily, model: boot.cpuModel },
    iommu: boot.iommu === 'none' ? 'off' : 'on',
    commandLine: boot.cmdline,
  };
}

/** Round 0 is computed from firmware (which set nothing), defaults and command line; later ones are set by hand, so pinned. */
export function machineOf(boot: RecordedBoot, base: Topology, round: RecordedRound): Machine {
  const capabilities = new Map(boot.topology.devices.map((device) => [device.bdf, device.acs?.cap ?? null]));
  const functions = base.functions.map((device) => {
    const name = formatAddress(device.address);
    const acs = acsOf(round, name, capabilities.get(name) ?? null);
    return { ...device, acs, id: parseId(round.hostBridgeIds[name]) ?? device.id };
  });
  return bootMachine({ ...base, functions }, settingsOf(boot));
}

function acsOf(round: RecordedRound, name: string, capability: number | null): AcsDescription {
  const fake = round.fakeAcs[name];
  if (fake !== undefined) return { mode: 'pinned', control: fake, capability: null };
  if (capability === null) return { mode: 'absent' };
  if (round.round === 0) return { mode: 'auto', firmware: 0, capability };
  return { mode: 'pinned', control: round.acs[name] ?? 0, capability };
}

export function parseId(text: string | undefined): PciId | null {
  const [vendor, device] = (text ?? '').split(':').map((part) => Number.parseInt(part, 16));
  return vendor === undefined || device === undefined ? null : { vendor, device };
}

/** The same machine with this id in these functions. */
export function withId(machine: Machine, indices: readonly number[], id: PciId): Machine {
  const functions = [...machine.topology.functions];
  for (const index of indices) {
    const device = functions[index];
    if (device !== undefined) functions[index] = { ...device, id };
  }
  return { ...machine, topology: { ...machine.topology, functions } };
}

/** The first function of the root bus above this one, in the order of the kernel's list. */
export function firstOfRootBus(topology: Topology, index: number): number {
  const first = topology.hostBridges[topology.functions[index]?.hostBridge ?? -1]?.rootFunctions[0];
  if (first === undefined) throw new Error(`function ${String(index)} has no root bus with functions`);
  return first;
}
