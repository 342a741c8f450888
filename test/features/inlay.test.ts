// Protects the hints in the text: what stands behind which word, where a click on it leads, what its tooltip says, on a clean
// file, a broken one, across an include and after an edit. Hints are shown in the text between ⟦ and ⟧.

import { describe, expect, it } from 'vitest';
import type { InlayHint } from '../../server/features/inlay/inlay-hint';
import { hintLabel } from '../../server/features/inlay/inlay-hint';
import { inlayHints, inlayHintTooltip } from '../../server/features/inlay/inlay-hints';
import type { Analysis } from '../../server/language/analysis';
import { analyseFiles, analyseText, fileUri, offsetOf, URI } from './fixture';

const EVERYWHERE = { start: 0, end: Number.MAX_SAFE_INTEGER };

function hintsOf(analysis: Analysis, file = URI): readonly InlayHint[] {
  return inlayHints(analysis, file, EVERYWHERE);
}

/** The lines that have hints, with them, without indentation. */
function annotated(text: string, analysis = analyseText(text), file = URI): readonly string[] {
  let shown = text;
  for (const hint of [...hintsOf(analysis, file)].reverse()) {
    shown = `${shown.slice(0, hint.offset)}⟦${hintLabel(hint)}⟧${shown.slice(hint.offset)}`;
  }
  return shown
    .split('\n')
    .filter((line) => line.includes('⟦'))
    .map((line) => line.trim());
}

/** Each part that leads somewhere, with the text it leads to. */
function leads(hint: InlayHint | undefined, texts: Readonly<Record<string, string>>): readonly string[] {
  return (hint?.parts ?? []).flatMap(({ label, target }) => {
    if (target === null) return [];
    const name = target.file.slice(fileUri('').length);
    return [`${label} → ${name}: ${(texts[name] ?? '').slice(target.range.start, target.range.end)}`];
  });
}

/** nvme0 and mlx0 below one switch, nvme1 on a root port of its own. */
const TREE = `host_bridge pci0 @ 0000:00 [8086:4c43] {
  root_port @ 00:01.0 {
    switch sw0 @ 01:00.0 {
      port p0 @ 02:00.0 { nvme nvme0 @ 03:00.0 { bar 4 16MiB at 0x380000000000 p2pmem published } }
      port p1 @ 02:01.0 { nic mlx0 @ 04:00.0 }
    }
  }
  root_port @ 00:02.0 { nvme nvme1 @ 05:00.0 { bar 4 16MiB p2pmem } }
}
`;

describe('hints behind questions lead to where it was decided', () => {
  const texts = (settings: string, questions: string): Readonly<Record<string, string>> => ({
    'machine.p2p': `${settings}include "tree.p2p"\n${questions}\n`,
    'tree.p2p': TREE,
  });
  const leadsOf = (settings: string, questions: string): readonly string[] => {
    const all = texts(settings, questions);
    const hints = hintsOf(analyseFiles(all), fileUri('machine.p2p'));
    return leads(
      hints.find(({ kind }) => kind === 'verdict'),
      all,
    );
  };

  it.each([
    ['the common bridge', '', 'pair nvme0 -> mlx0', ['BUS_ADDR → tree.p2p: sw0']],
    ['the first port that redirects', 'iommu on\n', 'pair nvme0 -> mlx0', ['NOT_SUPPORTED → tree.p2p: p0']],
    ['the host bridge that refused', '', 'pair nvme1 -> mlx0', ['NOT_SUPPORTED → tree.p2p: pci0']],
    [
      'the CPU that is accepted',
      'cpu amd family 0x19\n',
      'pair nvme1 -> mlx0',
      ['THRU_HOST_BRIDGE → machine.p2p: cpu amd family 0x19'],
    ],
    [
      'one for each map type',
      '',
      'pair nvme0, nvme1 -> mlx0',
      ['1 BUS_ADDR → tree.p2p: sw0', '1 NOT_SUPPORTED → tree.p2p: pci0'],
    ],
    ['the provider', '', 'provider for mlx0', ['nvme0 → tree.p2p: nvme0']],
    [
      'the entries of the segments',
      '',
      'sgl l { ram 4KiB p2pmem nvme0 8KiB }\nmap l -> mlx0',
      ['physical 4KiB → machine.p2p: ram 4KiB', 'bus 8KiB → machine.p2p: p2pmem nvme0 8KiB'],
    ],
    [
      'the entry that fails',
      '',
      'sgl l { ram 4KiB p2pmem nvme1 8KiB }\nmap l -> mlx0',
      ['EREMOTEIO → machine.p2p: p2pmem nvme1 8KiB'],
    ],
    ['the memory of a namespace', '', 'nvmet s { port mlx0 namespace nvme0 p2pmem auto }', ['nvme0 → tree.p2p: nvme0']],
  ])('%s', (_what, settings, questions, expected) => {
    expect(leadsOf(settings, questions)).toEqual(expected);
  });

  it('the missing function at 00.0, where the answer hinges on it', () => {
    const text = TREE.replace(' [8086:4c43]', '') + 'pair nvme1 -> mlx0\n';
    const hint = hintsOf(analyseText(text)).find(({ kind }) => kind === 'verdict');
    expect(leads(hint, { 'machine.p2p': text })).toEqual([
      'UNKNOWN (NOT_SUPPORTED or THRU_HOST_BRIDGE) → machine.p2p: pci0',
    ]);
  });
});

