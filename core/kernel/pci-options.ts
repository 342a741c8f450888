// The words that `pci=` understands, of the generic PCI code and of x86: what is not among them is logged as unknown.

import { hasArrived } from './release';
import type { KernelVersion } from './version';

const WITHOUT_VALUE: readonly string[] = [
  'assign-busses',
  'bfsort',
  'big_root_window',
  'bios',
  'biosirq',
  'check_enable_amd_mmconf',
  'conf1',
  'conf2',
  'earlydump',
  'ioapicreroute',
  'no_e820',
  'noacpi',
  'noaer',
  'noari',
  'noats',
  'nobar',
  'nobfsort',
  'nobios',
  'nocrs',
  'nodomains',
  'noearly',
  'noioapicquirk',
  'noioapicreroute',
  'nommconf',
  'nomsi',
  'norom',
  'notph',
  'off',
  'pcie_bus_peer2peer',
  'pcie_bus_perf',
  'pcie_bus_safe',
  'pcie_bus_tune_off',
  'pcie_scan_all',
  'realloc',
  'rom',
  'routeirq',
  'skip_isa_align',
  'use_crs',
  'use_e820',
  'usepirqmask',
];

const WITH_VALUE: readonly string[] = [
  'cbiosize',
  'cbmemsize',
  'ecrc',
  'hpbussize',
  'hpiosize',
  'hpmemsize',
  'hpmmioprefsize',
  'hpmmiosize',
  'irqmask',
  'lastbus',
  'realloc',
  'resource_alignment',
];

/** Options that came after 4.20, by their release. */
const SINCE: ReadonlyMap<string, string> = new Map([
  // "PCI: Add TLP Processing Hints (TPH) support"
  ['notph', '6.13'],
]);

/** Every name that this kernel knows behind `pci=`, but for the two options for ACS. */
export function pciOptionNames(kernel: KernelVersion): readonly string[] {
  return [...new Set([...WITHOUT_VALUE, ...WITH_VALUE])].filter((name) => isKnown(name, kernel));
}

/** Whether one comma-separated piece of `pci=` is an option of this kernel other than the two for ACS. */
export function isPciOption(piece: string, kernel: KernelVersion): boolean {
  const equals = piece.indexOf('=');
  const name = equals === -1 ? piece : piece.slice(0, equals);
  return (equals === -1 ? WITHOUT_VALUE : WITH_VALUE).includes(name) && isKnown(name, kernel);
}

function isKnown(name: string, kernel: KernelVersion): boolean {
  const since = SINCE.get(name);
  return since === undefined || hasArrived(kernel.order, { since });
}
