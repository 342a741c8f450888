// The report names every ACS control flag that is not certain, whatever it rests on.

import { describe, expect, it } from 'vitest';
import { reportDevice } from '../../server/export/report-devices';
import { analyseText } from '../features/fixture';

/** The uncertain flags of the one root port. */
function unknownOf(settings: string, port: string): readonly string[] | undefined {
  const text = `${settings}\nhost_bridge pci0 @ 0000:00 [none] { root_port @ 00:01.0 ${port} }\n`;
  const machine = analyseText(text).evaluations[0]?.machine;
  const device = machine?.topology.functions[0];
  if (machine === undefined || device === undefined) throw new Error('expected one root port, found none');
  return reportDevice(machine, device).acs?.unknown;
}

// The entry names the port by an id that the file does not give: it may match, and then clears RR, CR and EC.
const BY_ID = 'iommu on\nkernel 6.1\ncmdline "pci=disable_acs_redir=pci:10b5:8747"';

describe('`unknown` of a function’s ACS', () => {
  it.each([
    ['what firmware left is assumed', '', '{ acs auto }', ['SV', 'TB', 'RR', 'CR', 'UF', 'EC', 'DT']],
    ['an entry may name it by its id', BY_ID, '{ acs auto firmware none }', ['RR', 'CR']],
    ['both', BY_ID, '{ acs auto }', ['TB', 'RR', 'CR', 'EC', 'DT']],
    ['the id is known', BY_ID, '[10b5:8747] { acs auto firmware none }', []],
    ['pinned', BY_ID, '{ acs SV RR }', []],
  ])('%s', (_, settings, port, wanted) => {
    expect(unknownOf(settings, port)).toEqual(wanted);
  });
});
