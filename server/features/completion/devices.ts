// The devices of a machine as completion asks for them. They are taken from the enumerated tree and not from the text: it
// has names, memory and virtual functions at hand, whatever the text looks like at the moment.

import { formatAddress } from '../../../core/pci/address';
import { formatId } from '../../../core/pci/id';
import type { PciFunction, Topology } from '../../../core/pci/topology';
import type { Analysis } from '../../language/analysis';
import type { Declaration } from '../../language/declaration';
import type { PciNames } from '../pci-names';
import { baseEvaluation } from '../places';
import type { Construct } from './cursor-place';

interface Devices {
  readonly named: readonly PciFunction[];
  /** By the index of the physical function; those without are left out. */
  readonly virtualFunctions: ReadonlyMap<number, number>;
}

const devicesOf = new WeakMap<Topology, Devices>();

/** Looked through once a tree and not once a list: most edits leave the tree as it is. */
function devicesIn(analysis: Analysis): Devices {
  const { topology } = baseEvaluation(analysis).machine;
  const known = devicesOf.get(topology);
  if (known !== undefined) return known;
  const named: PciFunction[] = [];
  const virtualFunctions = new Map<number, number>();
  for (const device of topology.functions) {
    const { physicalFunction, name } = device;
    if (physicalFunction !== null) {
      virtualFunctions.set(physicalFunction, (virtualFunctions.get(physicalFunction) ?? 0) + 1);
    } else if (!/^\d/.test(name)) named.push(device);
  }
  const devices = { named, virtualFunctions };
  devicesOf.set(topology, devices);
  return devices;
}

/** What the text names; a name never begins with a digit, an address always does. */
export function namedDevices(analysis: Analysis): readonly PciFunction[] {
  return devicesIn(analysis).named;
}

export function hasMemory({ bars }: PciFunction): boolean {
  return bars.some(({ p2pmem }) => p2pmem !== null);
}

/** By the index of the physical function; those without are left out. */
export function virtualFunctionCounts(analysis: Analysis): ReadonlyMap<number, number> {
  return devicesIn(analysis).virtualFunctions;
}

/** `nvme · 0000:03:00.0 · p2pmem`: what a row has room for. */
export function deviceDescription(device: PciFunction): string {
  const memory = hasMemory(device) ? ' · p2pmem' : '';
  return `${device.kind} · ${formatAddress(device.address)}${memory}`;
}

/** `nvme · 0000:03:00.0 · 144d:a824 Samsung … · p2pmem`. */
export function deviceWords(device: PciFunction, names: PciNames | null): string {
  const { id } = device;
  const known = id === null ? null : (names?.device(id.vendor, id.device) ?? names?.vendor(id.vendor) ?? null);
  return [
    device.kind,
    formatAddress(device.address),
    id === null ? '' : [formatId(id), known].filter((word) => word !== null).join(' '),
    hasMemory(device) ? 'p2pmem' : '',
  ]
    .filter((word) => word !== '')
    .join(' · ');
}

/** What the binder made of a construct of this file. */
export function declarationOf(analysis: Analysis, file: string, construct: Construct | null): Declaration | null {
  if (construct === null) return null;
  const { kind, start } = construct;
  return (
    analysis.declarations.find((each) => each.kind === kind && each.file === file && each.range.start === start) ?? null
  );
}
