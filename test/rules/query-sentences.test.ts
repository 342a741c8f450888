// Protects the sentences about answers: one for what became of each entry, one for why it begins a segment, one for each
// segment, failure, candidate and outcome of the NVMe-oF target.

import { describe, expect, test } from 'vitest';
import type { Evaluation } from '../../server/language/analysis';
import { candidateSentence } from '../../server/language/explain/choice';
import { mapAnswerText, mapAssertionText } from '../../server/language/explain/map-answer';
import { entrySentence, mapReason, segmentSentence, startSentence } from '../../server/language/explain/mapping';
import { nvmetAnswerText, nvmetSentence } from '../../server/language/explain/nvmet';
import type { Mapping } from '../../server/language/results';
import { evaluate, tree } from '../language/query-machine';

function mapped(text: string): { readonly evaluation: Evaluation; readonly mapping: Mapping } {
  const evaluation = evaluate(text);
  const mapping = evaluation.maps[0]?.mapping ?? null;
  if (mapping === null) throw new Error('expected a map that is answered, found none');
  return { evaluation, mapping };
}

function entries(settings: string, list: string, client = '', id = ' [8086:09a2]'): readonly string[] {
  const { evaluation, mapping } = mapped(`${settings}\n${tree(id, client)}sgl l { ${list} }\nmap l -> mlx0\n`);
  return mapping.entries.map((_entry, index) => entrySentence(evaluation.machine, mapping, index));
}

describe('what became of an entry', () => {
  test('memory, bus address, through the host bridge', () => {
    expect(entries('', 'ram 4KiB p2pmem nvme0 4KiB p2pmem nvme2 4KiB')).toEqual([
      'Ordinary memory, mapped as such.',
      'nvme0 -> mlx0 is BUS_ADDR: it keeps its PCI bus address.',
      'nvme2 -> mlx0 is THRU_HOST_BRIDGE: it is mapped as memory would be.',
    ]);
  });

  test('refused, undone, not reached', () => {
    const [undone, refused, behind] = entries('', 'ram 4KiB p2pmem nvme2 4KiB ram 4KiB', '', ' [8086:4c43]');
    expect(undone).toBe('Mapped, and undone: entry 2 fails.');
    expect(refused).toBe(
      'The whole list fails with EREMOTEIO: nvme2 -> mlx0 is NOT_SUPPORTED: they share no upstream bridge and host bridge 8086:4c43 is not listed in any kernel up to 7.3.',
    );
    expect(behind).toBe('Not reached: entry 2 fails.');
  });

  test('failed: out of reach of the mask, no bounce buffer', () => {
    const list = 'ram 4KiB at 0x1000000';
    expect(entries('cmdline "swiotlb=noforce"', list, 'dma { mask 0xffffff }')).toEqual([
      'The whole list fails with EIO: it ends at 0x1000fff, mlx0 reaches up to 0xffffff, and there is no bounce buffer.',
    ]);
    // The bounce buffer lies at 512 MiB: below this mask, above the other.
    expect(entries('', 'ram 4KiB at 0x40000000', 'dma { mask 0x3fffffff }')).toEqual([
      'Ordinary memory, mapped as such. It is copied through the bounce buffer.',
    ]);
    expect(entries('', list, 'dma { mask 0xffffff }')).toEqual([
      'The whole list fails with EIO: its bounce buffer ends at 0x20000fff, and mlx0 reaches up to 0xffffff.',
    ]);
  });

  test('no DMA mask, which the call takes for success: not mapped, and no failure', () => {
    // Without a mask __dma_map_sg_attrs() gives 0, and since 5.15 dma_map_sgtable() takes only what is negative for a failure.
    expect(entries('kernel 6.1', 'ram 4KiB', 'dma { mask 0 }')).toEqual([
      'Not mapped: without a DMA mask nobody looks at the list.',
    ]);
  });

  test('not known', () => {
    expect(entries('', 'ram 4KiB p2pmem nvme2 4KiB', '', '')).toEqual([
      'Not known: entry 2 is undecided.',
      'Not known: entry 2 is undecided.',
    ]);
  });

  test.each([
    ['kernel 5.17', '', 'dma_map_sgtable() of 5.17 takes it for memory, as every kernel before 6.0'],
    ['iommu on', 'dma { untrusted }', 'mlx0 is untrusted, and bouncing comes before that question'],
    ['', 'dma { ops custom }', 'the DMA operations of mlx0 are custom and take it for memory'],
    ['', 'dma { ops virt }', 'mlx0 does its DMA in software'],
  ])('nobody asks: %s %s', (settings, client, why) => {
    expect(entries(settings, 'ram 4KiB p2pmem nvme0 4KiB', client)[1]).toBe(
      `Nobody asks whether mlx0 reaches it: ${why}.`,
    );
  });

  test('the first page decides', () => {
    expect(entries('kernel 5.18', 'p2pmem nvme0 4KiB ram 4KiB')[1]).toBe(
      'The first page of the list decides for all: pci_p2pdma_map_sg() gives this entry a bus address too.',
    );
    expect(entries('kernel 5.18', 'p2pmem nvme2 4KiB p2pmem nvme0 4KiB')[1]).toBe(
      'The first page of the list decides for all: this entry goes through the host bridge too.',
    );
  });
});

