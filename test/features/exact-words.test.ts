// Protects what a reader takes literally: a kernel that answers otherwise than the releases around it, a mark of one
// combination, names that keep their letters, what is not known about a CPU or an id, and one row for equal answers.

import { describe, expect, it } from 'vitest';
import { explainDocument, type ExplainRequest } from '../../server/features/explain/explain-document';
import { explainPair } from '../../server/features/explain/explain-pair';
import { hover } from '../../server/features/hover/hover';
import { inlayHints, inlayHintTooltip } from '../../server/features/inlay/inlay-hints';
import { hintLabel } from '../../server/features/inlay/inlay-hint';
import { tree } from '../language/query-machine';
import { analyseText, offsetOf, URI } from './fixture';

function hoverOn(text: string, piece: string, into = 1): string {
  return hover(analyseText(text), URI, offsetOf(text, piece, 0, into))?.markdown ?? '';
}

function pairDocument(text: string, provider: string, client: string): string {
  const request: ExplainRequest = { root: URI, scenario: null, kind: 'pair', provider, client };
  return explainDocument(analyseText(text), request) ?? '';
}

function hints(text: string): readonly { readonly label: string; readonly tooltip: string | null }[] {
  const analysis = analyseText(text);
  return inlayHints(analysis, URI, { start: 0, end: text.length }).map((hint) => {
    return { label: hintLabel(hint), tooltip: inlayHintTooltip(analysis, URI, hint.key) };
  });
}

describe('a kernel that answers otherwise than the releases around it', () => {
  const ZHAOXIN = `kernel pci_p2pdma_next
cpu zhaoxin
host_bridge pci0 [1d17:1008] { root_port { nvme d0 } root_port { nic n0 } }
pair d0 -> n0
`;
  const CLEARED = `iommu on
cmdline "pci=disable_acs_redir=0000:02:00.0;0000:02:02.0"
${tree().replaceAll(/port @ (02:0[02].0) \{/g, 'port @ $1 { acs auto firmware RR')}
pair nvme0 -> mlx0
`;

  it('has a row of its own when it is queued, and the releases keep theirs', () => {
    const shown = pairDocument(ZHAOXIN, 'd0', 'n0');
    expect(shown).toContain('| 4.20–7.3 | NOT_SUPPORTED |  |');
    expect(shown).toContain('| pci_p2pdma_next | THRU_HOST_BRIDGE | pci_p2pdma_next |');
    expect(hoverOn(ZHAOXIN, 'pair d0')).toContain('By kernel: 4.20 ✗ (pci_p2pdma_next: host bridge)');
  });

  it('has one when a stable version got the repair before its next release', () => {
    const repaired = pairDocument(`kernel 6.12.25\n${CLEARED}`, 'nvme0', 'mlx0');
    expect(repaired).toContain('**BUS_ADDR**');
    expect(repaired).toContain('| 6.11–6.14 | THRU_HOST_BRIDGE (parameter broken) |  |');
    expect(repaired).toContain('| 6.12.25 | BUS_ADDR | 6.12.25 |');
    const broken = pairDocument(`kernel 6.12.24\n${CLEARED}`, 'nvme0', 'mlx0');
    expect(broken).toContain('| 6.11–6.14 | THRU_HOST_BRIDGE (parameter broken) | 6.12.24 |');
    expect(hoverOn(`kernel 6.12.25\n${CLEARED}`, 'pair nvme0')).toContain(
      '6.11–6.14 parameter broken (6.12.25: bus) · 6.15 bus',
    );
  });

  it('is the current one of the proof that panel and command line show', () => {
    const since = explainPair(analyseText(ZHAOXIN), { scenario: null, provider: 'd0', client: 'n0' })?.since;
    expect(since).toEqual([
      { from: '4.20', to: '7.3', mapType: 'NOT_SUPPORTED', current: false },
      { from: 'pci_p2pdma_next', to: 'pci_p2pdma_next', mapType: 'THRU_HOST_BRIDGE', current: true },
    ]);
  });
});

