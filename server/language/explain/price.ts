// What a repair costs: the ACS control bits that go with the redirect, and the isolation of the endpoints below the ports
// that no longer redirect. Without an IOMMU nothing was isolated, so nothing is lost.

import type { Machine } from '../../../core/machine';
import type { Repair } from '../../../core/p2pdma/repair';
import { isBridge, type PciFunction } from '../../../core/pci/topology';
import { flagWords, functionAt, listWords } from './names';

/** `also lost: SV UF; no longer isolated from each other: nvme0 and mlx0`; empty: it costs nothing that is known. */
export function repairPrice(machine: Machine, repair: Repair): string {
  const lost = repair.price.reduce((mask, entry) => mask | entry.lost, 0);
  const exposed = machine.settings.iommu === 'off' ? [] : endpointsBelow(machine, repair.functions);
  const parts = [
    lost === 0 ? '' : `also lost: ${flagWords(lost)}`,
    exposed.length < 2 ? '' : `no longer isolated from each other: ${listWords(exposed, 6)}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** Names of the physical endpoints at or below one of these functions, in enumeration order. */
function endpointsBelow(machine: Machine, functions: readonly number[]): readonly string[] {
  const cleared = new Set(functions);
  return machine.topology.functions
    .filter((candidate) => !isBridge(candidate.kind) && candidate.physicalFunction === null)
    .filter((candidate) => isBelow(machine, candidate, cleared))
    .map((candidate) => candidate.name);
}

function isBelow(machine: Machine, endpoint: PciFunction, cleared: ReadonlySet<number>): boolean {
  let current: PciFunction | null = endpoint;
  while (current !== null) {
    if (cleared.has(current.index)) return true;
    current = current.upstreamBridge === null ? null : functionAt(machine, current.upstreamBridge);
  }
  return false;
}
