// Protects the list of assertions behind the Test view: every question with a `=` is in it and no other, names survive
// edits elsewhere, and what is shown side by side differs exactly where the assertion does not hold.

import { describe, expect, it } from 'vitest';
import type { Assertion } from '../../server/features/assertions';
import { assertionsIn, scenariosIn } from '../../server/features/assertions';
import { tree } from '../language/query-machine';
import { analyseFiles, analyseText, fileUri, URI } from './fixture';

const MACHINE = `kernel 6.15\n${tree()}`;
const LIST = 'sgl l { ram 4KiB p2pmem nvme0 4KiB }\n';

function listed(text: string): readonly Assertion[] {
  return assertionsIn(analyseText(text), URI);
}

/** Of the one assertion of a machine. */
function only(asserted: string): Assertion {
  const [assertion, ...others] = listed(`${MACHINE}${LIST}${asserted}\n`);
  if (assertion === undefined || others.length > 0) throw new Error(`expected one assertion in ${asserted}`);
  return assertion;
}

describe('assertions of a file', () => {
  const text = `${MACHINE}${LIST}pair nvme0 -> mlx0 = bus_addr
pair nvme1 -> mlx0
map l -> mlx0 = physical 4KiB, bus 4KiB
provider for nvme1 = nvme1
nvmet s {
  port mlx0
  namespace nvme0 p2pmem auto = nvme0
  namespace nvme1
}
scenario redirected {
  iommu on
  pair nvme0 -> mlx0 = thru_host_bridge
}
`;

  it('are every question with an answer asserted, in the order of the text, all of which hold here', () => {
    const all = listed(text);
    expect(all.map(({ scenario, label }) => [scenario, label])).toEqual([
      [null, 'pair nvme0 -> mlx0'],
      [null, 'map l -> mlx0'],
      [null, 'provider for nvme1'],
      [null, 'nvmet s: namespace nvme0'],
      ['redirected', 'pair nvme0 -> mlx0'],
    ]);
    expect(all.map(({ holds, message }) => [holds, message])).toEqual(Array(5).fill([true, '']));
    for (const { expected, actual } of all) expect(actual).toBe(expected);
    expect(text.slice(all[2]?.range.start, all[2]?.range.end)).toBe('provider for nvme1 = nvme1');
  });

  it('keep their names after an edit before them, and equal ones have names of their own', () => {
    const names = (of: string): readonly string[] => listed(of).map(({ id }) => id);
    expect(names(`// a line\n${text}`)).toEqual(names(text));
    expect(new Set(names(`${text}${text.slice(text.indexOf('pair nvme0'), text.indexOf('pair nvme1'))}`)).size).toBe(6);
  });

  it('stand in scenarios whose names have places', () => {
    const [scenario, ...others] = scenariosIn(analyseText(text), URI);
    expect(others).toEqual([]);
    expect(scenario?.name).toBe('redirected');
    expect(text.slice(0, scenario?.range.end).endsWith('\nscenario redirected')).toBe(true);
  });

  it('are those of the file that was asked about, across an include', () => {
    const analysis = analyseFiles({
      'machine.p2p': `${MACHINE}include "asked.p2p"\npair nvme1 -> mlx0 = bus_addr\n`,
      'asked.p2p': 'pair nvme0 -> mlx0 = bus_addr\n',
    });
    const labels = (name: string): readonly string[] => assertionsIn(analysis, fileUri(name)).map(({ label }) => label);
    expect(labels('asked.p2p')).toEqual(['pair nvme0 -> mlx0']);
    expect(labels('machine.p2p')).toEqual(['pair nvme1 -> mlx0']);
  });
});

describe('an assertion that does not hold', () => {
  it.each([
    ['pair nvme2 -> mlx0 = bus_addr', 'bus_addr', 'thru_host_bridge'],
    ['pair nvme0, nvme2 -> mlx0 = bus_addr', 'nvme2 -> mlx0 = bus_addr', 'nvme2 -> mlx0 = thru_host_bridge'],
    ['map l -> mlx0 = physical 4096B, bus 8KiB', 'physical 4KiB\nbus 8KiB', 'physical 4KiB\nbus 4KiB'],
    ['map l -> mlx0 = 3 segments', '3 segments', '2 segments'],
    ['map l -> mlx0 = EIO', 'EIO', 'physical 4KiB\nbus 4KiB'],
    ['provider for mlx0 = none', 'none', 'nvme0, nvme1'],
    ['nvmet s { port mlx0 namespace nvme0 = nvme0 }', 'nvme0', 'none'],
  ])('says what was expected and what is: %s', (asserted, expected, actual) => {
    expect(only(asserted)).toMatchObject({ expected, actual, holds: false });
  });

  it('has the words of the finding, also where a comment accepts it', () => {
    expect(only('pair nvme2 -> mlx0 = bus_addr').message).toContain('THRU_HOST_BRIDGE');
    const accepted = only('// p2p-ignore pair-mismatch: known\npair nvme2 -> mlx0 = bus_addr');
    expect(accepted).toMatchObject({ holds: false, message: 'The kernel does something else.' });
  });
});

describe('an assertion without an answer', () => {
  it('is undecided with its reason where something is not known', () => {
    const [undecided] = listed(`kernel 6.15\niommu on\n${tree('')}pair nvme2 -> mlx0 = thru_host_bridge\n`);
    expect(undecided).toMatchObject({ holds: 'undecided', actual: 'undecided' });
    expect(undecided?.message).not.toBe('');
  });

  it('is not evaluated where a fault elsewhere stands in the way', () => {
    const [faulty] = listed(`${MACHINE}pair nvme0, nvme9 -> mlx0 = bus_addr\n`);
    expect(faulty).toMatchObject({ holds: null, actual: 'not evaluated' });
    expect(faulty?.message).toContain('fault');
  });
});