describe('one combination of several', () => {
  const TEXT = `kernel 6.15\n${tree()}pair nvme2, nvme0 -> mlx0 = bus_addr\n`;

  it('is marked for itself, and has no fix where it holds', () => {
    expect(pairDocument(TEXT, 'nvme0', 'mlx0')).toContain('Asked by ✓ `pair nvme2, nvme0 -> mlx0 = bus_addr`');
    expect(pairDocument(TEXT, 'nvme2', 'mlx0')).toContain('Asked by ✗ `pair nvme2, nvme0 -> mlx0 = bus_addr`');
  });

  it('stands in one row with those of the same answer', () => {
    const text = TEXT.replace('mlx0 = bus_addr', 'mlx0.vf*, mlx0');
    const shown = hoverOn(text, 'pair nvme2');
    expect(shown).toContain(
      '| `nvme2 -> mlx0.vf0`, `nvme2 -> mlx0.vf1`, `nvme2 -> mlx0` | THRU_HOST_BRIDGE · 6 | `nvme2 -> mlx0.vf0`, below |',
    );
    expect(shown).toContain('| `nvme0 -> mlx0.vf0`, `nvme0 -> mlx0.vf1`, `nvme0 -> mlx0` | BUS_ADDR · 4 |  |');
    const many = text.replace('vfs 2', 'vfs 7');
    expect(hoverOn(many, 'pair nvme2')).toContain('`nvme0 -> mlx0.vf2` and 5 more | BUS_ADDR · 4 |');
    expect(hints(many).map(({ tooltip }) => tooltip)).toContainEqual(
      expect.stringContaining('`nvme0 -> mlx0.vf2` and 5 more | BUS_ADDR · 4 |'),
    );
  });
});

describe('a name at the beginning of a sentence', () => {
  it('keeps its letters', () => {
    const text = `kernel 5.17\niommu on\n${tree().replaceAll('mlx0', 'they')}
sgl l { ram 4KiB }
provider for they
map l -> they
`.replace('vfs 2', 'dma { untrusted }');
    const told = hints(text).map(({ tooltip }) => tooltip);
    expect(told).toContainEqual(expect.stringMatching(/^nvme0 -> they is NOT\\?_SUPPORTED/));
    expect(told).toContainEqual(expect.stringMatching(/^they is untrusted/));
    expect(hoverOn(text, 'map l')).toContain('\n\nthey is untrusted, so every entry gets');
  });

  it('and a clause of plain words begins large', () => {
    const told = hints(`kernel 6.15\n${tree()}provider for mlx0\n`).map(({ tooltip }) => tooltip);
    expect(told).toContainEqual(expect.stringMatching(/^They are the nearest/));
  });
});

describe('what is not known', () => {
  const AMD = `kernel 6.12\ncpu amd\n${tree(' [1022:1450]')}pair nvme2 -> mlx0\n`;

  it('of the CPU stands behind the host bridge, and the answer leads to the setting', () => {
    expect(hints(AMD).map(({ label }) => label)).toContain('CPU family not known, no longer listed');
    const analysis = analyseText(AMD);
    const parts = inlayHints(analysis, URI, { start: 0, end: AMD.length }).flatMap((hint) => hint.parts);
    const target = parts.find(({ label }) => label.startsWith('UNKNOWN'))?.target ?? null;
    expect(target === null ? null : AMD.slice(target.range.start, target.range.end)).toBe('cpu amd');
    expect(hints(AMD.replace('cpu amd', 'cpu amd family 0x19')).map(({ label }) => label)).toContain(
      'accepted by CPU rule',
    );
  });

  it('of the one who speaks for a host bridge is said once', () => {
    const text = `kernel 6.12\n${tree(' [none]')}pair nvme2 -> mlx0\n`;
    expect(hoverOn(text, 'host_bridge')).toContain(
      '`0000:00:01.0` speaks for it; id of 0000:00:01.0 not known (kernel 6.12).',
    );
    expect(hoverOn(text, 'pair nvme2')).toContain(
      '- 0000:00:01.0, whose id is not known, speaks for host bridge pci0.',
    );
  });
});

describe('5.2 and 5.3', () => {
  const ZEN = `kernel 5.3\ncpu intel\n${tree(' [1022:1450]')}pair nvme2 -> mlx0\n`;

  it('ask for the root complex, not for the CPU', () => {
    expect(hoverOn(ZEN, 'cpu')).toContain(
      '5.3 does not ask for it: a pair may cross where 1022:1450 is at 00.0 of both root buses and there is no IOMMU.',
    );
    expect(hints(ZEN).map(({ label }) => label)).toContain('BUS_ADDR · 4102');
  });

  it('let an IOMMU close it, which the host bridge says', () => {
    const labels = hints(ZEN.replace('cpu intel', 'iommu on')).map(({ label }) => label);
    expect(labels).toContain('closed by the IOMMU');
    expect(labels).toContain('NOT_SUPPORTED · 6');
    expect(hints(ZEN).map(({ label }) => label)).toContain('listed since 5.2');
  });
});

