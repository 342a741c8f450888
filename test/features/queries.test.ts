// Protects what stands in the editor around map, sgl, provider for and nvmet. Expectations are derived by hand from the
// worked example of the language: BARs are assigned upwards from 0x380000000000 around the one that is written there, and a
// fresh domain hands out 16 KiB of IOVA at the end of the lower 4 GiB.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { at } from '../../server/features/navigation/at';
import { hover } from '../../server/features/hover/hover';
import { hintLabel } from '../../server/features/inlay/inlay-hint';
import { inlayHints } from '../../server/features/inlay/inlay-hints';
import { locate } from '../../server/features/navigation/locate';
import { outline } from '../../server/features/navigation/outline';
import type { Analysis } from '../../server/language/analysis';
import { analyseText, offsetOf, URI } from './fixture';
import { tree } from '../language/query-machine';

const TEXT = readFileSync(new URL('../language/example.p2p', import.meta.url), 'utf8');
const analysis = analyseText(TEXT);

function hoverIn(text: string, piece: string, into = 1): string {
  return hover(analyseText(text), URI, offsetOf(text, piece, 0, into))?.markdown ?? '';
}

function hoverOn(piece: string, into = 1): string {
  return hoverIn(TEXT, piece, into);
}

function hintsOf(text: string, of: Analysis = analyseText(text)): readonly (readonly [string, string])[] {
  return inlayHints(of, URI, { start: 0, end: text.length })
    .filter(({ kind }) => kind === 'verdict')
    .map((hint) => [text.slice(0, hint.offset).split('\n').at(-1)?.trim() ?? '', hintLabel(hint)]);
}

/** Two drives and an adapter: nvme0 and mlx0 below one switch, nvme1 alone; 8086:4c43 is on no list. */
const TREE = `host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 [11f8:4036] {
      port @ 02:00.0 { nvme nvme0 @ 03:00.0 { bar 4 16MiB at 0x380000000000 p2pmem published } }
      port @ 02:01.0 { nic mlx0 @ 04:00.0 }
      port @ 02:02.0 { nic mlx1 @ 05:00.0 { dma { ops custom } } }
    }
  }
  root_port @ 00:02.0 { nvme nvme1 @ 06:00.0 { bar 4 16MiB p2pmem } }
}
`;

describe('inlay hints', () => {
  it('say what was chosen, and only that it holds where the assertion gives the whole answer', () => {
    expect(hintsOf(TEXT, analysis).filter(([line]) => !line.startsWith('pair'))).toEqual([
      ['provider for mlx0 = nvme0, nvme1', '✓ nvme0, nvme1 · 4'],
      ['map read -> mlx0 = iova 0x1e00, bus 4KiB, iova 2KiB, iova 4KiB, bus 4KiB', '✓'],
      ['namespace nvme0 p2pmem auto = nvme0', '✓'],
      ['namespace nvme1 p2pmem nvme0 = nvme0', '✓'],
    ]);
  });

  it('name the error, and have no mark where nothing is asserted', () => {
    const text = `${TREE}sgl both { ram 4KiB p2pmem nvme0 4KiB p2pmem nvme1 4KiB }
map both -> mlx0 = bus 4KiB
map both -> mlx0
provider for nvme1
provider for mlx0, nvme1 = nvme0
`;
    expect(hintsOf(text)).toEqual([
      ['map both -> mlx0 = bus 4KiB', '✗ EREMOTEIO'],
      ['map both -> mlx0', 'EREMOTEIO'],
      ['provider for nvme1', 'none'],
      ['provider for mlx0, nvme1 = nvme0', '✗ none'],
    ]);
  });

  it('are cut after five segments', () => {
    const text = `${TREE}sgl long { ${'ram 4KiB '.repeat(7)}}\nmap long -> mlx0\n`;
    expect(hintsOf(text)).toEqual([['map long -> mlx0', `${'physical 4KiB, '.repeat(5)}… (7 segments)`]]);
  });

  it('show the ports of a namespace apart where they differ, the worst mark first', () => {
    const text = `${TREE}nvmet s {\n  port mlx0\n  port mlx1\n  namespace nvme0 p2pmem auto = nvme0\n}\n`;
    expect(hintsOf(text)).toEqual([['namespace nvme0 p2pmem auto = nvme0', '✗ mlx0: nvme0; mlx1: none']]);
  });
});

