// Protects what stands in the editor around the worked example: hover, hints, outline, navigation, and the proof that
// the map panel shows. Expectations are derived by hand from the language reference and the kernel's rules.

import { describe, expect, it } from 'vitest';
import { at } from '../../server/features/navigation/at';
import { explainPair } from '../../server/features/explain/explain-pair';
import { hover } from '../../server/features/hover/hover';
import { hintLabel } from '../../server/features/inlay/inlay-hint';
import { inlayHints, inlayHintTooltip } from '../../server/features/inlay/inlay-hints';
import { locateDevice, locatePair } from '../../server/features/navigation/locate';
import { definition, highlights, references } from '../../server/features/navigation/navigation';
import { outline, type OutlineEntry } from '../../server/features/navigation/outline';
import { analyseText, offsetOf, URI } from './fixture';
import { WORKED_EXAMPLE as TEXT } from './worked-example';

const analysis = analyseText(TEXT);
const everywhere = { start: 0, end: TEXT.length };

function hoverOn(piece: string, nth = 0): string {
  return hover(analysis, URI, offsetOf(TEXT, piece, nth, 1))?.markdown ?? '';
}

function sliceOf(place: { readonly range: { readonly start: number; readonly end: number } } | null): string {
  return place === null ? '' : TEXT.slice(place.range.start, place.range.end);
}

describe('inlay hints', () => {
  const hints = inlayHints(analysis, URI, everywhere);

  it('say after every pair what the kernel decides, and whether that was asserted', () => {
    const verdicts = hints.filter(({ kind }) => kind === 'verdict');
    expect(verdicts.map((hint) => [TEXT.slice(0, hint.offset).split('\n').at(-1)?.trim(), hintLabel(hint)])).toEqual([
      ['pair nvme0, nvme1 -> mlx0 = bus_addr', '✓ 2 BUS_ADDR · 4'],
      ['pair nvme2, nvme0 -> mlx0 = thru_host_bridge', '✗ 1 THRU_HOST_BRIDGE, 1 BUS_ADDR · 4–6'],
      ['pair mlx0 -> nvme2', 'THRU_HOST_BRIDGE · 6'],
      ['pair nvme0 -> mlx0 = thru_host_bridge', '✓ THRU_HOST_BRIDGE · 4'],
      ['pair nvme0 -> mlx0 = not_supported', '✓ NOT_SUPPORTED · 4'],
    ]);
  });

  it('give the addresses that the scan would assign, where none is written', () => {
    const addresses = hints.filter(({ kind }) => kind === 'address');
    expect(addresses.map((hint) => [TEXT.slice(hint.offset - 9, hint.offset), hintLabel(hint)])).toEqual([
      ['root_port', '@ 0000:00:02.0'],
      ['vme nvme2', '@ 0000:06:00.0'],
    ]);
  });

  it('list the combinations of a query in the tooltip', () => {
    const mixed = hints.find((hint) => hintLabel(hint).startsWith('✗'));
    const tooltip = mixed === undefined ? null : inlayHintTooltip(analysis, URI, mixed.key);
    expect(tooltip).toContain('| `nvme2 -> mlx0` | THRU_HOST_BRIDGE · 6 |');
    expect(tooltip).toContain('| `nvme0 -> mlx0` | BUS_ADDR · 4 |');
  });

  it('are given for a range only', () => {
    const range = { start: 0, end: offsetOf(TEXT, 'pair nvme0') };
    const kinds = inlayHints(analysis, URI, range).map(({ kind }) => kind);
    expect(kinds).toEqual(['setting', 'setting', 'acs', 'acs', 'acs', 'address', 'address']);
  });
});

