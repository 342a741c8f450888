// How sentences call things: functions by the name that the file gives them, unnamed bridges by their address, host
// bridges with the PCI id that the kernel compares. Lists are cut, because a sentence with forty addresses is not read.

import type { Machine } from '../../../core/machine';
import type { MapType, Verdict } from '../../../core/p2pdma/verdict';
import { acsFlags } from '../../../core/pci/acs';
import { formatAddress, formatBus } from '../../../core/pci/address';
import type { HostBridge, PciFunction } from '../../../core/pci/topology';
import { shown } from '../shown';

/** The function of an index that a verdict or trace of this machine carries; anything else is a fault of the caller. */
export function functionAt(machine: Machine, index: number): PciFunction {
  const found = machine.topology.functions[index];
  if (found === undefined) throw new Error(`expected the index of a function of this machine, found ${index}`);
  return found;
}

/** The host bridge of an index that a verdict or trace of this machine carries; anything else is a fault of the caller. */
export function hostBridgeAt(machine: Machine, index: number): HostBridge {
  const found = machine.topology.hostBridges[index];
  if (found === undefined) throw new Error(`expected the index of a host bridge of this machine, found ${index}`);
  return found;
}

/** `sw0 0000:01:00.0`, a long name cut; an unnamed bridge is its address alone. */
export function nameWithAddress(pciFunction: PciFunction): string {
  const address = formatAddress(pciFunction.address);
  return pciFunction.name === address ? address : `${shown(pciFunction.name)} ${address}`;
}

/** `0000:40`. */
export function hostBridgeAddress(hostBridge: HostBridge): string {
  return formatBus(hostBridge.domain, hostBridge.bus);
}

/** `nvme0 -> mlx0`, as the query writes it, long names cut. */
export function pairName(machine: Machine, verdict: Pick<Verdict, 'provider' | 'client'>): string {
  const { provider, client } = verdict;
  return `${shown(functionAt(machine, provider).name)} -> ${shown(functionAt(machine, client).name)}`;
}

/** `RR CR`, in register order; `none`. */
export function flagWords(mask: number): string {
  const flags = acsFlags(mask);
  return flags.length === 0 ? 'none' : flags.join(' ');
}

/** `a`, `a and b`, `a, b and c`; past `limit` items `a, b and 3 more`. */
export function listWords(items: readonly string[], limit = 4): string {
  const shown = items.length > limit ? [...items.slice(0, limit - 1), `${items.length - limit + 1} more`] : items;
  const last = shown[shown.length - 1] ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

/** The map type as the language writes it after `=`. */
export const MAP_TYPE_KEYWORD: Readonly<Record<Exclude<MapType, 'UNKNOWN'> | 'SUPPORTED', string>> = {
  BUS_ADDR: 'bus_addr',
  THRU_HOST_BRIDGE: 'thru_host_bridge',
  NOT_SUPPORTED: 'not_supported',
  SUPPORTED: 'supported',
};