describe('hints behind ACS', () => {
  /** 6.15 starts from what firmware left: an entry takes the kernel's defaults away too. */
  const TEXT = `kernel 6.15
iommu on
cmdline "pci=disable_acs_redir=0000:02:00.0;0000:02:01.0;0000:02:02.0"
host_bridge pci0 @ 0000:00 [none] {
  root_port @ 00:01.0 {
    switch @ 01:00.0 {
      port @ 02:00.0 { acs auto firmware SV RR }
      port @ 02:01.0 { }
      port @ 02:02.0 { acs SV RR }
      port @ 02:03.0 { acs auto caps RR CR }
      port @ 02:04.0 { }
    }
  }
}
`;

  it('stand behind a written acs auto, and behind a port that the command line changes', () => {
    expect(annotated(TEXT).filter((line) => line.includes('port'))).toEqual([
      'port @ 02:00.0 { acs auto firmware SV RR⟦= SV⟧ }',
      'port @ 02:01.0⟦acs auto = none⟧ { }',
      'port @ 02:03.0 { acs auto caps RR CR⟦= RR CR⟧ }',
    ]);
  });

  it('tell in the tooltip where each bit comes from', () => {
    const analysis = analyseText(`${TEXT}scenario plain { cmdline "" }\n`);
    const [first, , third] = hintsOf(analysis).filter(({ kind }) => kind === 'acs');
    expect(inlayHintTooltip(analysis, URI, first?.key ?? '')).toBe(
      [
        '| ACS bits | where they come from |',
        '| --- | --- |',
        '| `SV` | left by firmware |',
        '| `RR\u00a0CR\u00a0UF` | cleared by disable_acs_redir=0000:02:00.0 |',
        '',
        'In scenario `plain`: `SV RR CR UF`.',
      ].join('\n'),
    );
    expect(inlayHintTooltip(analysis, URI, third?.key ?? '')).toContain(
      '| `RR\u00a0CR` | default of 6.15 with an IOMMU |',
    );
  });

  it('have a question mark where an id decides', () => {
    const text = `kernel 6.15
cmdline "pci=disable_acs_redir=pci:11f8:4036"
host_bridge pci0 [none] { root_port { acs auto firmware SV RR } }
`;
    expect(annotated(text).join('\n')).toContain('acs auto firmware SV RR⟦= SV RR?⟧');
    expect(annotated(text)[0]).toContain('pci:11f8:4036⟦→ 0–1⟧"');
  });

  it('say none where nothing sets a bit', () => {
    const text = 'host_bridge pci0 @ 0000:00 [8086:4c43] { root_port @ 00:01.0 { acs auto } }\n';
    expect(annotated(text)[0]).toContain('acs auto⟦= none⟧');
  });
});

