// Addresses after `@`: the next free one on the bus of the parent, counted as the kernel's scan would find it.

import { formatBus, type PciAddress } from '../../../core/pci/address';
import type { Topology } from '../../../core/pci/topology';
import type { Analysis } from '../../language/analysis';
import { baseEvaluation, functionOf, hostBridgeOf } from '../places';
import type { Entry } from './completion';
import type { CursorPlace, Owner } from './cursor-place';
import { declarationOf } from './devices';

interface Bus {
  readonly domain: number;
  readonly bus: number;
  /** What is counted: devices from `first`, or functions of device 0. */
  readonly counts: 'devices' | 'functions';
  readonly first: number;
}

export function addressEntries(analysis: Analysis, { owners, construct, parsed }: CursorPlace): readonly Entry[] {
  const { topology } = baseEvaluation(analysis).machine;
  const bus = busOf(analysis, parsed.uri, owners.at(-1) ?? null);
  if (bus === null) return [];
  const own = declarationOf(analysis, parsed.uri, construct)?.index ?? null;
  const taken = takenOn(topology, bus, own);
  const free = bus.counts === 'devices' ? freeDevice(taken, bus.first) : freeFunction(taken, 0);
  const beside = bus.counts === 'devices' ? freeFunctionOfLast(taken) : null;
  const numbers = [free, beside].filter((each) => each !== null);
  const number = bus.bus.toString(16).padStart(2, '0');
  const description = `the next free one on bus ${formatBus(bus.domain, bus.bus)}`;
  const long = numbers.map((each, index): Entry => ({
    label: `${number}:${each}`,
    kind: 'value',
    description: index === 0 ? description : 'the next function of the last device',
  }));
  const short = numbers
    .slice(0, 1)
    .map((label): Entry => ({ label, kind: 'value', description: 'the same, the bus left out' }));
  return [...long, ...short];
}

/** The next free domain. */
export function busEntries(analysis: Analysis, { construct, parsed }: CursorPlace): readonly Entry[] {
  const { machine } = baseEvaluation(analysis);
  const own = declarationOf(analysis, parsed.uri, construct)?.index ?? null;
  const others = machine.topology.hostBridges.filter(({ origin }) => origin !== own);
  const domain = Math.max(-1, ...others.map((each) => each.domain)) + 1;
  const last = others
    .filter((each) => each.domain === 0)
    .map((each) => lastBus(machine.topology, each.index, each.bus));
  const next = Math.max(-1, ...last) + 1;
  const sameDomain: readonly Entry[] =
    next > 0 && next < 256
      ? [{ label: formatBus(0, next), kind: 'value', description: 'the next free bus of domain 0000' }]
      : [];
  return [...sameDomain, { label: formatBus(domain, 0), kind: 'value', description: 'the next free domain' }];
}

function lastBus({ functions }: Topology, hostBridge: number, bus: number): number {
  return functions.reduce(
    (last, each) => (each.hostBridge === hostBridge ? Math.max(last, each.subordinateBus ?? each.address.bus) : last),
    bus,
  );
}

function busOf(analysis: Analysis, file: string, owner: Owner | null): Bus | null {
  const { machine } = baseEvaluation(analysis);
  const declaration = declarationOf(analysis, file, owner);
  if (owner === null || declaration === null) return null;
  if (owner.kind === 'host_bridge') {
    const found = hostBridgeOf(machine, declaration.index);
    return found === null ? null : { domain: found.domain, bus: found.bus, counts: 'devices', first: 1 };
  }
  const found = owner.kind === 'function' ? functionOf(machine, declaration.index, null) : null;
  if (found === null || found.secondaryBus === null) return null;
  const counts = found.kind === 'root_port' || found.kind === 'port' ? 'functions' : 'devices';
  return { domain: found.address.domain, bus: found.secondaryBus, counts, first: 0 };
}

function takenOn({ functions }: Topology, { domain, bus }: Bus, own: number | null): readonly PciAddress[] {
  return functions.flatMap(({ address, origin }) =>
    address.domain === domain && address.bus === bus && origin !== own ? [address] : [],
  );
}

function freeDevice(taken: readonly PciAddress[], first: number): string | null {
  const used = new Set(taken.map(({ device }) => device));
  for (let device = first; device < 32; device++) if (!used.has(device)) return written(device, 0);
  return null;
}

function freeFunction(taken: readonly PciAddress[], device: number): string | null {
  const used = new Set(taken.flatMap((each) => (each.device === device ? [each.function] : [])));
  for (let number = 0; number < 8; number++) if (!used.has(number)) return written(device, number);
  return null;
}

function freeFunctionOfLast(taken: readonly PciAddress[]): string | null {
  if (taken.length === 0) return null;
  return freeFunction(taken, Math.max(...taken.map(({ device }) => device)));
}

function written(device: number, number: number): string {
  return `${device.toString(16).padStart(2, '0')}.${String(number)}`;
}