describe('hover on a map', () => {
  const shown = hoverOn('map read');

  it('says what the call returns and who mapped it', () => {
    expect(shown).toContain('`read` → `mlx0`: **5 segments**, `dma_map_sgtable()` by dma-iommu, kernel 6.15');
    expect(shown).toContain('one IOVA range of 16KiB');
  });

  it('has every entry with its place, its rule and its segment, counted from 1', () => {
    expect(shown).toMatch(/\| 1 \| ram 0x100200 \| 0xe00 \| .* \| 1 \|/);
    expect(shown).toMatch(/\| 2 \| ram 0x[0-9a-f]+ \(example\) \| 4KiB \| .*Joins the segment before it.* \| 1 \|/);
    expect(shown).toMatch(/\| 3 \| p2pmem nvme0 \+ 0x0 \| 4KiB \| nvme0 -> mlx0 is BUS_ADDR.* \| 2 \|/);
    expect(shown).toMatch(/\| 5 \| p2pmem nvme2 \+ 0x0 \| 4KiB \| nvme2 -> mlx0 is THRU_HOST_BRIDGE.* \| 4 \|/);
    expect(shown).toMatch(/\| 6 \| p2pmem nvme1 \+ 0x10000 \| 4KiB \| nvme1 -> mlx0 is BUS_ADDR.* \| 5 \|/);
  });

  it('has the segments as the device sees them, IOVAs marked as examples', () => {
    expect(shown).toContain(
      [
        '| 1 | iova 0xffffc200 (example) | 0x1e00 | 1, 2 |',
        '| 2 | bus 0x380020000000 | 4KiB | 3 |',
        '| 3 | iova 0xffffe000 (example) | 2KiB | 4 |',
        '| 4 | iova 0xfffff000 (example) | 4KiB | 5 |',
        '| 5 | bus 0x380000210000 | 4KiB | 6 |',
      ].join('\n'),
    );
  });

  it('names the error and the pair that causes it, and what became of the entries around it', () => {
    const text = `${TREE}sgl both { ram 4KiB p2pmem nvme1 4KiB ram 4KiB }\nmap both -> mlx0\n`;
    const failed = hoverIn(text, 'map both');
    expect(failed).toContain('`both` → `mlx0`: **EREMOTEIO**, `dma_map_sgtable()` by dma-direct');
    expect(failed).toContain('nvme1 -> mlx0 is NOT_SUPPORTED');
    expect(failed).toMatch(/\| 1 \| .*undone.* \|/);
    expect(failed).toMatch(/\| 3 \| .*Not reached.* \|/);
    expect(failed).not.toContain('| segment | out |');
  });

  it('has the words of the kernel of the posted series', () => {
    const text = `kernel p2pdma_map_ops_v1\n${TREE}sgl peer { p2pmem nvme0 4KiB }\nmap peer -> mlx0\n`;
    expect(hoverIn(text, 'map peer')).toContain('`dma_map_sg_p2pdma()` by dma-direct, kernel p2pdma_map_ops_v1');
  });
});

describe('hover on a map tells what drivers make of the pages', () => {
  const list = 'sgl l { ram 4KiB p2pmem nvme2 4KiB }\n';
  const shownFor = (settings: string, client: string): string =>
    hoverIn(`${settings}\n${tree(' [8086:4c43]')}${list}map l -> ${client}\n`, 'map l');

  it('dma_map_page() would ask nobody', () => {
    const trap = 'dma_map_page() on entry 2 would be a trap: it asks nobody and gives';
    expect(shownFor('', 'mlx0')).toContain(`${trap} physical address 0x380002000000, whether mlx0 reaches it or not.`);
    expect(shownFor('iommu on', 'mlx0')).toContain(`${trap} an IOVA, whether mlx0 reaches it or not.`);
    expect(hoverIn(`${tree()}sgl l { ram 4KiB }\nmap l -> mlx0\n`, 'map l')).not.toContain('page()');
  });

  // Before the error codes (6.0) every failure is tried again; then EREMOTEIO is a target error, and by the iterator (6.17) an invalid one.
  it.each([
    ['kernel 5.10', 'p2pmem nvme2 4KiB', 'BLK_STS_RESOURCE, and the request is tried again.'],
    ['kernel 6.1', 'p2pmem nvme2 4KiB', 'BLK_STS_TARGET, and the request ends with an error.'],
    ['kernel 6.17', 'p2pmem nvme2 4KiB', 'BLK_STS_INVAL, and the request ends with an error.'],
    ['kernel 6.17', 'p2pmem nvme0 4KiB', 'the request is started (BLK_STS_OK).'],
    ['kernel 6.17', 'ram 4KiB p2pmem nvme0 4KiB', 'never one request, because the block layer'],
  ])('nvme-pci as the client: %s, %s', (settings, entries, words) => {
    const text = `${settings}\n${tree(' [8086:4c43]')}sgl l { ${entries} }\nmap l -> nvme1\n`;
    expect(hoverIn(text, 'map l')).toContain(`As data of nvme-pci: ${words}`);
    expect(hoverIn(text.replace('-> nvme1', '-> mlx0'), 'map l')).not.toContain('nvme-pci:');
  });
});