describe('why an entry begins a segment', () => {
  function starts(list: string, client = '', settings = 'iommu on'): readonly (string | null)[] {
    const machine = tree(' [8086:09a2]', client);
    const clear = 'cmdline "pci=disable_acs_redir=0000:02:00.0;0000:02:01.0;0000:02:02.0"\n';
    const { evaluation, mapping } = mapped(`${settings}\n${clear}${machine}sgl l { ${list} }\nmap l -> mlx0\n`);
    return mapping.entries.map((_entry, index) => startSentence(evaluation.machine, mapping, index));
  }

  test('first, joined, partial, bus address and behind it', () => {
    expect(starts('ram 4KiB ram 2KiB ram 4KiB p2pmem nvme0 4KiB ram 4KiB')).toEqual([
      'The first segment in the IOVA range.',
      'Joins the segment before it: nothing lies between them in the IOVA range.',
      'Begins a segment: the entry before it does not fill its last page of the IOMMU.',
      'A segment of its own: a bus address joins nothing.',
      'Begins a segment: a bus address stands before it.',
    ]);
  });

  test('offset, largest segment, boundary with padding', () => {
    expect(starts('ram 4KiB ram 2KiB at 0x100200')[1]).toBe(
      'Begins a segment: it starts 0x200 into a page of the IOMMU.',
    );
    expect(starts('ram 4KiB ram 4KiB', 'dma { max_segment 6KiB }')[1]).toBe(
      'Begins a segment: joined, it would be longer than 6KiB, the longest of mlx0.',
    );
    // 4 KiB + 8 KiB would cross 8 KiB: 4 KiB stay unused, and the next begins on the boundary.
    expect(starts('ram 4KiB ram 8KiB', 'dma { boundary 8KiB }')).toEqual([
      'The first segment in the IOVA range. Behind it 4KiB of IOVA stay unused, so that the next entry does not cross the boundary of 8KiB.',
      'Begins a segment: the entry before it does not fill its last page of the IOMMU.',
    ]);
    expect(starts('ram 8KiB ram 4KiB', 'dma { boundary 8KiB }')[1]).toBe(
      'Begins a segment: no segment of mlx0 crosses a boundary of 8KiB.',
    );
  });

  test('without an IOMMU', () => {
    expect(starts('ram 4KiB', '', 'iommu off')).toEqual(['A segment of its own: without an IOMMU nothing is joined.']);
  });
});

describe('segments and lists', () => {
  const { evaluation, mapping } = mapped(
    `iommu on\n${tree()}sgl l { ram 4KiB p2pmem nvme2 4KiB ram 2KiB }\nmap l -> mlx0\n`,
  );

  test('a segment tells its entries, and that an IOVA is an example', () => {
    // Three granules, for which four are taken.
    expect(segmentSentence(mapping, 0)).toBe(
      '10KiB at IOVA 0xffffc000 (an example: a running machine hands out others): entries 1, 2 and 3.',
    );
    expect(segmentSentence(mapping, 1)).toBe('');
  });

  test('the list: one range of IOVA', () => {
    expect(mapReason(evaluation.machine, mapping)).toBe(
      'what is not reached by bus address shares one IOVA range of 12KiB',
    );
    expect(mapAnswerText(mapping.result)).toBe('iova 10KiB');
    expect(mapAssertionText(mapping.result)).toBe('iova 10KiB');
  });

  test.each([
    ['kernel 5.10', '4c43', 'p2pmem nvme2 4KiB', '0 (no error code)', '0 segments'],
    ['', '4c43', 'p2pmem nvme2 4KiB', 'EREMOTEIO', 'EREMOTEIO'],
    ['', '09a2', 'ram 0xe00 p2pmem nvme0 4KiB', 'physical 0xe00, bus 4KiB', 'physical 0xe00, bus 4KiB'],
    ['', '09a2', 'ram 4KiB '.repeat(9), '9 segments', Array.from({ length: 9 }, () => 'physical 4KiB').join(', ')],
    ['arch i386', '09a2', 'p2pmem nvme0 4KiB', 'impossible', null],
  ])('%s %s %s: %s', (settings, id, list, text, assertion) => {
    const found = mapped(`${settings}\n${tree(` [8086:${id}]`)}sgl l { ${list} }\nmap l -> mlx0\n`);
    expect(mapAnswerText(found.mapping.result)).toBe(text);
    expect(mapAssertionText(found.mapping.result)).toBe(assertion);
  });
});

