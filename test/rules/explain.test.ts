// Protects the sentences about verdicts: for each rule of the kernel the clause that says why, on the versions where it
// decides; what was asked after the walk; what is assumed or missing, with the line that settles it; the price of a fix.

import { describe, expect, it } from 'vitest';
import { decidePair } from '../../core/p2pdma/decide';
import { proposeRepair } from '../../core/p2pdma/repair';
import type { Machine } from '../../core/machine';
import type { Rule, Verdict } from '../../core/p2pdma/verdict';
import { explainHops } from '../../server/language/explain/hops';
import { listWords } from '../../server/language/explain/names';
import { repairPrice } from '../../server/language/explain/price';
import { because } from '../../server/language/explain/reason';
import { siliconCaveat } from '../../server/language/explain/silicon';
import { stepSentences } from '../../server/language/explain/steps';
import { assumptionSentences, undecidedSentences } from '../../server/language/explain/unknown';
import { analyseText } from '../features/fixture';

const SWITCH = (id: string): string => `host_bridge pci0 @ 0000:00${id} {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 {
      port @ 02:00.0 { nvme nvme0 @ 03:00.0 }
      port @ 02:01.0 { nic mlx0 @ 04:00.0 }
    }
  }
}
`;
const SOFTWARE_RDMA = SWITCH('').replace('mlx0 @ 04:00.0', 'mlx0 @ 04:00.0 { dma { ops virt } }');
const ROOT_PORTS = (id: string): string => `host_bridge pci0 @ 0000:00${id} {
  root_port @ 00:01.0 { nvme nvme0 @ 01:00.0 }
  root_port @ 00:02.0 { nic mlx0 @ 02:00.0 }
}
`;
const TWO_BRIDGES = (
  id: string,
): string => `host_bridge pci0 @ 0000:00 ${id} { root_port @ 00:01.0 { nvme nvme0 @ 01:00.0 } }
host_bridge pci1 @ 0000:40 ${id} { root_port @ 40:01.0 { nic mlx0 @ 41:00.0 } }
`;

