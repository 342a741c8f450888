// Machines for the diagram's tests, written by hand: only the members that a drawing reads are worth saying.

import type { ReportDevice, ReportHostBridge } from '../../server/protocol/report';

export function hostBridge(name: string, bus: string, more: Partial<ReportHostBridge> = {}): ReportHostBridge {
  return { name, bus, representative: { address: `${bus}:00.0`, id: '8086:09a2' }, listed: 'any', ...more };
}

export function device(
  name: string,
  kind: string,
  address: string,
  parent: string | null,
  more: Partial<ReportDevice> = {},
): ReportDevice {
  const hostBridgeName = more.hostBridge ?? 'pci0';
  return {
    name,
    kind,
    address,
    id: null,
    parent,
    hostBridge: hostBridgeName,
    acs: null,
    p2pmem: [],
    published: false,
    ...more,
  };
}

/**
 *   row 0  pci0
 *       1  ├─ 00:01.0 root port
 *       2  │  └─ 01:00.0 sw0
 *       3  │     ├─ 02:00.0 port
 *       4  │     │  └─ 03:00.0 nvme0
 *       5  │     └─ 02:01.0 port
 *       6  │        └─ 04:00.0 mlx0
 *       7  └─ 00:02.0 root port
 *       8     └─ 05:00.0 nvme1
 *       9  pci1
 *      10  └─ 40:01.0 root port
 *      11     └─ 41:00.0 gpu0
 */
export const TWO_HOST_BRIDGES: {
  readonly hostBridges: readonly ReportHostBridge[];
  readonly devices: readonly ReportDevice[];
} = {
  hostBridges: [hostBridge('pci0', '0000:00'), hostBridge('pci1', '0000:40')],
  devices: [
    device('0000:00:01.0', 'root_port', '0000:00:01.0', null),
    device('sw0', 'switch', '0000:01:00.0', '0000:00:01.0'),
    device('0000:02:00.0', 'port', '0000:02:00.0', '0000:01:00.0'),
    device('nvme0', 'nvme', '0000:03:00.0', '0000:02:00.0'),
    device('0000:02:01.0', 'port', '0000:02:01.0', '0000:01:00.0'),
    device('mlx0', 'nic', '0000:04:00.0', '0000:02:01.0'),
    device('0000:00:02.0', 'root_port', '0000:00:02.0', null),
    device('nvme1', 'nvme', '0000:05:00.0', '0000:00:02.0'),
    device('0000:40:01.0', 'root_port', '0000:40:01.0', null, { hostBridge: 'pci1' }),
    device('gpu0', 'gpu', '0000:41:00.0', '0000:40:01.0', { hostBridge: 'pci1' }),
  ],
};

/** One network card with as many virtual functions below one root port. */
export function virtualFunctions(count: number): {
  readonly hostBridges: readonly ReportHostBridge[];
  readonly devices: readonly ReportDevice[];
} {
  const devices = [
    device('0000:00:01.0', 'root_port', '0000:00:01.0', null),
    device('mlx0', 'nic', '0000:01:00.0', '0000:00:01.0'),
  ];
  for (let index = 0; index < count; index += 1) {
    const address = `0000:01:${(1 + (index >> 3)).toString(16).padStart(2, '0')}.${index & 7}`;
    devices.push(device(`mlx0.vf${index}`, 'nic', address, '0000:00:01.0'));
  }
  return { hostBridges: [hostBridge('pci0', '0000:00')], devices };
}