describe('hover on a device', () => {
  const shown = hoverOn('nvme1 @');

  it('says address, kind, id, chain and memory', () => {
    expect(shown).toContain('`nvme1 0000:04:00.0` · nvme · `[144d:a824]`');
    expect(shown).toContain('Below `0000:02:01.0` → `sw0 0000:01:00.0` → `0000:00:01.0` → `pci0 0000:00`');
    expect(shown).toContain('BAR 4: 512MiB at `0x380000000000`, p2pmem 256MiB from 0x200000, published');
  });

  it('has its verdict against every peer, both ways', () => {
    expect(shown).toContain('| `nvme0`, `mlx0` | BUS_ADDR · 4 | BUS_ADDR · 4 |');
    expect(shown).toContain('| `nvme2` | THRU_HOST_BRIDGE · 6 | THRU_HOST_BRIDGE · 6 |');
    expect(shown).not.toMatch(/\| .*`nvme1`.* \| BUS_ADDR/);
  });

  it('shows the documentation', () => {
    expect(hoverOn('nvme2 [144d')).toContain('The spare drive.');
  });

  it('says of a port what its ACS control is and where it comes from', () => {
    expect(hoverOn('root_port @')).toContain(
      'ACS control: `SV RR CR UF`, default of 6.15 with an IOMMU; `TB EC DT` up to firmware, assumed clear. Capability: all bits',
    );
  });
});

describe('hover on a pair', () => {
  it('explains a direct path hop by hop', () => {
    const shown = hoverOn('mlx0 = bus_addr');
    expect(shown).toContain('`nvme0` → `mlx0`: **BUS_ADDR**, distance 4, kernel 6.15');
    expect(shown).toContain('They meet at sw0 0000:01:00.0, and nothing on the path redirects.');
    expect(shown).toContain('| port | `0000:02:00.0` | none | cleared by disable_acs_redir |');
    expect(shown).toContain('| switch | `sw0 0000:01:00.0` | no ACS | common bridge |');
  });

  it('explains the combination that fails, of those of the name under the cursor', () => {
    const query = 'nvme2, nvme0 -> mlx0';
    expect(hover(analysis, URI, offsetOf(TEXT, query, 0, 1))?.markdown).toContain(
      '`nvme2` → `mlx0`: **THRU_HOST_BRIDGE**',
    );
    expect(hover(analysis, URI, offsetOf(TEXT, query, 0, 8))?.markdown).toContain('`nvme0` → `mlx0`: **BUS_ADDR**');
    expect(hoverOn('pair nvme2')).toContain('`nvme0` → `mlx0`: **BUS_ADDR**');
  });

  it('gives the words of the kernel, the history, the fix and its price in a scenario', () => {
    const shown = hoverOn('pair nvme0 -> mlx0 = thru');
    expect(shown).toContain('scenario `stock`');
    expect(shown).toContain('0000:05:00.0: ACS redirect is set between the client and provider (0000:03:00.0)');
    expect(shown).toContain('By kernel: 4.20 ✗ · 5.18 host bridge');
    expect(shown).toContain('pci=disable_acs_redir=0000:02:00.0;0000:02:02.0');
    expect(shown).toContain('also lost: SV UF; no longer isolated from each other: nvme0 and mlx0');
  });

  it('says of a host bridge in the way that it is not listed yet', () => {
    const shown = hoverOn('pair nvme0 -> mlx0 = not');
    expect(shown).toContain(
      '0000:02:00.0 and 0000:02:02.0 redirect (RR CR) and host bridge 8086:09a2 is not listed before 5.18.',
    );
    expect(shown).toContain('8086:09a2: not on the list of 5.17 (listed since 5.18).');
  });
});

describe('hover elsewhere', () => {
  it('says who speaks for a host bridge and since when it is listed', () => {
    expect(hoverOn('pci0 @')).toContain('00.0 `8086:09a2` speaks for it; listed since 5.18 (kernel 6.15).');
  });

  it('says of an entry of the command line what it does to which function', () => {
    const shown = hoverOn('pci:11f8:4036');
    expect(shown).toContain('| `0000:02:00.0` | `SV\u00a0RR\u00a0CR\u00a0UF` | none | Configured ACS to 0x0000 |');
    expect(shown).toContain('| `sw0 0000:01:00.0` |  | no ACS capability |');
  });

  it('says of a kernel what it changed', () => {
    expect(hoverOn('6.15')).toContain('repaired (also in 6.12.25)');
  });

  it('is silent on a brace', () => {
    expect(hover(analysis, URI, TEXT.length)).toBeNull();
  });
});