describe('hover on a scatterlist', () => {
  it('sums it up, and says what becomes of it for each client that maps it', () => {
    const shown = hoverOn('sgl read');
    // 0xe00 + 4 KiB + 4 KiB + 2 KiB + 4 KiB + 4 KiB
    expect(shown).toContain("`read` · scatterlist · 6 entries, 0x5600: 3 of peer-to-peer memory, 3 of the host's");
    expect(shown).toContain('| `mlx0` | 6.15 | iova 0x1e00, bus 4KiB, iova 2KiB, iova 4KiB, … (5 segments) |');
  });

  it('says of an entry where it lies for the processor and on the bus', () => {
    const shown = hoverOn('p2pmem nvme1 4KiB');
    expect(shown).toContain('entry 6 · 4KiB');
    expect(shown).toContain(
      'Peer-to-peer memory of `nvme1 0000:04:00.0`, BAR 4, 0x10000 from the start of its 256MiB.',
    );
    expect(shown).toContain('Physical `0x380000210000–0x380000210fff`; bus `0x380000210000`.');
    expect(shown).toContain('bus 0x380000210000');
  });

  it('adds the bus offset of the host bridge, and says which addresses are examples', () => {
    const text = `${TREE.replace('{\n', '{\n  bus_offset -0x380000000000\n')}sgl peer { p2pmem nvme0 4KiB offset 8KiB ram 4KiB }\n`;
    expect(hoverIn(text, 'p2pmem nvme0 4KiB')).toContain('Physical `0x380000002000–0x380000002fff`; bus `0x2000`.');
    expect(hoverIn(text, 'ram 4KiB')).toContain('an example: the file gives no address');
    expect(hoverIn(text, 'sgl peer')).toContain('No `map` asks for it.');
  });
});

describe('hover on provider for and nvmet', () => {
  it('has every candidate with its map types and what became of it', () => {
    const shown = hoverOn('provider for mlx0');
    expect(shown).toContain('provider for mlx0: **nvme0, nvme1 · 4**, kernel 6.15');
    expect(shown).toMatch(/\| `nvme0 0000:03:00.0` \| BUS_ADDR · 4 \| .* \|/);
    expect(shown).toMatch(/\| `nvme2 0000:06:00.0` \| THRU_HOST_BRIDGE · 6 \| .*farther.* \|/);
  });

  it('says of memory that is not published that nobody asks for it', () => {
    expect(hoverIn(`${TREE}provider for mlx0\n`, 'provider for')).toMatch(
      /\| `nvme1 0000:06:00.0` \| {2}\| .*not published.* \|/,
    );
  });

  it('has the steps of a namespace and the lines of the kernel', () => {
    const shown = hoverOn('namespace nvme1');
    expect(shown).toContain('| `nvme1` | `mlx0` | ✓ nvme0 |');
    expect(shown).toContain('1. `p2pmem` names the memory of `nvme0`.');
    expect(shown).toContain('2. Enabling `nvme1`: done.');
    expect(shown).toContain('3. Creating a controller on `mlx0`: buffers from nvme0');
    expect(shown).toContain('using p2pmem on 0000:03:00.0 for nsid 2');
  });

  it('has all namespaces on the head of the block and on a port', () => {
    for (const shown of [hoverOn('nvmet subsys0'), hoverOn('port mlx0')]) {
      expect(shown).toContain('| `nvme0` | `mlx0` |');
      expect(shown).toContain('| `nvme1` | `mlx0` |');
      expect(shown).not.toContain('Enabling');
    }
  });

  it('says of a refused namespace that it is refused', () => {
    const text = `${TREE.replace(' published', '')}nvmet s { port mlx0 namespace nvme0 p2pmem auto }\n`;
    const shown = hoverIn(text, 'namespace nvme0');
    expect(shown).toContain('2. Enabling `nvme0`: **EINVAL**.');
    expect(shown).toContain('no peer-to-peer memory is available for /dev/nvme0n1');
    expect(shown).not.toContain('Creating a controller');
  });
});

