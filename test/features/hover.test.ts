// Protects hovers on what stands in a device's block and on stable kernels, and that hovers stay on a broken text, across an
// include and after an edit. Pairs, devices, maps and settings: worked-example.test.ts and queries.test.ts.

import { describe, expect, it } from 'vitest';
import { hover } from '../../server/features/hover/hover';
import { tree } from '../language/query-machine';
import { analyseFiles, analyseText, fileUri, offsetOf, URI } from './fixture';

function hoverOn(text: string, piece: string): string {
  return hover(analyseText(text), URI, offsetOf(text, piece, 0, 1))?.markdown ?? '';
}

describe('hover in the block of a device', () => {
  const TEXT = `kernel 6.15
iommu on
cmdline "pci=disable_acs_redir=0000:00:01.0"
host_bridge pci0 @ 0000:00 [8086:09a2] {
  bus_offset 1GiB
  root_port @ 00:01.0 {
    acs auto firmware SV RR caps SV RR CR
    nvme nvme0 @ 01:00.0 { bar 4 16MiB at 0x380000000000 p2pmem 8MiB offset 4MiB published bar 0 16KiB }
  }
}
`;

  it('says of acs which bits are set and where each comes from', () => {
    const shown = hoverOn(TEXT, 'acs auto');
    expect(shown).toContain('ACS control of `0000:00:01.0`: **`SV`**. Capability: `SV RR CR`');
    expect(shown).toContain('| `SV` | left by firmware |');
    expect(shown).toContain('| `RR\u00a0CR` | cleared by disable_acs_redir=0000:00:01.0 |');
  });

  it('says of a BAR where it is', () => {
    expect(hoverOn(TEXT, 'bar 4')).toContain(
      'BAR 4: 16MiB at `0x380000000000`, p2pmem 8MiB from 0x400000, bus address `0x380040400000`, published',
    );
    expect(hoverOn(TEXT, 'bar 0')).toMatch(/^`nvme0 0000:01:00\.0`\n\nBAR 0: 16KiB at `0x[0-9a-f]+` \(assigned\)$/);
  });
});

describe('hover on a kernel', () => {
  it.each([
    ['6.12.25', 'Since 6.12.25 it has from 6.15: pci=config'],
    ['6.12.30', 'Since 6.12.25 it has from 6.15: pci=config'],
    ['5.10.100', 'Since 5.10.70 it has from 5.14: the first function of the root bus'],
    ['6.12.30', 'Nothing new for peer-to-peer DMA since 6.11'],
  ])('%s: %s', (label, words) => {
    expect(hoverOn(`kernel ${label}\n`, label).replaceAll('\\', '')).toContain(words);
  });

  it.each(['6.12.24', '6.15', '5.15', '6.13.7'])('%s has nothing from a later one', (label) => {
    expect(hoverOn(`kernel ${label}\n`, label)).not.toContain('it has from');
  });
});

describe('hover on a host bridge', () => {
  it.each([
    ['cpu amd family 0x19', 'accepted by CPU rule (kernel 6.15)'],
    ['cpu intel', 'listed since 5.18 (kernel 6.15)'],
    ['kernel 5.1', 'kernel 5.1 asks no host bridge'],
  ])('%s: %s', (setting, words) => {
    const kernel = setting.startsWith('kernel') ? '' : 'kernel 6.15\n';
    expect(hoverOn(`${kernel}${setting}\n${tree()}`, 'pci0')).toContain(`00.0 \`8086:09a2\` speaks for it; ${words}.`);
  });
});

describe('hovers', () => {
  const PAIR = 'pair nvme0 -> mlx0\n';

  it('have the line over all kernels, a broken parameter with its end', () => {
    // Firmware left the redirect on: from 6.11 to 6.14 the parameter brings it back instead of clearing it.
    const acs = 'acs auto firmware RR';
    const text = `kernel 6.15\niommu on\ncmdline "pci=disable_acs_redir=0000:02:00.0;0000:02:02.0"\n${tree()
      .replace('port @ 02:00.0 {', `port @ 02:00.0 { ${acs}`)
      .replace('port @ 02:02.0 {', `port @ 02:02.0 { ${acs}`)}${PAIR}`;
    expect(hoverOn(text, 'pair nvme0')).toContain('By kernel: 4.20 bus · 6.11–6.14 parameter broken · 6.15 bus');
  });

  it('have the price of the fix: bits lost, isolation lost', () => {
    const text = `kernel 6.15\niommu on\n${tree()}pair nvme0 -> mlx0 = bus_addr\n`;
    expect(hoverOn(text, 'pair nvme0')).toMatch(
      /Fix: .*\(also lost: SV UF; no longer isolated from each other: nvme0 and mlx0\)/,
    );
  });

  it('stay on a broken text', () => {
    expect(hoverOn(`${tree()}${PAIR}pair nvme0 -> \nsgl l {`, 'pair nvme0')).toContain('**BUS_ADDR**');
    expect(hoverOn(`${tree()}${PAIR}pair nvme0 -> \nsgl l {`, 'nvme nvme0')).toContain('BUS_ADDR · 4');
  });

  it('reach across an include', () => {
    const texts = { 'root.p2p': `include "tree.p2p"\n${PAIR}`, 'tree.p2p': tree() };
    const analysis = analyseFiles(texts);
    const inRoot = hover(analysis, fileUri('root.p2p'), offsetOf(texts['root.p2p'], 'nvme0', 0, 1));
    expect(inRoot?.markdown).toContain('**BUS_ADDR**');
    const inTree = hover(analysis, fileUri('tree.p2p'), offsetOf(texts['tree.p2p'], 'bar 4', 0, 1));
    expect(inTree?.markdown).toContain('BAR 4: 16MiB at `0x380000000000`');
  });

  it('say the same after an edit elsewhere', () => {
    const text = `${tree()}${PAIR}`;
    const edited = `// a note\n${text}// another\n`;
    for (const piece of ['pair nvme0', 'nvme nvme0', 'sw0', 'pci0', 'bar 4']) {
      expect(hoverOn(edited, piece)).toBe(hoverOn(text, piece));
    }
  });
});