describe('outline', () => {
  const names = (entries: readonly OutlineEntry[]): readonly unknown[] =>
    entries.map(({ name, detail, children }) => [name, detail, ...(children.length > 0 ? [names(children)] : [])]);

  it('is the tree with address and id, then queries and scenarios', () => {
    expect(names(outline(analysis, URI))).toEqual([
      [
        'pci0',
        '0000:00 · 8086:09a2',
        [
          [
            'root_port',
            '0000:00:01.0 · 8086:352a',
            [
              [
                'sw0',
                '0000:01:00.0 · 11f8:4036',
                [
                  ['port', '0000:02:00.0 · 11f8:4036', [['nvme0', '0000:03:00.0 · 144d:a824']]],
                  ['port', '0000:02:01.0 · 11f8:4036', [['nvme1', '0000:04:00.0 · 144d:a824']]],
                  ['port', '0000:02:02.0 · 11f8:4036', [['mlx0', '0000:05:00.0 · 15b3:101d']]],
                ],
              ],
            ],
          ],
          ['root_port', '0000:00:02.0 · 8086:352b', [['nvme2', '0000:06:00.0 · 144d:a824']]],
        ],
      ],
      ['pair nvme0, nvme1 -> mlx0 = bus_addr', ''],
      ['pair nvme2, nvme0 -> mlx0 = thru_host_bridge', ''],
      ['pair mlx0 -> nvme2', ''],
      ['stock', '', [['pair nvme0 -> mlx0 = thru_host_bridge', '']]],
      ['before_listing', '', [['pair nvme0 -> mlx0 = not_supported', '']]],
    ]);
  });

  it('keeps every selection inside its range', () => {
    const check = (entries: readonly OutlineEntry[]): void => {
      for (const { range, selection, children } of entries) {
        expect(range.start <= selection.start && selection.end <= range.end).toBe(true);
        check(children);
      }
    };
    check(outline(analysis, URI));
  });
});

describe('what the cursor stands on, and back', () => {
  it('names the pair, the scenario and the device', () => {
    expect(at(analysis, URI, offsetOf(TEXT, 'nvme1 -> mlx0', 0, 1))).toEqual({
      kind: 'pair',
      scenario: null,
      provider: 'nvme1',
      client: 'mlx0',
    });
    expect(at(analysis, URI, offsetOf(TEXT, '= thru_host_bridge', 1))).toMatchObject({
      kind: 'pair',
      scenario: 'stock',
    });
    expect(at(analysis, URI, offsetOf(TEXT, 'mlx0 @', 0, 1))).toEqual({ kind: 'device', name: 'mlx0' });
    expect(at(analysis, URI, offsetOf(TEXT, 'port @ 02:01', 0, 1))).toEqual({ kind: 'device', name: '0000:02:01.0' });
    expect(at(analysis, URI, offsetOf(TEXT, 'pci0 @', 0, 1))).toEqual({ kind: 'device', name: 'pci0' });
    expect(at(analysis, URI, offsetOf(TEXT, 'kernel', 0, 1))).toBeNull();
  });

  it('finds devices by name and address, host bridges, and pairs by scenario', () => {
    expect(sliceOf(locateDevice(analysis, 'nvme1'))).toBe('nvme1');
    expect(locateDevice(analysis, '0000:02:01.0')?.range.start).toBe(offsetOf(TEXT, 'port @ 02:01'));
    expect(sliceOf(locateDevice(analysis, 'pci0'))).toBe('pci0');
    expect(locateDevice(analysis, 'nobody')).toBeNull();
    expect(sliceOf(locatePair(analysis, { scenario: null, provider: 'nvme1', client: 'mlx0' }))).toBe(
      'pair nvme0, nvme1 -> mlx0 = bus_addr',
    );
    expect(locatePair(analysis, { scenario: 'stock', provider: 'nvme0', client: 'mlx0' })?.range.start).toBe(
      offsetOf(TEXT, 'pair nvme0 -> mlx0 = thru'),
    );
    expect(locatePair(analysis, { scenario: 'stock', provider: 'nvme1', client: 'mlx0' })).toBeNull();
  });

  it('leads from a name to its declaration and to all its uses', () => {
    const use = offsetOf(TEXT, '-> nvme2', 0, 4);
    expect(definition(analysis, URI, use)?.range.start).toBe(offsetOf(TEXT, 'nvme2 [144d'));
    const places = references(analysis, URI, use, true).map(({ range }) => range.start);
    expect(places).toEqual([
      offsetOf(TEXT, 'nvme2 [144d'),
      offsetOf(TEXT, 'nvme2, nvme0'),
      offsetOf(TEXT, '-> nvme2', 0, 3),
    ]);
    expect(highlights(analysis, URI, use)).toHaveLength(3);
    expect(definition(analysis, URI, offsetOf(TEXT, 'kernel'))).toBeNull();
  });
});

