// What `provider for` and `nvmet` answer and when a claim holds, what a fault elsewhere leaves unanswered, and how much is
// answered at all. Distances: 4 below the switch, 6 across the host bridge.

import { describe, expect, test } from 'vitest';
import type { Holds } from '../../server/language/results';
import { checkFixture } from './fixture';
import { analyseText, chosen, evaluate, holdsOf, tree } from './query-machine';

describe('provider for', () => {
  test.each([
    ['mlx0 = nvme0, nvme1', true],
    ['mlx0 = nvme1, nvme0', true],
    ['mlx0 = nvme0', false],
    ['mlx0 = nvme0, nvme1, nvme2', false],
    ['mlx0 = none', false],
    ['nvme2 = nvme2', true],
    ['mlx0', null],
  ])('%s: %s', (query, holds) => {
    expect(holdsOf(evaluate(`${tree()}provider for ${query}\n`))).toEqual([holds]);
  });

  test('the sum of distances decides, and who cannot serve one client is out', () => {
    // Without a listed host bridge nvme2 reaches nobody but itself.
    const text = `${tree(' [8086:4c43]')}provider for mlx0, nvme2 = none\nprovider for mlx0, nvme0 = nvme0\n`;
    expect(holdsOf(evaluate(text))).toEqual([true, true]);
  });

  test('virtual functions are clients', () => {
    expect(chosen(evaluate(`${tree()}provider for mlx0.vf*\n`))).toEqual(['nvme0', 'nvme1']);
  });

  test('memory that is not published, or not registered, is not chosen', () => {
    const unpublished = tree().replace('p2pmem published', 'p2pmem');
    expect(chosen(evaluate(`${unpublished}provider for mlx0\n`))).toEqual(['nvme1']);
    const small = tree().replace('bar 4 16MiB at 0x380000000000', 'bar 4 1MiB at 0x380000000000');
    expect(chosen(evaluate(`${small}provider for mlx0\n`))).toEqual(['nvme1']);
  });

  test('what is not known leaves only that open which it can change', () => {
    const claims = ['nvme0, nvme1', 'nvme0', 'nvme2', 'none'];
    const text = (client: string, claim: string): string => `${tree('')}provider for ${client} = ${claim}\n`;
    // nvme2 is farther than the nearest, whatever its map type.
    expect(claims.map((claim) => holdsOf(evaluate(text('mlx0', claim)))[0])).toEqual([true, false, false, false]);
    // For both, every candidate crosses the host bridge.
    expect(claims.map((claim) => holdsOf(evaluate(text('nvme2, mlx0', claim)))[0])).toEqual([
      'undecided',
      'undecided',
      'undecided',
      'undecided',
    ]);
  });
});

describe('a device that could be as near as the nearest', () => {
  /** far: four hops up to the common switch and two down. near: two and four, if the host bridge is listed. */
  const text = (claim: string): string => `host_bridge pci0 {
  root_port {
    switch {
      port { switch { port { nvme far { bar 4 16MiB p2pmem published } } } }
      port { nic mlx0 }
    }
  }
  root_port { nvme near { bar 4 16MiB p2pmem published } }
  root_port { gpu other { bar 4 16MiB p2pmem } }
}
provider for mlx0 = ${claim}
`;

  test.each([
    ['far', 'undecided'],
    ['far, near', 'undecided'],
    ['none', false],
    ['other', false],
    ['far, other', false],
    ['near', false],
  ])('%s: %s', (claim, holds) => {
    const evaluation = evaluate(text(claim));
    expect(chosen(evaluation)).toEqual(['far']);
    expect(holdsOf(evaluation)).toEqual([holds]);
  });
});

