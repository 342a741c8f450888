// The `p2pmem` attribute of an nvmet namespace: pci_p2pdma_enable_store() and _show(). A text names a PCI device, or says
// yes or no; there is no value "auto".

import type { Machine } from '../machine';
import { formatAddress } from '../pci/address';
import { peerMemory } from './register';

export type PeerMemoryChoice = { readonly use: false } | { readonly use: true; readonly provider: number | null };

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

/** `0`, `1` (chosen automatically) or the address. */
export function showChoice(machine: Machine, choice: PeerMemoryChoice): string {
  if (!choice.use) return '0';
  const device = choice.provider === null ? undefined : machine.topology.functions[choice.provider];
  return device === undefined ? '1' : formatAddress(device.address);
}

/** A mistyped `0000:…` must not be taken for a `0`. */
function looksLikeAddress(text: string): boolean {
  return /^[01]\P{Control}/u.test(text);
}

/** kstrtobool(): the first letter decides; `on` and `off` by their second. */
function kernelBoolean(text: string): boolean | null {
  if (/^[yYtT1]/.test(text)) return true;
  if (/^[nNfF0]/.test(text)) return false;
  if (/^[oO][nN]/.test(text)) return true;
  if (/^[oO][fF]/.test(text)) return false;
  return null;
}