function decided(text: string): { readonly machine: Machine; readonly verdict: Verdict } {
  const analysis = analyseText(text);
  expect(analysis.diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  const machine = analysis.evaluations[0]?.machine;
  if (machine === undefined) throw new Error('expected an evaluation, found none');
  const index = (name: string): number => machine.topology.functions.findIndex((candidate) => candidate.name === name);
  return { machine, verdict: decidePair(machine, index('nvme0'), index('mlx0')) };
}

const REASONS: readonly (readonly [Rule, string, string])[] = [
  ['common-bridge', SWITCH(''), 'They meet at sw0 0000:01:00.0, and nothing on the path redirects.'],
  [
    'acs-redirect',
    `kernel 5.3 iommu on ${SWITCH('')}`,
    '0000:02:00.0 and 0000:02:01.0 redirect (RR CR), and before 5.4 a redirected path is refused.',
  ],
  [
    'no-common-bridge',
    `kernel 5.1 ${ROOT_PORTS('')}`,
    'They share no upstream bridge, and before 5.2 that is refused.',
  ],
  [
    'no-common-bridge',
    `kernel 5.3 ${ROOT_PORTS(' [8086:2f00]')}`,
    'They share no upstream bridge, which 5.3 accepts only between AMD Zen root complexes (1022:1450) without an IOMMU.',
  ],
  [
    'root-complex',
    `kernel 5.2 cpu amd ${ROOT_PORTS(' [1022:1450]')}`,
    'They share no upstream bridge, but both root complexes are AMD Zen (1022:1450) and there is no IOMMU.',
  ],
  [
    'cpu',
    `cpu amd family 0x19 ${ROOT_PORTS('')}`,
    'They share no upstream bridge, but traffic of an AMD CPU of family 0x17 or later may cross the host bridge.',
  ],
  [
    'whitelist',
    ROOT_PORTS(' [8086:09a2]'),
    'They share no upstream bridge, but host bridge 8086:09a2 is listed (since 5.18).',
  ],
  [
    'whitelist-same-host-bridge',
    ROOT_PORTS(' [8086:2f00]'),
    'They share no upstream bridge, but host bridge 8086:2f00 is listed for pairs below one host bridge, as these are.',
  ],
  [
    'same-host-bridge-only',
    TWO_BRIDGES('[8086:2f00]'),
    'They share no upstream bridge and host bridge 8086:2f00 is listed only for pairs below one host bridge.',
  ],
  [
    'not-listed',
    `kernel 7.1 ${ROOT_PORTS(' [8086:0b25]')}`,
    'They share no upstream bridge and host bridge 8086:0b25 is not listed before 7.2.',
  ],
  [
    'not-listed',
    ROOT_PORTS(' [8086:4c43]'),
    'They share no upstream bridge and host bridge 8086:4c43 is not listed in any kernel up to 7.3.',
  ],
  [
    'not-listed',
    `cpu intel ${ROOT_PORTS(' [1022:1450]')}`,
    'They share no upstream bridge and host bridge 1022:1450 is no longer listed (5.2 to 5.8).',
  ],
  [
    'not-listed',
    `kernel 5.9 ${ROOT_PORTS(' [1022:15d0]')}`,
    'They share no upstream bridge and host bridge 1022:15d0 is no longer listed (5.8).',
  ],
  [
    'not-listed',
    `kernel 5.7 ${ROOT_PORTS(' [1022:1630]')}`,
    'They share no upstream bridge and host bridge 1022:1630 is not listed before 5.8.',
  ],
  [
    'no-representative',
    `kernel 5.18 ${ROOT_PORTS(' [none]')}`,
    'They share no upstream bridge and nothing speaks for host bridge pci0: its first function is not at 00.0.',
  ],
  [
    'no-representative',
    `kernel 5.10 ${ROOT_PORTS(' [none]')}`,
    'They share no upstream bridge and nothing speaks for host bridge pci0: it has no function at 00.0.',
  ],
  ['virtual-dma', `kernel 5.10 ${SOFTWARE_RDMA}`, 'mlx0 does its DMA in software (dma_virt_ops), which 5.10 refuses.'],
  [
    'virtual-dma',
    `kernel 5.11 ${SOFTWARE_RDMA}`,
    'mlx0 does its DMA in software, and its DMA device is no PCI device.',
  ],
  ['architecture', `arch i386 ${SWITCH('')}`, 'It needs a 64-bit kernel, and arch is i386.'],
  [
    'unknown',
    ROOT_PORTS(''),
    'They share no upstream bridge, and the rest hinges on the function at 00.0 of host bridge pci0.',
  ],
];

describe('because', () => {
  it.each(REASONS)('%s', (rule, text, sentence) => {
    const { machine, verdict } = decided(text);
    expect(verdict.rule).toBe(rule);
    expect(because(machine, verdict)).toBe(sentence);
  });

  it('has an example of every rule', () => {
    const all: Readonly<Record<Rule, true>> = {
      'common-bridge': true,
      'acs-redirect': true,
      'no-common-bridge': true,
      cpu: true,
      'root-complex': true,
      whitelist: true,
      'whitelist-same-host-bridge': true,
      'not-listed': true,
      'same-host-bridge-only': true,
      'no-representative': true,
      'virtual-dma': true,
      architecture: true,
      unknown: true,
    };
    expect([...new Set(REASONS.map(([rule]) => rule))].sort()).toEqual(Object.keys(all).sort());
  });
});

describe('what was asked after the walk', () => {
  it('names the function that speaks for the host bridge, and since when it is listed', () => {
    const { machine, verdict } = decided(`kernel 5.17 ${ROOT_PORTS(' [8086:09a2]')}`);
    expect(stepSentences(machine, verdict)).toEqual([
      'CPU intel: not accepted by itself (amd family 0x17 or later is).',
      '00.0 8086:09a2 speaks for host bridge pci0.',
      '8086:09a2: not on the list of 5.17 (listed since 5.18).',
    ]);
  });

  it('says when an entry was on the list that has gone', () => {
    const listing = (settings: string, id: string): string | undefined => {
      const { machine, verdict } = decided(`${settings} ${ROOT_PORTS(` [${id}]`)}`);
      return stepSentences(machine, verdict).at(-1);
    };
    expect([listing('kernel 6.1', '1022:1450'), listing('kernel 6.1', '1022:1630'), listing('', '8086:4c43')]).toEqual([
      '1022:1450: not on the list of 6.1 (listed from 5.2 to 5.8).',
      '1022:1630: not on the list of 6.1 (listed in 5.8).',
      '8086:4c43: not on the list of 7.3 (nor on any other up to 7.3).',
    ]);
  });

  it('says once what holds for both host bridges, in the order of the kernel', () => {
    const { machine, verdict } = decided(TWO_BRIDGES('[8086:2020]'));
    expect(stepSentences(machine, verdict)).toEqual([
      'CPU intel: not accepted by itself (amd family 0x17 or later is).',
      '00.0 8086:2020 speaks for host bridge pci0.',
      '8086:2020: on the list of 7.3, since 5.6, for every pair.',
      '00.0 8086:2020 speaks for host bridge pci1.',
    ]);
  });

  it('names the root port that speaks for the host bridge from 5.19 on', () => {
    const { machine, verdict } = decided(
      `host_bridge pci0 @ 0000:00 [none] { root_port @ 00:01.0 [8086:2031] { nvme nvme0 @ 01:00.0 } nic mlx0 @ 00:02.0 }`,
    );
    expect(stepSentences(machine, verdict)).toContain('0000:00:01.0 8086:2031 speaks for host bridge pci0.');
  });
});

describe('a client with software RDMA', () => {
  it.each([
    ['5.10', 'mlx0 does its DMA in software (dma_virt_ops), which 5.10 refuses.'],
    ['5.11', 'mlx0 does its DMA in software, and its DMA device is no PCI device.'],
  ])('on %s', (kernel, sentence) => {
    const { machine, verdict } = decided(`kernel ${kernel} ${SOFTWARE_RDMA}`);
    expect(stepSentences(machine, verdict)).toEqual([sentence]);
  });
});

describe('what is missing or assumed', () => {
  it('is said with the line to add', () => {
    const { machine, verdict } = decided(`cpu amd ${ROOT_PORTS('')}`);
    expect(undecidedSentences(machine, verdict)).toEqual([
      'Not known: the family of the AMD CPU. Add it: cpu amd family 0x17 (Zen begins there).',
      'Not known: the function at 00.0 of host bridge pci0. Add its id: host_bridge pci0 @ 0000:00 [vvvv:dddd], or [none] if there is none.',
    ]);
  });

  it('is one sentence for all ports whose firmware bits matter', () => {
    const { machine, verdict } = decided(SWITCH(''));
    expect(assumptionSentences(machine, verdict)).toEqual([
      'Assumed: firmware left no ACS bits in 0000:02:00.0 and 0000:02:01.0. If it did, say so: acs auto firmware FLAGS.',
    ]);
    const notes = explainHops(machine, verdict).map(({ note }) => note);
    expect(notes).toEqual(['', 'firmware assumed none', 'common bridge', 'firmware assumed none', '']);
  });
});

describe('the price of clearing a redirect', () => {
  const priceOn = (settings: string): string => {
    const { machine, verdict } = decided(`${settings} ${SWITCH(' [8086:4c43]')}`);
    const [repair] = proposeRepair(machine, verdict.provider, verdict.client).repairs;
    if (repair === undefined) throw new Error('expected a repair, found none');
    expect(repair.option).toBe('disable_acs_redir');
    return repairPrice(machine, repair);
  };

  it('includes the other bits from 6.15 on, which starts from what firmware left', () => {
    expect(priceOn('kernel 6.15 iommu on')).toBe(
      'also lost: SV UF; no longer isolated from each other: nvme0 and mlx0',
    );
    expect(priceOn('kernel 6.10 iommu on')).toBe('no longer isolated from each other: nvme0 and mlx0');
  });
});

describe('silicon', () => {
  it('is mentioned where a client host bridge is in the way, and nowhere else', () => {
    const client = decided(ROOT_PORTS(' [8086:4c43]'));
    expect(siliconCaveat(client.machine, client.verdict)).toMatch(/^Client Intel root complexes \(Rocket Lake\)/);
    const server = decided(ROOT_PORTS(' [8086:09a2]'));
    expect(siliconCaveat(server.machine, server.verdict)).toBeNull();
  });
});

it('lists are cut', () => {
  expect(listWords(['a'])).toBe('a');
  expect(listWords(['a', 'b'])).toBe('a and b');
  expect(listWords(['a', 'b', 'c', 'd'])).toBe('a, b, c and d');
  expect(listWords(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});
