// A booted machine in the words of the literal model (test/core/literal-model.ts).

import type { Machine } from '../../core/machine';
import { deviceFunction, formatAddress, formatBus } from '../../core/pci/address';
import type { HostBridge } from '../../core/pci/topology';
import type { LiteralFunction, LiteralKernel } from '../core/literal-model';

export interface LiteralFunctions {
  /** By function index. */
  readonly functions: readonly LiteralFunction[];
  /** Functions at 00.0 of which the description gives the id only. */
  readonly representatives: readonly LiteralFunction[];
}

/** Every id that a decision needs must be known. */
export function literalFunctions({ topology, acs }: Machine): LiteralFunctions {
  const busOf = (hostBridge: HostBridge | undefined): string =>
    hostBridge === undefined ? '' : formatBus(hostBridge.domain, hostBridge.bus);
  const functions: LiteralFunction[] = [];
  // Bridges come before what is below them.
  for (const device of topology.functions) {
    functions.push({
      name: formatAddress(device.address),
      upstream: device.upstreamBridge === null ? null : (functions[device.upstreamBridge] ?? null),
      rootBus: busOf(topology.hostBridges[device.hostBridge]),
      devfn: deviceFunction(device.address),
      isRootPort: device.kind === 'root_port',
      vendor: device.id?.vendor ?? 0,
      device: device.id?.device ?? 0,
      control: acs[device.index]?.control ?? null,
      virt: device.dma.ops === 'virt',
    });
  }
  const representatives = topology.hostBridges.flatMap((hostBridge): readonly LiteralFunction[] => {
    if (hostBridge.unwritten.kind !== 'id') return [];
    const { vendor, device } = hostBridge.unwritten.id;
    const rootBus = busOf(hostBridge);
    const place = { name: `${rootBus}:00.0`, upstream: null, rootBus, devfn: 0, isRootPort: false };
    return [{ ...place, vendor, device, control: null, virt: false }];
  });
  return { functions, representatives };
}

/** Upstream releases only, on an Intel machine. */
export function literalKernel({ settings }: Machine): LiteralKernel {
  const [major = 0, minor = 0] = settings.kernel.label.split('.').map(Number);
  return { major, minor, series: null, amdFamily: null, iommu: settings.iommu !== 'off', is64Bit: true };
}
