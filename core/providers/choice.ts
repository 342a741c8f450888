// The `p2pmem` attribute of an nvmet namespace: pci_p2pdma_enable_store() and _show(). A text names a PCI device, or says
// yes or no; there is no value "auto". A kernel without P2PDMA takes every text, stores no and logs nothing.

import { kernelBoolean } from '../kernel/boolean';
import type { Machine } from '../machine';
import { formatAddress } from '../pci/address';
import { hasP2pdma, peerMemory } from './register';

export type PeerMemoryChoice =
  /** no-p2pdma: more was written, and this kernel does not look at it. */
  { readonly use: false; readonly because?: 'no-p2pdma' } | { readonly use: true; readonly provider: number | null };

export type StoreResult =
  | { readonly outcome: 'stored'; readonly choice: PeerMemoryChoice }
  | {
      readonly outcome: 'error';
      readonly errno: 'ENODEV';
      readonly reason: 'no-peer-memory' | 'no-such-device';
      /** Word for word. */
      readonly message: string;
    };

/** What writing `text` to `p2pmem` does. A provider without published memory, or a text that is neither: -ENODEV. */
export function storeChoice(machine: Machine, text: string): StoreResult {
  if (!hasP2pdma(machine)) return { outcome: 'stored', choice: withoutP2pdma(text) };
  const name = text.replace(/\n$/, '');
  const device = machine.topology.functions.find(({ address }) => formatAddress(address) === name);
  if (device !== undefined) {
    if (device.published && peerMemory(machine, device.index).length > 0) {
      return { outcome: 'stored', choice: { use: true, provider: device.index } };
    }
    const message = `PCI device has no peer-to-peer memory: ${name}`;
    return { outcome: 'error', errno: 'ENODEV', reason: 'no-peer-memory', message };
  }
  const use = looksLikeAddress(text) ? null : kernelBoolean(text);
  if (use !== null) return { outcome: 'stored', choice: use ? { use, provider: null } : { use } };
  const message = `pci-p2pdma: No such PCI device: ${name}`;
  return { outcome: 'error', errno: 'ENODEV', reason: 'no-such-device', message };
}

/** `0`, `1` (chosen automatically) or the address; `none` without P2PDMA. */
export function showChoice(machine: Machine, choice: PeerMemoryChoice): string {
  if (!hasP2pdma(machine)) return 'none';
  if (!choice.use) return '0';
  const device = choice.provider === null ? undefined : machine.topology.functions[choice.provider];
  return device === undefined ? '1' : formatAddress(device.address);
}

function withoutP2pdma(text: string): PeerMemoryChoice {
  const isOff = !looksLikeAddress(text) && kernelBoolean(text) === false;
  return isOff ? { use: false } : { use: false, because: 'no-p2pdma' };
}

/** A mistyped `0000:…` must not be taken for a `0`. */
function looksLikeAddress(text: string): boolean {
  return /^[01]\P{Control}/u.test(text);
}
