// Machines for the tests of reports, and the report of one of them.

import { makeReport } from '../../server/export/report';
import type { Report } from '../../server/protocol/report';
import { analyseText } from '../features/fixture';

/** nvme0 and mlx0 below one switch, nvme1 alone on its root port; host bridge 8086:4c43 is on no list. */
export const TREE = `host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 [11f8:4036] {
      port @ 02:00.0 { nvme nvme0 @ 03:00.0 { bar 4 16MiB at 0x380000000000 p2pmem published } }
      port @ 02:01.0 { nic mlx0 @ 04:00.0 }
    }
  }
  root_port @ 00:02.0 { nvme nvme1 @ 06:00.0 { bar 4 16MiB at 0x380001000000 p2pmem } }
}
`;

export function reportOf(text: string): Report {
  const analysis = analyseText(text);
  return makeReport(analysis, analysis.diagnostics, 'asked', () => 'machine.p2p');
}