describe('hover on a setting', () => {
  const settings = (...lines: readonly string[]): string => `${lines.join('\n')}\n${TREE}`;

  it('says what the IOMMU does to ACS and to scatterlists', () => {
    expect(hoverOn('iommu   on')).toContain('The kernel requests ACS');
    expect(hoverOn('iommu   on')).toContain('mapped by dma-iommu');
    const off = hoverIn(settings('iommu off'), 'iommu');
    expect(off).toContain('requests no ACS');
    expect(off).toContain('mapped by dma-direct');
    expect(hoverIn(settings('kernel 5.2', 'iommu on'), 'iommu')).toContain('closes the way through the root complex');
    expect(hoverIn(settings('kernel 5.2', 'iommu off'), 'iommu')).not.toContain('root complex');
    expect(hoverIn(settings('kernel 5.17', 'iommu off'), 'iommu')).toContain('`pci_p2pdma_map_sg()`');
  });

  it('says of a processor whether this kernel accepts it', () => {
    expect(hoverIn(settings('cpu amd family 0x17'), 'cpu')).toContain('accepts every host bridge of this processor');
    expect(hoverIn(settings('cpu amd'), 'cpu')).toContain('write the family');
    expect(hoverIn(settings('cpu amd family 0x15'), 'cpu')).toContain('before 0x17');
    expect(hoverIn(settings('cpu intel'), 'cpu')).toContain('asks the whitelist');
    expect(hoverIn(settings('kernel 5.8', 'cpu amd family 0x17'), 'cpu')).toContain('asks the whitelist');
    expect(hoverIn(settings('kernel 5.0', 'cpu amd family 0x17'), 'cpu')).toContain('every pair is refused');
    expect(hoverIn(settings('arch arm64', 'cpu intel'), 'cpu')).toContain('Ignored');
  });

  it('says of an architecture whether there is P2PDMA', () => {
    expect(hoverIn(settings('arch i386'), 'arch')).toContain('64-bit kernels only');
    expect(hoverIn(settings('kernel 5.17', 'arch i386'), 'arch')).toContain('still builds P2PDMA');
    expect(hoverIn(settings('arch arm64'), 'arch')).toContain('the whitelist alone decides');
  });
});

describe('outline', () => {
  it('has lists and queries in the order of the text', () => {
    expect(outline(analysis, URI).map(({ name, kind }) => [name, kind])).toEqual([
      ['pci0', 'host-bridge'],
      ['pair nvme0, nvme1 -> mlx0 = bus_addr', 'query'],
      ['pair nvme2 -> mlx0 = thru_host_bridge', 'query'],
      ['provider for mlx0 = nvme0, nvme1', 'query'],
      ['read', 'list'],
      ['map read -> mlx0 = iova 0x1e00, bus 4KiB, iova 2KiB, iova 4KiB, bus 4KiB', 'query'],
      ['nvmet subsys0', 'query'],
      ['stock', 'scenario'],
      ['before_listing', 'scenario'],
    ]);
  });
});

describe('what the cursor stands on, and back', () => {
  const text = `${TEXT}scenario again { kernel 6.1 provider for nvme2 map read -> mlx0 }\n`;
  const both = analyseText(text);
  const query = (kind: 'map' | 'provider' | 'nvmet', scenario: string | null) =>
    ({ kind: 'query', scenario, query: kind, index: 0 }) as const;

  it.each([
    ['map read', 0, 1, query('map', null)],
    ['mlx0 = iova', 0, 1, query('map', null)],
    ['sgl read', 0, 5, query('map', null)],
    ['ram 2KiB', 0, 1, query('map', null)],
    ['provider for', 0, 1, query('provider', null)],
    ['namespace nvme0', 0, 12, query('nvmet', null)],
    ['nvmet subsys0', 0, 1, query('nvmet', null)],
    ['provider for nvme2', 0, 1, query('provider', 'again')],
    ['map read', 1, 1, query('map', 'again')],
  ])('%s (%i)', (piece, nth, into, expected) => {
    expect(at(both, URI, offsetOf(text, piece, nth, into))).toEqual(expected);
  });

  it('finds a query by scenario, kind and index', () => {
    const sliceOf = (scenario: string | null, kind: 'map' | 'provider' | 'nvmet', index = 0): string | null => {
      const place = locate(both, { uri: URI, kind: 'query', scenario, query: kind, index });
      return place === null ? null : text.slice(place.range.start, place.range.end).replace(/\s.*/s, '');
    };
    expect([sliceOf(null, 'map'), sliceOf(null, 'provider'), sliceOf(null, 'nvmet')]).toEqual([
      'map',
      'provider',
      'nvmet',
    ]);
    expect(locate(both, { uri: URI, ...query('map', 'again') })?.range.start).toBe(offsetOf(text, 'map read', 1));
    expect(sliceOf(null, 'map', 1)).toBeNull();
    expect(sliceOf('gone', 'map')).toBeNull();
  });
});