describe('part of a tie that is sure', () => {
  /** To n from a and b: four hops up to the upper switch and two down; from c two and four, if the host bridge is listed. */
  const text = (claim: string): string => `host_bridge pci0 {
  root_port { switch {
    port { acs none switch {
      port { acs none nvme a { bar 4 16MiB p2pmem published } }
      port { acs none nvme b { bar 4 16MiB p2pmem published } }
    } }
    port { acs none nic n }
  } }
  root_port { nvme c { bar 4 16MiB p2pmem published } }
}
provider for n = ${claim}
nvmet s { port n namespace a p2pmem auto = ${claim} }
`;

  test.each([
    ['a', false],
    ['c', false],
    ['a, c', false],
    ['b, a', 'undecided'],
    ['a, b, c', 'undecided'],
  ])('%s: %s', (claim, holds) => {
    expect(holdsOf(evaluate(text(claim)))[0]).toBe(holds);
  });

  test('is no answer of nvmet either: for the drive itself its own memory is nearest', () => {
    // n and a together: 6 hops to a, 10 to b; c comes to 14.
    expect(holdsOf(evaluate(text('a')))[1]).toBe(true);
    expect(holdsOf(evaluate(text('b')))[1]).toBe(false);
  });
});

describe('nvmet', () => {
  function namespace(settings: string, id: string, line: string, client = ''): Holds | undefined {
    const text = `${settings}\n${tree(id, client)}nvmet s {\n  port mlx0\n  namespace ${line}\n}\n`;
    return holdsOf(evaluate(text))[0];
  }

  test.each([
    ['', ' [8086:09a2]', 'nvme0 p2pmem auto = nvme0', '', true],
    ['', ' [8086:09a2]', 'nvme0 p2pmem auto = nvme1', '', false],
    ['', ' [8086:09a2]', 'nvme0 = none', '', true],
    ['', ' [8086:09a2]', 'nvme0 p2pmem off = none', '', true],
    ['', ' [8086:09a2]', 'nvme0 p2pmem off = nvme0', '', false],
    ['', ' [8086:09a2]', 'nvme0 p2pmem nvme2 = nvme2', '', true],
    // The drive is not reached: enabling fails.
    ['', ' [8086:4c43]', 'nvme0 p2pmem nvme2 = EINVAL', '', true],
    ['', ' [8086:4c43]', 'nvme0 p2pmem nvme2 = none', '', false],
    ['', ' [8086:4c43]', 'nvme0 p2pmem nvme2 = EIO', '', false],
    // The drive is, the adapter is not: host memory.
    ['', ' [8086:4c43]', 'nvme2 p2pmem nvme2 = none', '', true],
    ['', ' [8086:4c43]', 'nvme2 p2pmem auto = none', '', true],
    // An adapter with DMA operations of its own is no client, since 6.0; before, any adapter is.
    ['', ' [8086:09a2]', 'nvme0 p2pmem auto = none', 'dma { ops custom }', true],
    ['kernel 5.19', ' [8086:09a2]', 'nvme0 p2pmem auto = nvme0', 'dma { ops custom }', true],
    ['', '', 'nvme2 p2pmem nvme2 = nvme2', '', 'undecided'],
    ['', '', 'nvme2 p2pmem nvme2 = EINVAL', '', false],
    // Not known whether mlx0 reaches nvme2: its memory or the host's, and never another's.
    ['', '', 'nvme2 p2pmem nvme2 = none', '', 'undecided'],
    ['', '', 'nvme2 p2pmem nvme2 = nvme0', '', false],
    ['', '', 'nvme2 p2pmem nvme2 = nvme2, nvme0', '', false],
    ['', '', 'nvme2 p2pmem auto = mlx0', '', false],
    // Nor whether the drive reaches the memory: enabling may fail.
    ['', '', 'nvme0 p2pmem nvme2 = EINVAL', '', 'undecided'],
    ['', '', 'nvme0 p2pmem nvme2 = EIO', '', false],
    ['', '', 'nvme0 p2pmem nvme2 = nvme2', '', 'undecided'],
    ['', '', 'nvme0 p2pmem nvme2 = nvme0', '', false],
    // An adapter with DMA operations of its own is no client, whatever the drive reaches.
    ['', '', 'nvme0 p2pmem nvme2 = nvme2', 'dma { ops custom }', false],
    ['', '', 'nvme0 p2pmem nvme2 = none', 'dma { ops custom }', 'undecided'],
  ])('%s %s %s %s: %s', (settings, id, line, client, holds) => {
    expect(namespace(settings, id, line, client)).toBe(holds);
  });

  test('configfs refuses a device without published memory, and the namespace stays without', () => {
    const { nvmet } = evaluate(`${tree()}nvmet s {\n  port mlx0\n  namespace nvme0 p2pmem mlx0 = none\n}\n`);
    expect(nvmet[0]?.results[0]).toMatchObject({
      holds: true,
      stored: { errno: 'ENODEV', message: 'PCI device has no peer-to-peer memory: 0000:05:00.0' },
    });
  });

  test('a port is a nic, a namespace an nvme; a device may be either, and what is neither is not evaluated', () => {
    const analysis = checkFixture(`
  host_bridge h [none] { root_port rp { acs none switch sw {
    port { nvme drive { vfs 2 } } port { nic adapter } port { device other } port { gpu g }
  } } }
  nvmet s {
    port adapter
    port drive
    //   ^^^^^ name-kind: \`drive\`: expected the name of a \`nic\`, or of a \`device\`, found that of an nvme; name one of the right kind
    port sw
    //   ^^ name-kind: …
    port other
    namespace drive
    namespace drive.vf0
    namespace adapter
    //        ^^^^^^^ name-kind: \`adapter\`: expected the name of an \`nvme\`, or of a \`device\`, found that of a nic; name one of the right kind
    namespace g
    //        ^ name-kind: …
    namespace sw
    //        ^^ name-kind: …
    namespace other p2pmem off
  }`);
    expect(analysis.evaluations[0]?.nvmet[0]?.results).toHaveLength(2 * 3);
  });

  test('a scenario may ask again of a subsystem of the machine, and two scenarios of one', () => {
    const analysis = checkFixture(`
  host_bridge h [none] { root_port { acs none switch { port { nvme d } port { nic n } } } }
  nvmet s { port n namespace d }
  scenario a { kernel 5.10 nvmet s { port n namespace d } nvmet t { port n namespace d } }
  scenario b {
    nvmet t { port n namespace d }
    nvmet t { port n namespace d }
    //    ^ name-duplicate: \`t\`: expected a name that is not taken, found that of an NVMe-oF subsystem in line 6; choose another one
    nvmet d { port n namespace d }
    //    ^ name-duplicate: \`d\`: expected a name that is not taken, found that of an nvme in line 2; choose another one
  }
  nvmet s { port n namespace d }
  //    ^ name-duplicate: …`);
    expect(analysis.evaluations[1]?.nvmet.map(({ results }) => results.length)).toEqual([1, 1]);
  });

  test('every namespace on every port', () => {
    const { nvmet, machine } = evaluate(
      `${tree()}nvmet s {\n  port mlx0\n  port mlx0.vf1\n  namespace nvme0\n  namespace nvme2\n}\n`,
    );
    const pairs = nvmet[0]?.results.map((each) =>
      [each.namespace, each.port].map((end) => machine.topology.functions[end.function]?.name).join('>'),
    );
    expect(pairs).toEqual(['nvme0>mlx0', 'nvme0>mlx0.vf1', 'nvme2>mlx0', 'nvme2>mlx0.vf1']);
  });
});

