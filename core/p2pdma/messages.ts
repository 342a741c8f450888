// What the kernel logs when it is asked verbosely for one pair, word for word. The list of names in the hint is
// collected in a buffer of fixed size, which cuts it.

import type { P2pdmaRules } from '../kernel/version';
import { fillMessage } from '../kernel/version';
import type { Architecture } from '../machine';
import { formatAddress } from '../pci/address';
import { formatBus } from '../pci/address';
import { formatId } from '../pci/id';
import type { HostBridge, PciFunction, Topology } from '../pci/topology';
import type { KernelMessage } from './verdict';
import type { Representative } from './whitelist';
import { representativeId } from './whitelist';

const PAGE_SIZE: Readonly<Record<Architecture, number>> = {
  x86_64: 4096,
  i386: 4096,
  arm64: 4096,
  ppc64le: 65536,
  riscv64: 4096,
};

/**
 * Names as the kernel's buffer holds them: each is appended with a `;`, the last `;` is taken off. A name that does not
 * fit is cut where the buffer ends (one byte is the terminator), and nothing follows it.
 */
export function joinNames(names: readonly string[], bufferSize: number): string {
  const text = names.map((name) => `${name};`).join('');
  return text.length < bufferSize ? text.slice(0, -1) : text.slice(0, bufferSize - 1);
}

/** The hint's list for these functions, cut as this kernel cuts it. */
export function redirectList(
  topology: Topology,
  functions: readonly number[],
  rules: P2pdmaRules,
  architecture: Architecture,
): string {
  const names = functions.map((index) => nameOf(topology, index));
  return joinNames(names, rules.listBuffer === 'page' ? PAGE_SIZE[architecture] : rules.listBuffer);
}

export function nameOf(topology: Topology, index: number): string {
  const device = topology.functions[index];
  return device === undefined ? '' : formatAddress(device.address);
}

export function functionMessage(topology: Topology, index: number, text: string): KernelMessage {
  return { function: index, address: nameOf(topology, index), text };
}

/** The line about a host bridge that is not listed, logged for the function that stands for it. */
export function notListedMessage(
  topology: Topology,
  hostBridge: HostBridge,
  representative: Representative,
  rules: P2pdmaRules,
): readonly KernelMessage[] {
  const id = representativeId(representative);
  if (rules.messages.notListed === null || id === null) return [];
  const device: PciFunction | undefined =
    representative.kind === 'function' ? topology.functions[representative.function] : undefined;
  const address =
    device === undefined ? `${formatBus(hostBridge.domain, hostBridge.bus)}:00.0` : formatAddress(device.address);
  return [{ function: device?.index ?? null, address, text: fillMessage(rules.messages.notListed, formatId(id)) }];
}
