// Functions and host bridges as the report prints them.

import type { Machine } from '../../core/machine';
import type { Representative } from '../../core/p2pdma/whitelist';
import { listHostBridge } from '../../core/p2pdma/whitelist';
import { acsFlags } from '../../core/pci/acs';
import { formatAddress, formatBus } from '../../core/pci/address';
import { formatId } from '../../core/pci/id';
import type { HostBridge, PciFunction } from '../../core/pci/topology';
import { peerMemory } from '../../core/providers/register';
import { hexText } from '../language/explain/sizes';
import type { ReportDevice, ReportHostBridge } from '../protocol/report';

export function reportDevice(machine: Machine, device: PciFunction): ReportDevice {
  const { functions, hostBridges } = machine.topology;
  const parent = device.upstreamBridge === null ? undefined : functions[device.upstreamBridge];
  const hostBridge = hostBridges[device.hostBridge];
  return {
    name: device.name,
    kind: device.kind,
    address: formatAddress(device.address),
    id: device.id === null ? null : formatId(device.id),
    parent: parent ? formatAddress(parent.address) : null,
    hostBridge: hostBridge?.name ?? '',
    acs: reportAcs(machine, device.index),
    p2pmem: reportMemory(machine, device),
    published: device.published,
  };
}

function reportAcs(machine: Machine, index: number): ReportDevice['acs'] {
  const acs = machine.acs[index];
  if (!acs) return null;
  return {
    capability: acsFlags(acs.capability),
    control: acsFlags(acs.control),
    unknown: acsFlags(acs.assumed | acs.unknown),
    from: acs.from,
  };
}

/** What this kernel registers, which may be less than the file says. */
function reportMemory(machine: Machine, device: PciFunction): ReportDevice['p2pmem'] {
  return peerMemory(machine, device.index).map(({ bar, offset, size, physical, busOffset }) => ({
    bar,
    offset: hexText(offset),
    size: hexText(size),
    physical: hexText(physical),
    bus: hexText(BigInt.asUintN(64, physical + busOffset)),
  }));
}

export function reportHostBridge(machine: Machine, hostBridge: HostBridge): ReportHostBridge {
  const { representative, listed } = listHostBridge(machine.topology, hostBridge, machine.settings.kernel.p2pdma);
  return {
    name: hostBridge.name,
    bus: formatBus(hostBridge.domain, hostBridge.bus),
    representative: reportRepresentative(machine, hostBridge, representative),
    listed,
  };
}

/** null: nobody speaks for the host bridge, or it is not known who. */
function reportRepresentative(
  machine: Machine,
  hostBridge: HostBridge,
  representative: Representative,
): ReportHostBridge['representative'] {
  switch (representative.kind) {
    case 'function': {
      const found = machine.topology.functions[representative.function];
      return found
        ? { address: formatAddress(found.address), id: found.id === null ? null : formatId(found.id) }
        : null;
    }
    case 'unwritten':
      return { address: `${formatBus(hostBridge.domain, hostBridge.bus)}:00.0`, id: formatId(representative.id) };
    case 'none':
    case 'unknown':
      return null;
  }
}
