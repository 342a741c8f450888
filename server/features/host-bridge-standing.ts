// How a host bridge stands with one kernel, whatever the pair: accepted because of the CPU, on the list (since when, for whom),
// or not. The hint says it in a few words, the hover in a sentence.

import type { Machine } from '../../core/machine';
import { acceptsCpu } from '../../core/p2pdma/host-bridge';
import { listHostBridge, representativeId, type Representative } from '../../core/p2pdma/whitelist';
import { formatAddress } from '../../core/pci/address';
import type { PciId } from '../../core/pci/id';
import type { HostBridge } from '../../core/pci/topology';
import { functionAt } from '../language/explain/names';
import { listedAfter, listedBefore, listedSince } from '../language/explain/releases';

export interface Standing {
  readonly representative: Representative;
  /** Whom the list is asked for; null: nobody, or not known. */
  readonly id: PciId | null;
  /** `listed since 5.18`; null: this kernel asks no host bridge. */
  readonly words: string | null;
}

export function standingOf(machine: Machine, hostBridge: HostBridge): Standing {
  const { kernel } = machine.settings;
  const { representative, listed } = listHostBridge(machine.topology, hostBridge, kernel.p2pdma);
  const id = representativeId(representative);
  if (kernel.p2pdma.noCommonBridge === 'refused') return { representative, id, words: null };
  if (kernel.p2pdma.noCommonBridge === 'zen-root-complex' && machine.settings.iommu !== 'off') {
    return { representative, id, words: 'closed by the IOMMU' };
  }
  const accepted = acceptsCpu(machine);
  if (accepted === true) return { representative, id, words: 'accepted by CPU rule' };
  const open = accepted === null ? 'CPU family not known, ' : '';
  switch (listed) {
    case 'any':
      return { representative, id, words: `listed${since(id)}` };
    case 'same-host-bridge':
      return { representative, id, words: `${open}listed${since(id)} for pairs below it` };
    case 'unknown':
      return { representative, id, words: open + unknownWords(machine, representative, id) };
    case 'no':
      return { representative, id, words: open + notListedWords(machine, representative, id) };
  }
}

function since(id: PciId | null): string {
  const release = id === null ? null : listedSince(id);
  return release === null ? '' : ` since ${release}`;
}

function unknownWords(machine: Machine, representative: Representative, id: PciId | null): string {
  if (representative.kind === 'function' && id === null) {
    return `id of ${formatAddress(functionAt(machine, representative.function).address)} not known`;
  }
  return representative.kind === 'unknown' ? 'function at 00.0 not known' : 'listed, for which pairs is not known';
}

function notListedWords({ settings }: Machine, representative: Representative, id: PciId | null): string {
  if (representative.kind === 'none') return 'not listed: nothing speaks for it';
  if (id === null) return 'not listed';
  if (listedBefore(settings.kernel, id) !== null) return 'no longer listed';
  const later = listedAfter(settings.kernel, id);
  return later === null ? 'not listed' : `not listed before ${later}`;
}