describe('where no x86 CPU is', () => {
  it('the proof does not call the CPU by a name', () => {
    const shown = hoverOn(`kernel 6.6\narch arm64\n${tree(' [10de:22b1]')}pair nvme2 -> mlx0\n`, 'pair nvme2');
    expect(shown).toContain('- arm64: the CPU is asked for on x86 only.');
    expect(shown).not.toContain('CPU other');
  });
});

describe('the origin of a bit', () => {
  it('is the entry that writes it, also where the default would have set it', () => {
    const written = '101xxxx@0000:00:01.0';
    const text = `kernel 6.15\niommu on\ncmdline "pci=config_acs=${written}"\n${tree()}`;
    expect(hoverOn(text, 'root_port')).toContain(
      'ACS control: `UF DT`, set by config_acs=101xxxx\\@0000:00:01.0; `SV TB RR CR` up to firmware, assumed clear. Capability: all bits',
    );
  });
});

describe('hover on a device with virtual functions', () => {
  it('says how many they are, and where', () => {
    const text = `kernel 6.15\n${tree()}`;
    expect(hoverOn(text, 'nic mlx0')).toContain('2 virtual functions, `0000:05:00.1` to `0000:05:00.2`');
    expect(hoverOn(text.replace('vfs 2', 'vfs 1'), 'nic mlx0')).toContain('1 virtual function, `0000:05:00.1`');
    expect(hoverOn(text, 'nvme nvme0')).not.toContain('virtual');
  });
});

describe('an nvmet namespace that is not enabled', () => {
  it('rests on the pair that refused it alone', () => {
    const text = `kernel 5.17\niommu on\n${tree()}nvmet s { port mlx0 namespace nvme2 p2pmem nvme0 }\n`;
    const request: ExplainRequest = { root: URI, scenario: null, kind: 'nvmet', subsystem: 's', namespace: 'nvme2' };
    const shown = explainDocument(analyseText(text), request) ?? '';
    expect(shown).toContain('`nvme0` → `nvme2`: **NOT_SUPPORTED**');
    expect(shown).not.toContain('`nvme0` → `mlx0`');
  });
});

describe('a namespace on two ports that log the same', () => {
  it('shows the line once', () => {
    const text = `kernel 6.15\n${tree()}nvmet s { port mlx0 port mlx0.vf0 namespace nvme0 p2pmem auto }\n`;
    expect(hoverOn(text, 'namespace nvme0').match(/using p2pmem on 0000:03:00\.0 for nsid 1/g)).toHaveLength(1);
  });
});

describe('a setting with an error', () => {
  const TEXT = `kernel 6.15\ncpu amdd\niommu maybe\n${tree().replace('root_port @ 00:01.0 {', 'root_port @ 00:01.0 { acs auto')}`;
  const REPAIRED = TEXT.replace('amdd', 'amd').replace('maybe', 'on');

  it('is not told of as if it said something', () => {
    const pieces = ['amdd', 'maybe'];
    expect(pieces.map((piece) => hoverOn(TEXT, piece))).toEqual(['', '']);
    expect(['cpu', 'iommu'].map((piece) => hoverOn(REPAIRED, piece))).not.toContain('');
  });

  it('lets nothing be answered that rests on it', () => {
    const repair = 'A setting has an error, so nothing is answered until it is repaired.';
    for (const piece of ['nvme nvme0', 'root_port', 'host_bridge']) {
      expect(hoverOn(TEXT, piece)).toContain(repair);
      expect(hoverOn(TEXT, piece)).not.toMatch(/BUS_ADDR|ACS control|listed/);
      expect(hoverOn(REPAIRED, piece)).not.toContain(repair);
    }
    expect(hoverOn(TEXT, 'acs auto')).toBe('');
    expect(hints(TEXT)).toEqual([]);
    expect(hints(REPAIRED).map(({ label }) => label)).toContain('= SV RR CR UF');
  });
});

describe('an assertion that says it all', () => {
  it('has the mark alone behind it, `none` like an error of a map', () => {
    const text = `kernel 5.17\niommu on\n${tree()}provider for mlx0 = none\nprovider for mlx0 = nvme0\nprovider for mlx0\n`;
    const said = hints(text).map(({ label }) => label);
    expect(said.slice(-3)).toEqual(['✓', '✗ none', 'none']);
  });
});
