// Kernel versions: the newest release first, since that is what most machines get next, stable versions that behave unlike
// their release where they fall, and last what was only posted or queued. Each with its change in a few words.

import { KERNEL_VERSIONS, resolveKernel } from '../../../core/kernel/resolve';
import { lastChange } from '../../../core/kernel/history';
import type { KernelVersion } from '../../../core/kernel/version';
import type { Entry } from './completion';

/** The change that matters most, as long as a row has room for; core/kernel/history.ts says it in full. */
const CHANGES: ReadonlyMap<string, string> = new Map([
  ['4.20', 'P2PDMA arrives'],
  ['5.2', 'AMD Zen root complexes accepted'],
  ['5.3', 'clients with dma_virt_ops refused'],
  ['5.4', 'map types, host bridge whitelist'],
  ['5.6', 'whitelist: Intel 8086:2030 and 2020'],
  ['5.7', 'whitelist: Intel 8086:2031 to 2033'],
  ['5.8', 'whitelist: AMD 1022:15d0 and 1630'],
  ['5.9', 'every AMD Zen processor accepted'],
  ['5.11', 'dma_virt_ops gone'],
  ['5.14', 'root bus: its first function if 00.0'],
  ['5.15', 'errors of dma_map_sgtable() passed on'],
  ['5.16', 'bus offset added, not subtracted'],
  ['5.18', 'whitelist: Intel 8086:09a2 (Ice Lake)'],
  ['5.19', 'root bus: a root port not at 00.0, too'],
  ['6.0', 'peer-to-peer in dma_map_sgtable()'],
  ['6.2', 'peer-to-peer memory for user space'],
  ['6.11', 'pci=config_acs=, and its faults'],
  ['6.15', 'both ACS parameters repaired'],
  ['6.16', 'two-step DMA mapping'],
  ['6.17', 'block layer decides once a request'],
  ['6.18', 'mapping by physical address'],
  ['6.19', 'memory without struct page, dma-buf'],
  ['7.0', 'ACS also set when DMA is configured'],
  ['7.1', 'whitelist: Google 1ae0'],
  ['7.2', 'whitelist: Intel DSA, IAA and QAT'],
  ['7.3', 'whitelist: NVIDIA Vera'],
  ['p2pdma_map_ops_v1', 'posted in April 2021, on 5.12'],
  ['pci_p2pdma_next', 'queued: Zhaoxin, Intel 8086:6f00'],
  ['5.4.150', 'root bus as from 5.14 on'],
  ['5.10.70', 'root bus as from 5.14 on'],
  ['6.12.25', 'both ACS parameters repaired'],
  ['7.1.3', 'whitelist: Intel DSA, IAA and QAT'],
]);

const STABLE: readonly KernelVersion[] = ['5.4.150', '5.10.70', '6.12.25', '7.1.3'].flatMap((label) => {
  const { kernel } = resolveKernel(label);
  return kernel === null ? [] : [kernel];
});

const RANK = { release: 0, stable: 0, next: 1, series: 2 } as const;

const OFFERED: readonly Entry[] = [...KERNEL_VERSIONS, ...STABLE]
  .sort((one, other) => RANK[one.kind] - RANK[other.kind] || other.order - one.order)
  .map(({ label, order }): Entry => {
    const last = lastChange(order);
    const description = CHANGES.get(label) ?? (last === null ? null : `as ${last.version}`);
    return { label, kind: 'kernel', description, data: { kind: 'kernel', label } };
  });

export function kernelEntries(): readonly Entry[] {
  return OFFERED;
}