describe('candidates', () => {
  function candidates(text: string): readonly string[] {
    const { machine, providers } = evaluate(text);
    const answer = providers[0]?.answer ?? null;
    if (answer === null) throw new Error('expected an answer, found none');
    return answer.choice.candidates.map((candidate) => candidateSentence(machine, answer, candidate));
  }

  test('nearest, farther, not published, refused, undecided', () => {
    expect(candidates(`${tree().replace('p2pmem published', 'p2pmem')}provider for mlx0\n`)).toEqual([
      'nvme0: its memory is not published, so it is never asked.',
      'nvme1: distance 4, the nearest.',
      'nvme2: distance 6, farther than the nearest at 4.',
    ]);
    expect(candidates(`${tree(' [8086:4c43]')}provider for mlx0\n`)).toEqual([
      'nvme0: distance 4, one of 2 nearest, among which the kernel draws.',
      'nvme1: distance 4, one of 2 nearest, among which the kernel draws.',
      'nvme2: nvme2 -> mlx0 is NOT_SUPPORTED: they share no upstream bridge and host bridge 8086:4c43 is not listed in any kernel up to 7.3.',
    ]);
    expect(candidates(`${tree('')}provider for mlx0\n`)[2]).toBe(
      'nvme2: distance 6 if it is supported, which hinges on the function at 00.0 of host bridge pci0.',
    );
  });

  test('software DMA: refused by name before 5.11, no PCI device since', () => {
    const text = (kernel: string): string =>
      `kernel ${kernel}\n${tree(' [8086:09a2]', 'dma { ops virt }')}provider for mlx0\n`;
    expect(candidates(text('5.10'))[0]).toBe(
      'nvme0: mlx0 does its DMA in software (dma_virt_ops), which 5.10 refuses.',
    );
    expect(candidates(text('5.11'))[0]).toBe(
      'nvme0: mlx0 does its DMA in software, and its DMA device is no PCI device.',
    );
  });
});

describe('the NVMe-oF target', () => {
  function told(namespace: string, id = ' [8086:09a2]', client = '', drive = ''): readonly [string, string] {
    const text = tree(id, client).replace('nvme nvme2 @ 06:00.0 {', `nvme nvme2 @ 06:00.0 { ${drive}`);
    const { machine, nvmet } = evaluate(`${text}nvmet s {\n  port mlx0\n  namespace ${namespace}\n}\n`);
    const [result] = nvmet[0]?.results ?? [];
    if (result === undefined) throw new Error('expected an answer, found none');
    return [nvmetAnswerText(machine, result.result), nvmetSentence(machine, result)];
  }

  const REFUSED = (pair: string): string =>
    `${pair} is NOT_SUPPORTED: they share no upstream bridge and host bridge 8086:4c43 is not listed in any kernel up to 7.3`;

  test.each([
    [told('nvme0 p2pmem auto'), 'nvme0', 'Buffers come from nvme0: it is the nearest published memory, at distance 4.'],
    [told('nvme0 p2pmem nvme2'), 'nvme2', 'Buffers come from nvme2: mlx0 reaches the memory that p2pmem names.'],
    [told('nvme0'), 'none', 'Buffers come from host memory: p2pmem of the namespace is off.'],
    [
      told('nvme0 p2pmem mlx0'),
      'none',
      'Buffers come from host memory: writing its p2pmem fails with ENODEV (PCI device has no peer-to-peer memory: 0000:05:00.0), and the namespace stays without.',
    ],
    [
      told('nvme0 p2pmem auto', ' [8086:09a2]', 'dma { ops custom }'),
      'none',
      'Buffers come from host memory: mlx0 is no client for peer-to-peer memory, because its DMA operations do not support P2PDMA.',
    ],
    [told('nvme2 p2pmem nvme2', ' [8086:4c43]'), 'none', `Buffers come from host memory: ${REFUSED('nvme2 -> mlx0')}.`],
    [told('nvme2 p2pmem auto', ' [8086:4c43]'), 'none', `Buffers come from host memory: ${REFUSED('nvme2 -> mlx0')}.`],
    [
      told('nvme2 p2pmem nvme0', ' [8086:4c43]'),
      'EINVAL',
      `Enabling the namespace fails with EINVAL: ${REFUSED('nvme0 -> nvme2')}.`,
    ],
    [
      told('nvme2 p2pmem auto', ' [8086:09a2]', '', 'dma { ops custom }'),
      'EINVAL',
      'Enabling the namespace fails with EINVAL: the queue of nvme2 takes no peer-to-peer pages, because its DMA operations do not support P2PDMA.',
    ],
    [
      told('nvme2 p2pmem nvme2', ''),
      'undecided',
      'Not known: nvme2 -> mlx0 is undecided (NOT_SUPPORTED or THRU_HOST_BRIDGE): they share no upstream bridge, and the rest hinges on the function at 00.0 of host bridge pci0.',
    ],
  ])('%s', ([answer, sentence], expectedAnswer, expectedSentence) => {
    expect(sentence).toBe(expectedSentence);
    expect(answer).toBe(expectedAnswer);
  });
});