describe('hints behind settings', () => {
  it('count the functions that an entry of the command line hits; the first match takes a function', () => {
    const text = `kernel 6.15
cmdline "pci=disable_acs_redir=0000:00:01.0;pci:8086:352a;0000:00:03.0;0000:07:00.0"
host_bridge pci0 @ 0000:00 [none] {
  root_port @ 00:01.0 [8086:352a]
  root_port @ 00:02.0 [8086:352a]
  root_port @ 00:03.0 [8086:0001] { acs SV }
}
`;
    expect(annotated(text)[0]).toBe(
      'cmdline "pci=disable_acs_redir=0000:00:01.0⟦→ 1⟧;pci:8086:352a⟦→ 1⟧;0000:00:03.0⟦→ 0, 1 pinned⟧;0000:07:00.0⟦→ 0⟧"',
    );
  });

  it('list the functions in the tooltip of an entry, and who speaks for a host bridge in that one', () => {
    const text = `kernel 6.15
cmdline "pci=disable_acs_redir=0000:00:01.0"
host_bridge pci0 @ 0000:00 [8086:09a2] { root_port @ 00:01.0 { acs auto firmware SV RR } }
`;
    const analysis = analyseText(text);
    const tooltips = hintsOf(analysis).map(({ key }) => inlayHintTooltip(analysis, URI, key));
    expect(tooltips[0]).toContain('| `0000:00:01.0` | `SV\u00a0RR` | `SV` |');
    expect(tooltips[1]).toContain('00.0 `8086:09a2` speaks for it; listed since 5.18 (kernel 6.15).');
  });

  it('tell of an inherited command line once, of a scenario of its own as that one reads it', () => {
    const text = `kernel 6.15
cmdline "pci=disable_acs_redir=0000:00:01.0"
host_bridge pci0 @ 0000:00 [none] { root_port @ 00:01.0 }
scenario old { kernel 5.10 }
scenario other { cmdline "pci=config_acs=0@0000:00:01.0" }
`;
    const entries = annotated(text).filter((line) => line.includes('→'));
    expect(entries).toEqual([
      'cmdline "pci=disable_acs_redir=0000:00:01.0⟦→ 1⟧"',
      'scenario other { cmdline "pci=config_acs=0@0000:00:01.0⟦→ 1⟧" }',
    ]);
  });

  it.each([
    ['kernel 6.15', '[8086:09a2]', '⟦listed since 5.18⟧'],
    ['kernel 5.17', '[8086:09a2]', '⟦not listed before 5.18⟧'],
    ['kernel 6.15', '[8086:3c00]', '⟦listed since 5.4 for pairs below it⟧'],
    ['kernel 6.15', '[8086:4c43]', '⟦not listed⟧'],
    ['kernel 5.9', '[1022:15d0]', '⟦no longer listed⟧'],
    ['kernel 6.15 cpu amd family 0x19', '[1022:1480]', '⟦accepted by CPU rule⟧'],
    ['kernel 6.15', '', '⟦function at 00.0 not known⟧'],
    ['kernel 5.10', '[none]', '⟦not listed: nothing speaks for it⟧'],
    ['kernel 5.1', '[8086:09a2]', ''],
    ['kernel 6.15', '[none]', '⟦listed since 5.18⟧', '[8086:09a2]'],
    ['kernel 6.15', '[none]', '⟦id of 0000:00:01.0 not known⟧', ''],
  ])('%s, host bridge %s: %s', (settings, id, expected, port = '[8086:352a]') => {
    const text = `${settings}\nhost_bridge pci0 @ 0000:00 ${id} { root_port @ 00:01.0 ${port} }\n`;
    const hint = /⟦.*⟧/.exec(annotated(text)[0] ?? '')?.[0] ?? '';
    expect(hint).toBe(expected);
  });
});