describe('the proof of a pair', () => {
  it('is null for what the file does not have', () => {
    expect(explainPair(analysis, { scenario: 'gone', provider: 'nvme0', client: 'mlx0' })).toBeNull();
    expect(explainPair(analysis, { scenario: null, provider: 'gone', client: 'mlx0' })).toBeNull();
  });

  it('walks up to the common bridge and down to the client', () => {
    const proof = explainPair(analysis, { scenario: 'stock', provider: 'nvme0', client: 'mlx0' });
    expect(proof).toMatchObject({ mapType: 'THRU_HOST_BRIDGE', distance: 4, rule: 'whitelist', kernel: '6.15' });
    expect(proof?.hops.map(({ role, address, redirects }) => [role, address, redirects])).toEqual([
      ['provider', '0000:03:00.0', false],
      ['bridge', '0000:02:00.0', true],
      ['common-bridge', '0000:01:00.0', false],
      ['bridge', '0000:02:02.0', true],
      ['client', '0000:05:00.0', false],
    ]);
    expect(proof?.since).toEqual([
      { from: '4.20', to: '5.17', mapType: 'NOT_SUPPORTED', current: false },
      { from: '5.18', to: '7.3', mapType: 'THRU_HOST_BRIDGE', current: true },
    ]);
  });

  it('crosses the host bridge where there is no common bridge, and answers for pairs that nobody asked', () => {
    const proof = explainPair(analysis, { scenario: null, provider: 'nvme2', client: 'nvme1' });
    expect(proof?.hops.map(({ role, name }) => [role, name])).toEqual([
      ['provider', 'nvme2'],
      ['bridge', '0000:00:02.0'],
      ['host-bridge', 'pci0'],
      ['bridge', '0000:00:01.0'],
      ['bridge', 'sw0'],
      ['bridge', '0000:02:01.0'],
      ['client', 'nvme1'],
    ]);
    expect(proof?.fixes).toEqual([]);
  });

  it('offers no fix that would break an assertion of the same file', () => {
    const proof = explainPair(analysis, { scenario: 'stock', provider: 'nvme0', client: 'mlx0' });
    expect(proof?.fixes).toEqual([]);
  });

  it('offers the fix as an edit of the scenario where nothing contradicts it', () => {
    const text = TEXT.replace('mlx0 = thru_host_bridge\n}', 'mlx0\n}');
    const proof = explainPair(analyseText(text), { scenario: 'stock', provider: 'nvme0', client: 'mlx0' });
    const line = text.slice(0, offsetOf(text, 'cmdline ""')).split('\n').length - 1;
    expect(proof?.fixes[0]?.edits).toEqual([
      {
        uri: URI,
        range: { start: { line, character: 10 }, end: { line, character: 12 } },
        newText: '"pci=disable_acs_redir=0000:02:00.0;0000:02:02.0"',
      },
    ]);
  });
});
