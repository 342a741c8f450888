// Small machines in a line or two: nested calls that read like the tree, and a machine booted from them.

import { bootMachine } from '../../core/boot';
import { resolveKernel } from '../../core/kernel/resolve';
import type { KernelVersion } from '../../core/kernel/version';
import type { Machine, MachineSettings } from '../../core/machine';
import type { AcsDescription, AcsFlag } from '../../core/pci/acs';
import { acsMask } from '../../core/pci/acs';
import type {
  BarDescription,
  FunctionDescription,
  FunctionKind,
  HostBridgeDescription,
  PartialAddress,
  UnwrittenFunction,
} from '../../core/pci/description';
import { DMA_UNSAID } from '../../core/pci/description';
import { enumerate } from '../../core/pci/enumerate';
import type { PciId } from '../../core/pci/id';
import { decidePair } from '../../core/p2pdma/decide';
import type { Verdict } from '../../core/p2pdma/verdict';

let nextOrigin = 0;

export interface FunctionOptions {
  readonly name?: string;
  /** `00:01.0`, `01.0` or with a domain. */
  readonly at?: string;
  readonly id?: string;
  readonly subsystem?: string;
  readonly acs?: AcsDescription;
  readonly bars?: readonly BarDescription[];
  readonly vfs?: { readonly count: number; readonly offset: number; readonly stride: number };
  readonly virt?: boolean;
  readonly untrusted?: boolean;
  readonly numa?: number;
}

export function id(text: string): PciId {
  const [vendor, device] = text.split(':').map((part) => Number.parseInt(part, 16));
  return { vendor: vendor ?? 0, device: device ?? 0 };
}

export function address(text: string): PartialAddress {
  const parts = text.split(/[:.]/).map((part) => Number.parseInt(part, 16));
  const [fn, device, bus, domain] = parts.reverse();
  return { domain: domain ?? null, bus: bus ?? null, device: device ?? 0, function: fn ?? 0 };
}

export function node(
  kind: FunctionKind,
  options: FunctionOptions,
  ...children: readonly FunctionDescription[]
): FunctionDescription {
  const isPort = kind === 'root_port' || kind === 'port';
  return {
    origin: nextOrigin++,
    name: options.name ?? null,
    kind,
    address: options.at === undefined ? null : address(options.at),
    id: options.id === undefined ? null : id(options.id),
    subsystemId: options.subsystem === undefined ? null : id(options.subsystem),
    acs: options.acs ?? (isPort ? auto() : { mode: 'absent' }),
    bars: options.bars ?? [],
    published: false,
    virtualFunctions: options.vfs ?? null,
    dma: { ...DMA_UNSAID, ops: options.virt === true ? 'virt' : null, untrusted: options.untrusted === true },
    numaNode: options.numa ?? null,
    children,
  };
}

export const rootPort = (options: FunctionOptions, ...children: readonly FunctionDescription[]): FunctionDescription =>
  node('root_port', options, ...children);

export const upstream = (options: FunctionOptions, ...children: readonly FunctionDescription[]): FunctionDescription =>
  node('switch', options, ...children);

export const port = (options: FunctionOptions, ...children: readonly FunctionDescription[]): FunctionDescription =>
  node('port', options, ...children);

export const device = (name: string, options: FunctionOptions = {}): FunctionDescription =>
  node('device', { ...options, name });

/** `what`: the id of a function at 00.0 that is not written out, `none`, or nothing known of 00.0. */
export function hostBridge(
  what: string | { readonly id?: string; readonly bus?: string; readonly numa?: number },
  ...children: readonly FunctionDescription[]
): HostBridgeDescription {
  const options = typeof what === 'string' ? { id: what } : what;
  const [domain, bus] = (options.bus ?? '').split(':').map((part) => Number.parseInt(part, 16));
  const origin = nextOrigin++;
  return {
    origin,
    name: `pci${String(origin)}`,
    bus: options.bus === undefined ? null : { domain: domain ?? 0, bus: bus ?? 0 },
    unwritten: unwritten(options.id),
    busOffset: 0n,
    numaNode: options.numa ?? null,
    children,
  };
}

function unwritten(text: string | undefined): UnwrittenFunction {
  if (text === undefined || text === 'unknown') return { kind: 'unknown' };
  return text === 'none' ? { kind: 'none' } : { kind: 'id', id: id(text) };
}

export function pinned(...flags: readonly AcsFlag[]): AcsDescription {
  return { mode: 'pinned', control: acsMask(flags), capability: null };
}

export function auto(firmware: number | null = null, capability: number | null = null): AcsDescription {
  return { mode: 'auto', firmware, capability };
}

export const REDIRECTING = pinned('SV', 'RR', 'CR', 'UF');
export const CLEAR = pinned();

export function kernel(label: string): KernelVersion {
  const { kernel: version } = resolveKernel(label);
  if (version === null) throw new Error(`${label} is no kernel version of the model`);
  return version;
}

export type SettingsOptions = Partial<Omit<MachineSettings, 'kernel'>> & { readonly kernel?: string };

export function settings(options: SettingsOptions = {}): MachineSettings {
  return {
    architecture: 'x86_64',
    cpu: { vendor: 'intel', family: 6, model: null },
    iommu: 'off',
    commandLine: '',
    ...options,
    kernel: kernel(options.kernel ?? '7.3'),
  };
}

export const AMD_ZEN = { vendor: 'amd', family: 0x17, model: null } as const;

/** Throws where the enumeration finds a fault: the machines of these tests are sound. */
export function machine(options: SettingsOptions, ...hostBridges: readonly HostBridgeDescription[]): Machine {
  const { topology, faults } = enumerate({ hostBridges });
  if (faults.length > 0) throw new Error(JSON.stringify(faults, (_, value: unknown) => String(value)));
  return bootMachine(topology, settings(options));
}

export function index(booted: Machine, name: string): number {
  const found = booted.topology.functions.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no function is called ${name}`);
  return found.index;
}

export function decide(booted: Machine, provider: string, client: string): Verdict {
  return decidePair(booted, index(booted, provider), index(booted, client));
}

/** `BUS_ADDR 4 common-bridge` */
export function outcome(verdict: Verdict): string {
  return `${verdict.mapType} ${String(verdict.distance)} ${verdict.rule}`;
}

/** Two devices below two root ports of one host bridge. */
export function twoRootPorts(options: SettingsOptions, representative: string): Machine {
  return machine(options, hostBridge(representative, rootPort({}, device('a')), rootPort({}, device('b'))));
}

/** Two devices below two host bridges. */
export function twoHostBridges(options: SettingsOptions, first: string, second: string): Machine {
  return machine(options, hostBridge(first, rootPort({}, device('a'))), hostBridge(second, rootPort({}, device('b'))));
}

/** Two devices below one switch; `acs` is that of the port above `a`. */
export function oneSwitch(options: SettingsOptions, acs: AcsDescription, representative = 'none'): Machine {
  return machine(
    options,
    hostBridge(
      representative,
      rootPort({ acs: CLEAR }, upstream({}, port({ acs }, device('a')), port({ acs: CLEAR }, device('b', {})))),
    ),
  );
}
