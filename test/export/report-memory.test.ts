// The report lists the peer-to-peer memory that the kernel registers, not what the file wishes for.

import { expect, it } from 'vitest';
import { reportDevice } from '../../server/export/report-devices';
import { analyseText } from '../features/fixture';

it.each([
  [
    'bar 4 16MiB at 0x380000000000 p2pmem 4MiB offset 2MiB',
    'bus_offset 0x1000',
    ['4 0x200000 0x400000 0x380000200000 0x380000201000'],
  ],
  // Since 6.14 nvme-pci leaves a buffer alone whose size is no multiple of 2 MiB.
  ['bar 4 1MiB p2pmem', '', []],
  ['bar 4 16MiB', '', []],
])('%s', (bar, bridge, wanted) => {
  const text = `host_bridge h [none] { ${bridge} root_port { nvme a { ${bar} } } }\n`;
  const machine = analyseText(text).evaluations[0]?.machine;
  const device = machine?.topology.functions.find(({ name }) => name === 'a');
  if (machine === undefined || device === undefined) throw new Error('expected the device, found none');
  const found = reportDevice(machine, device).p2pmem.map((each) =>
    [each.bar, each.offset, each.size, each.physical, each.bus].join(' '),
  );
  expect(found).toEqual(wanted);
});