describe('faults elsewhere', () => {
  const QUERIES = `sgl l { p2pmem nvme0 4KiB }
map l -> mlx0 = bus 4KiB
provider for mlx0 = nvme0, nvme1
nvmet s {
  port mlx0
  namespace nvme0 p2pmem auto = nvme0
}
`;

  test('without one all of this holds', () => {
    expect(holdsOf(evaluate(`${tree()}${QUERIES}`))).toEqual([true, true, true]);
  });

  test.each([
    [
      'a BAR of the memory',
      (text: string) => text.replace('bar 4 16MiB at 0x380000000000', 'bar 4 16Mi at 0x380000000000'),
    ],
    [
      'the ACS bits of a port on the way',
      (text: string) => text.replace('port @ 02:00.0 {', 'port @ 02:00.0 { acs RX'),
    ],
    ['the client’s DMA settings', (text: string) => text.replace('vfs 2', 'vfs 2 dma { mask big }')],
    ['an address that is taken', (text: string) => text.replace('nvme0 @ 03:00.0', 'nvme0 @ 05:00.0')],
  ])('%s: nothing is claimed to hold or to fail', (_title, spoil) => {
    const analysis = analyseText(spoil(`${tree()}${QUERIES}`));
    expect(analysis.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    for (const evaluation of analysis.evaluations) {
      expect(holdsOf(evaluation).filter((holds) => holds !== null)).toEqual([]);
    }
  });

  test('a client whose DMA settings have a fault is not answered for memory alone either', () => {
    const text = `${tree(' [8086:09a2]', 'dma { mask big }')}sgl l { ram 4KiB }\nmap l -> mlx0 = physical 4KiB\n`;
    expect(holdsOf(evaluate(text))).toEqual([null]);
  });

  test.each([
    ['an entry', 'sgl l { ram 4Ki }\nmap l -> mlx0 = 3 segments'],
    ['the brace', 'sgl l { ram 4KiB \nmap l -> mlx0 = 3 segments'],
    ['a name in it', 'sgl l { p2pmem nvme9 4KiB }\nmap l -> mlx0 = 3 segments'],
    ['the name of the list', 'sgl l { ram 4KiB }\nmap ll -> mlx0 = 3 segments'],
    ['the client', 'sgl l { ram 4KiB }\nmap l -> mlx9 = 3 segments'],
    ['several clients', 'sgl l { ram 4KiB }\nmap l -> mlx0.vf* = 3 segments'],
  ])('%s: reported once, and the map is not answered', (_title, text) => {
    const { diagnostics, evaluations } = analyseText(`${tree()}${text}\n`);
    expect(diagnostics).toHaveLength(1);
    expect(evaluations[0]?.maps.map(({ holds, mapping }) => [holds, mapping])).toEqual(
      evaluations[0]?.maps.map(() => [null, null]),
    );
  });

  test('a claim that names an unknown device neither holds nor fails', () => {
    const { diagnostics, evaluations } = analyseText(`${tree()}provider for mlx0 = nvme0, nvme9\n`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['name-unknown']);
    expect(evaluations[0]?.providers[0]?.holds).toBeNull();
  });
});

describe('hostile sizes', () => {
  test('a list of 100,000 entries is refused where it is mapped, not where it stands', () => {
    const entries = 'ram 4KiB\n'.repeat(100_000);
    const { diagnostics, evaluations } = analyseText(`${tree()}sgl l {\n${entries}}\nmap l -> mlx0 = 1 segment\n`);
    expect(diagnostics.map(({ code }) => code)).toEqual(['query-too-large']);
    expect(evaluations[0]?.maps[0]).toMatchObject({ holds: null, mapping: null });
  });

  test('10,000 entries are mapped', () => {
    const entries = 'ram 4KiB\n'.repeat(10_000);
    const evaluation = evaluate(`iommu on\n${tree()}sgl l {\n${entries}}\nmap l -> mlx0 = iova 40000KiB\n`);
    expect(holdsOf(evaluation)).toEqual([true]);
  });

  test('many maps of one list end at the limit of all, with a finding for each that is left', () => {
    const entries = 'ram 4KiB\n'.repeat(8_000);
    const maps = 'map l -> mlx0\n'.repeat(20);
    const { diagnostics, evaluations } = analyseText(`${tree()}sgl l {\n${entries}}\n${maps}`);
    const answered = evaluations[0]?.maps.filter(({ mapping }) => mapping !== null).length ?? 0;
    // 100,000 entries: the list itself once, then once a map.
    expect(answered).toBe(11);
    expect(diagnostics.map(({ code }) => code)).toEqual(Array.from({ length: 9 }, () => 'query-too-large'));
  });

  test('a client list beyond the limit is refused', () => {
    const drives = [0, 1, 2].map((n) => `root_port { nvme nvme${String(n)} { bar 4 16MiB p2pmem published } }`);
    const text = `host_bridge pci0 [none] { root_port { nic mlx0 { vfs 20000 } } ${drives.join(' ')} }\nprovider for mlx0.vf* = none\n`;
    const { diagnostics, evaluations } = analyseText(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['query-too-large']);
    expect(evaluations[0]?.providers[0]).toMatchObject({ holds: null, answer: null });
  });
});
