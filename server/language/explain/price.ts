// What a repair costs: the ACS control bits that go with the redirect, and the endpoints that lose their isolation, that
// is, come to share one IOMMU group. Groups are formed as drivers/iommu/iommu.c does it: a bridge isolates what is below
// it if its ACS control has SV, RR, CR and UF as far as its capability has them; the topmost bridge that does not, leads the group.

import type { Machine } from '../../../core/machine';
import type { Repair } from '../../../core/p2pdma/repair';
import { acsMask } from '../../../core/pci/acs';
import { isBridge } from '../../../core/pci/topology';
import { flagWords, functionAt, listWords } from './names';
import { REDIRECT_BITS } from './reason';

const ISOLATION_BITS = acsMask(['SV', 'RR', 'CR', 'UF']);

/** `also lost: SV UF; one IOMMU group: nvme0, nvme1 and mlx0`; empty: it costs nothing that is known. */
export function repairPrice(machine: Machine, repair: Repair): string {
  const lost = repair.price.reduce((mask, entry) => mask | entry.lost, 0);
  const merged = mergedEndpoints(machine, repair);
  const parts = [
    lost === 0 ? '' : `also lost: ${flagWords(lost)}`,
    merged.length === 0 ? '' : `one IOMMU group: ${listWords(merged, 6)}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** Endpoints in the provider's group after the repair, if it was smaller before; without an IOMMU there are no groups. */
function mergedEndpoints(machine: Machine, repair: Repair): readonly string[] {
  if (machine.settings.iommu === 'off') return [];
  const before = machine.acs.map((state) => state?.control ?? 0);
  const after = before.map((control, index) => {
    const entry = repair.price.find((candidate) => candidate.function === index);
    return repair.functions.includes(index) ? control & ~REDIRECT_BITS & ~(entry?.lost ?? 0) : control;
  });
  const grown = membersOf(machine, after, repair.verdict.provider);
  return grown.length > membersOf(machine, before, repair.verdict.provider).length ? grown : [];
}

/** Names of the physical endpoints that share the group of `index` under these control words. */
function membersOf(machine: Machine, controls: readonly number[], index: number): readonly string[] {
  const leader = groupLeader(machine, controls, index);
  return machine.topology.functions
    .filter((candidate) => !isBridge(candidate.kind) && candidate.physicalFunction === null)
    .filter((candidate) => groupLeader(machine, controls, candidate.index) === leader)
    .map((candidate) => candidate.name);
}

function groupLeader(machine: Machine, controls: readonly number[], index: number): number {
  let leader = index;
  let above = functionAt(machine, index).upstreamBridge;
  while (above !== null) {
    if (!isolates(machine, controls, above)) leader = above;
    above = functionAt(machine, above).upstreamBridge;
  }
  return leader;
}

/** A switch's upstream port alone in its slot has no peers and counts as isolating; a conventional bridge never does. */
function isolates(machine: Machine, controls: readonly number[], index: number): boolean {
  const bridge = functionAt(machine, index);
  if (bridge.kind === 'switch') return true;
  const state = machine.acs[index] ?? null;
  if (state === null || bridge.kind === 'pci_bridge') return false;
  const wanted = ISOLATION_BITS & state.capability;
  return ((controls[index] ?? 0) & wanted) === wanted;
}