describe('hints', () => {
  const QUESTIONS = 'pair nvme0 -> mlx0 = bus_addr\npair nvme1 -> mlx0\nprovider for mlx0 = nvme0\n';

  it('stand in the file that they are about', () => {
    const texts = { 'machine.p2p': `include "tree.p2p"\n${QUESTIONS}`, 'tree.p2p': TREE.replace(' @ 05:00.0', '') };
    const analysis = analyseFiles(texts);
    expect(annotated(texts['machine.p2p'], analysis, fileUri('machine.p2p'))).toEqual([
      'pair nvme0 -> mlx0 = bus_addr⟦✓ BUS_ADDR · 4⟧',
      'pair nvme1 -> mlx0⟦NOT_SUPPORTED · 6⟧',
      'provider for mlx0 = nvme0⟦✓ nvme0 · 4⟧',
    ]);
    expect(annotated(texts['tree.p2p'], analysis, fileUri('tree.p2p')).map((line) => /⟦.*⟧/.exec(line)?.[0])).toEqual([
      '⟦not listed⟧',
      '⟦@ 0000:05:00.0⟧',
    ]);
  });

  it('stay where the text is broken elsewhere, and say nothing of what is broken', () => {
    const text = `${TREE}${QUESTIONS}pair nvme0 -> \npair nvme0 -> nobody\nsgl l {`;
    expect(annotated(text).filter((line) => /^(pair|provider)/.test(line))).toEqual([
      'pair nvme0 -> mlx0 = bus_addr⟦✓ BUS_ADDR · 4⟧',
      'pair nvme1 -> mlx0⟦NOT_SUPPORTED · 6⟧',
      'provider for mlx0 = nvme0⟦✓ nvme0 · 4⟧',
    ]);
  });

  it('are found again by their keys after an edit elsewhere', () => {
    const before = analyseText(`iommu on\n${TREE}${QUESTIONS}`);
    const after = analyseText(`// a note\niommu on\n\n${TREE}// another\n${QUESTIONS}`);
    const keys = hintsOf(before).map(({ key }) => key);
    expect(hintsOf(after).map(({ key }) => key)).toEqual(keys);
    expect(keys.map((key) => inlayHintTooltip(after, URI, key))).toEqual(
      keys.map((key) => inlayHintTooltip(before, URI, key)),
    );
  });

  it('have keys of their own, and a reason for every answer', () => {
    const analysis = analyseText(`${TREE}${QUESTIONS}scenario s { iommu on pair nvme0 -> mlx0 }\n`);
    const verdicts = hintsOf(analysis).filter(({ kind }) => kind === 'verdict');
    expect(new Set(verdicts.map(({ key }) => key)).size).toBe(verdicts.length);
    expect(verdicts.map(({ key }) => inlayHintTooltip(analysis, URI, key))).toEqual([
      'They meet at sw0 0000:01:00.0, and nothing on the path redirects.',
      'They share no upstream bridge and host bridge 8086:4c43 is not listed in any kernel up to 7.3.',
      'It is the nearest published memory, at distance 4.',
      'p0 and p1 redirect (RR CR) and host bridge 8086:4c43 is not listed in any kernel up to 7.3.',
    ]);
  });

  it('are silent about a key that is gone', () => {
    const analysis = analyseText(TREE);
    const keys = ['pair 0 0', 'map 7 7', 'acs 999', 'bridge 999', 'entry 0 config_acs 3', 'namespace', '', 'nonsense'];
    expect(keys.map((key) => inlayHintTooltip(analysis, URI, key))).toEqual(keys.map(() => null));
  });

  it('are given for the lines that are asked for', () => {
    const text = `${TREE}${QUESTIONS}`;
    const start = offsetOf(text, 'pair nvme1');
    const hints = inlayHints(analyseText(text), URI, { start, end: text.indexOf('\n', start) });
    expect(hints.map(hintLabel)).toEqual(['NOT_SUPPORTED · 6']);
  });
});
