// Files for the tests of the command line, written to a folder of their own.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const TREE = `kernel 6.1
host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 { nvme nvme0 @ 01:00.0 { bar 4 2MiB p2pmem } }
  root_port @ 00:02.0 { nic mlx0 @ 02:00.0 }
}
`;

/** Without an IOMMU the ports keep what firmware left, which nobody has said. */
const BELOW_A_SWITCH = `host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 [11f8:4036] {
      port @ 02:00.0 { nvme nvme0 @ 03:00.0 }
      port @ 02:01.0 { nic mlx0 @ 04:00.0 }
    }
  }
}
`;

/** By file name: what it says of itself. */
const FILES = {
  'right.p2p': `${TREE}pair nvme0 -> mlx0 = not_supported\n`,
  'wrong.p2p': `${TREE}pair nvme0 -> mlx0 = bus_addr\n`,
  'broken.p2p': `${TREE}pare nvme0 -> mlx0\n`,
  'unknown-name.p2p': `${TREE}pair nvme0 -> mlx1\n`,
  'asks-only.p2p': `${TREE}pair nvme0 -> mlx0\n`,
  'empty.p2p': '',
  // Two ports `acs auto` with the IOMMU off: clear unless firmware set them. The second pair goes over pinned ports.
  'assumes.p2p': `host_bridge pci0 [8086:4c43] {
  root_port {
    switch {
      port { nvme nvme0 }
      port { nic mlx0 }
      port { acs none  nvme nvme1 }
      port { acs none  nic mlx1 }
    }
  }
}
pair nvme0 -> mlx0 = bus_addr
pair nvme1 -> mlx1 = bus_addr
`,
  'unanswered.p2p': `${TREE.replace('nic mlx0', 'nik mlx0')}pair nvme0 -> mlx0 = bus_addr\n`,
  // 601 functions: 361,201 pairs, and as many again for each scenario.
  'many.p2p': `host_bridge pci0 { root_port { nic mlx0 { vfs 600 } } }
scenario one { kernel 6.1 }
scenario two { kernel 5.10 }
`,
  'assumed.p2p': BELOW_A_SWITCH,
  'maps.p2p': `${TREE}sgl both {
  ram 4KiB at 0x100000
  p2pmem nvme0 4KiB
}
map both -> mlx0 = EREMOTEIO
provider for mlx0 = none
nvmet target {
  port mlx0
  namespace nvme0 p2pmem auto = EINVAL
}
scenario direct { map both -> nvme0 = 2 segments pair nvme0 -> mlx0 = bus_addr }
`,
  'maps-wrong.p2p': `${TREE}sgl peer { p2pmem nvme0 4KiB }\nmap peer -> mlx0 = bus 4KiB\n`,
} as const;

export interface MachineFolder {
  readonly folder: string;
  readonly remove: () => void;
}

export function makeMachineFolder(): MachineFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'peermap-cli-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(path.join(folder, name), text);
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
