// What drivers make of the pages of a list beside mapping them as one: dma_map_page(), which asks nobody, and a request of
// nvme-pci, which ends with a block status of its own. One sentence each; hover shows them below the answer.

import { mapPage } from '../../../core/dma/map-page';
import type { Scatterlist, ScatterlistEntry } from '../../../core/dma/scatterlist';
import { mapRequest } from '../../../core/drivers/nvme-pci';
import type { Machine } from '../../../core/machine';
import type { MappedEntry, Mapping } from '../results';
import { failureReason } from './map-failure';
import { functionAt } from './names';
import { hexText } from './sizes';

/** dma_map_page() on the first entry of peer-to-peer memory; null: there is none, or what it gives is not known. */
export function pageSentence(machine: Machine, { entries, client }: Mapping): string | null {
  const index = entries.findIndex(({ memory }) => memory.kind === 'p2pmem');
  const entry = entries[index];
  if (entry === undefined) return null;
  const result = mapPage(machine, coreEntry(machine, entry), client);
  const call = `dma_map_page() on entry ${String(index + 1)}`;
  if (result.outcome === 'error') return `${call} would fail: ${failureReason(machine, client, result.reason)}.`;
  if (result.outcome !== 'mapped' || !result.trap) return null;
  const address = result.kind === 'iova' ? 'an IOVA' : `physical address ${hexText(result.address)}`;
  return `${call} would be a trap: it asks nobody and gives ${address}, whether ${functionAt(machine, client).name} reaches it or not.`;
}

/** How a request of nvme-pci with these pages ends; null: the client is no nvme, or it is not known. */
export function requestSentence(machine: Machine, { entries, client }: Mapping): string | null {
  if (functionAt(machine, client).kind !== 'nvme') return null;
  const list: Scatterlist = entries.map((entry) => coreEntry(machine, entry));
  const result = mapRequest(machine, client, list);
  switch (result.outcome) {
    case 'never-one-request':
      return 'As data of nvme-pci: never one request, because the block layer does not merge pages of different owners.';
    case 'started':
      return `As data of nvme-pci: the request is started (${result.status}).`;
    case 'failed':
      return result.retried
        ? `As data of nvme-pci: ${result.status}, and the request is tried again.`
        : `As data of nvme-pci: ${result.status}, and the request ends with an error.`;
    case 'open':
      return null;
  }
}

/** As core is asked: offsets count from the start of the BAR. */
function coreEntry(machine: Machine, { memory, length }: MappedEntry): ScatterlistEntry {
  if (memory.kind === 'ram') return { memory: 'ram', physical: memory.physical, length };
  const { provider, bar, offset } = memory;
  const found = functionAt(machine, provider).bars.find(({ number }) => number === bar);
  return { memory: 'p2pmem', provider, bar, offset: (found?.p2pmem?.offset ?? 0n) + offset, length };
}
