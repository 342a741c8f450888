// The map in the words of other programs: what a spreadsheet, a page and Graphviz read must be what the panel shows, with
// every pair once. Expected values are those of examples/jbof.p2p, worked out by hand from its text.

import fs from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapAs } from '../../server/export/map-export';
import type { MapContent } from '../../server/export/map-content';
import { makeMapContent } from '../../server/export/map-content';
import { analyse } from '../../server/language/analyse';
import { shownUnder } from '../../server/lsp/what-if-requests';
import type { WhatIf } from '../../server/protocol/what-if';
import { fuzzRuns } from '../fuzz-runs';

const JBOF_URI = 'file:///machine/jbof.p2p';

interface Asked {
  readonly uri?: string;
  readonly scenario?: string;
  readonly whatIf?: WhatIf;
  readonly pair?: readonly [string, string];
}

function contentOf(text: string, { uri = JBOF_URI, scenario, whatIf, pair }: Asked = {}): MapContent {
  const analysis = analyse(uri, { folder: null, read: (each) => (each === uri ? text : null) });
  const selected = pair === undefined ? null : { provider: pair[0], client: pair[1] };
  return makeMapContent(analysis, scenario ?? null, shownUnder(analysis, whatIf), selected);
}

const JBOF = fs.readFileSync(new URL('../../examples/jbof.p2p', import.meta.url), 'utf8');

const PLAIN = contentOf(JBOF);

/** RFC 4180, read by the letter: quotes doubled within quotes, records end with CR LF, the last one too. */
function readCsv(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  let field = '';
  let at = 0;
  while (at < text.length) {
    if (text[at] === '"') {
      for (at += 1; ; at += 1) {
        if (at >= text.length) throw new Error('a quote is never closed');
        if (text[at] !== '"') field += text[at] ?? '';
        else if (text[at + 1] === '"') field += text[(at += 1)] ?? '';
        else break;
      }
      at += 1;
      if (text[at] !== ',' && text[at] !== '\r') throw new Error(`something follows a closed quote at ${at}`);
    } else if (text[at] === ',') {
      record.push(field);
      field = '';
      at += 1;
    } else if (text[at] === '\r' && text[at + 1] === '\n') {
      records.push([...record, field]);
      record = [];
      field = '';
      at += 2;
    } else {
      field += text[at] ?? '';
      at += 1;
    }
  }
  if (field !== '' || record.length > 0) throw new Error('the last record does not end');
  return records;
}

function table(content: MapContent): readonly Readonly<Record<string, string>>[] {
  const [head = [], ...rows] = readCsv(mapAs('csv', content));
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}

describe('CSV', () => {
  test('no cell is one that a spreadsheet would compute', () => {
    const cells = readCsv(mapAs('csv', contentOf(JBOF, { whatIf: { kernel: '5.17' } }))).flat();
    expect(cells.length).toBeGreaterThan(100);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  });

  test('asked pairs come first, with what was asserted and the line; every other pair follows', () => {
    const rows = table(PLAIN);
    const line = JBOF.split('\n').findIndex((each) => each.startsWith('pair nvme2')) + 1;
    expect(rows[2]).toEqual({
      provider: 'nvme2',
      client: 'mlx0',
      map_type: 'THRU_HOST_BRIDGE',
      distance: '6',
      rule: 'whitelist',
      pairs: '1',
      asked: 'yes',
      expected: 'THRU_HOST_BRIDGE',
      holds: 'yes',
      line: String(line),
      file_map_type: '',
      file_distance: '',
      scenario: '',
      kernel: '6.15',
      iommu: 'on',
      acs_redirect: 'as-in-file',
    });
    // Four devices: twelve ordered pairs, each once.
    const pairs = rows.map(({ provider, client }) => `${provider} ${client}`);
    expect(new Set(pairs).size).toBe(12);
    expect(pairs).toHaveLength(12);
    expect(rows.map(({ asked }) => asked)).toEqual(['yes', 'yes', 'yes', ...Array.from({ length: 9 }, () => 'no')]);
  });

  test('under other settings each line has what the file gives, changed or not', () => {
    const rows = table(contentOf(JBOF, { whatIf: { kernel: '5.17' } }));
    const row = (provider: string, client: string) =>
      rows.find((each) => each['provider'] === provider && each['client'] === client);
    expect(row('nvme2', 'nvme0')).toMatchObject({
      map_type: 'NOT_SUPPORTED',
      file_map_type: 'THRU_HOST_BRIDGE',
      kernel: '5.17',
    });
    expect(row('nvme0', 'nvme1')).toMatchObject({
      map_type: 'BUS_ADDR',
      file_map_type: 'BUS_ADDR',
      file_distance: '4',
    });
  });

  test('a scenario has its name and its settings in every line', () => {
    const rows = table(contentOf(JBOF, { scenario: 'before_listing' }));
    expect(new Set(rows.map(({ scenario, kernel }) => `${scenario} ${kernel}`))).toEqual(
      new Set(['before_listing 5.17']),
    );
  });

  test('thousands of virtual functions share lines, which still count every pair once', () => {
    const text = `host_bridge pci0 @ 0000:00 [8086:09a2] {
  root_port @ 00:01.0 { nic a @ 01:00.0 { vfs 200 } }
  root_port @ 00:02.0 { nic b @ 02:00.0 { vfs 200 } }
}
pair a.vf3 -> b.vf7
pair a.vf3 -> b.vf7
`;
    const rows = table(contentOf(text));
    expect(rows.length).toBeLessThan(40);
    const endpoints = contentOf(text).evaluation.matrix.classes.reduce((sum, { members }) => sum + members.length, 0);
    expect(endpoints).toBe(402);
    const sum = rows.reduce((total, { pairs }) => total + Number(pairs), 0);
    // The file asks for one pair twice: two lines for it.
    expect(sum).toBe(402 * 401 + 1);
  });
});

const MARKUP = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('a|b', '`|`', '\n| x |', '\\|', '```\n# x', '<b>'),
);

describe('Markdown', () => {
  test('settings, answers with reasons, the matrix with its legend, the tree', () => {
    const text = mapAs('markdown', PLAIN);
    expect(text).toMatch(/^# jbof\.p2p\n\nkernel `6\.15` · IOMMU `on` · cpu `intel`/);
    expect(text).toContain('cmdline `pci=disable_acs_redir=pci:11f8:4036`');
    expect(text).toContain('2 ● BUS_ADDR · 1 ◐ THRU_HOST_BRIDGE\n');
    expect(text).toMatch(/^\| `nvme0` → `mlx0` \| ● BUS_ADDR \| 4 \| ✓ `bus_addr` \| They meet at sw0 .*\. \| 39 \|$/m);
    expect(text).toContain('| `nvme2` | ◐ 6 | ◐ 6 | ◐ 6 | – |');
    expect(text).toContain('● BUS_ADDR · ◐ THRU_HOST_BRIDGE · number: distance in hops');
    expect(text).toMatch(/^│ {5}├─ 02:00\.0 +port +11f8:4036 {2}ACS none$/m);
    expect(text).toMatch(/^ {3}└─ 06:00\.0 +nvme2 +nvme +144d:a824 {2}512 MiB p2pmem$/m);
  });

  test('what is not as in the file is said at the top', () => {
    const text = mapAs('markdown', contentOf(JBOF, { whatIf: { kernel: '5.17' } }));
    expect(text).toContain('> What if kernel 5.17 (in the file: kernel 6.15): this is not what the file gives.');
    expect(text).toContain('✕ NOT_SUPPORTED (in the file THRU_HOST_BRIDGE) | 6 | ✗ `thru_host_bridge`');
    expect(text).toContain('**1 not as asserted**');
  });

  test('every row of a table has as many cells as its head', () => {
    fc.assert(
      fc.property(MARKUP, MARKUP, (name, because) => {
        const text = mapAs('markdown', renamed(PLAIN, name, because));
        const tables = text
          .replace(/(`{3,})text\n[^]*?\n\1\n/g, '')
          .split('\n\n')
          .filter((part) => part.startsWith('| '));
        expect(tables.length).toBeGreaterThan(1);
        for (const each of tables) {
          const counts = each.split('\n').map((row) => row.replace(/\\./g, '').split('|').length);
          expect(new Set(counts).size).toBe(1);
        }
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});

describe('DOT', () => {
  test('a cluster for each host bridge, a box for each row, an edge for each parent', () => {
    const { nodes, edges, clusters } = readDot(mapAs('dot', PLAIN));
    expect(clusters).toBe(1);
    expect([...nodes.values()].map((label) => label.split('\\n')[0])).toEqual([
      'pci0',
      '00:01.0',
      'sw0',
      '02:00.0',
      'nvme0',
      '02:01.0',
      'nvme1',
      '02:02.0',
      'mlx0',
      '00:02.0',
      'nvme2',
    ]);
    expect(edges).toHaveLength(10);
    expect(edges.every(([from, to]) => nodes.has(from) && nodes.has(to))).toBe(true);
  });

  test('the selected pair is a coloured path, and an edge with the verdict', () => {
    const text = mapAs('dot', contentOf(JBOF, { pair: ['nvme0', 'mlx0'] }));
    const { nodes, edges } = readDot(text);
    const name = (node: string): string => (nodes.get(node) ?? '').split('\\n')[0] ?? '';
    const coloured = edges.filter(([, , look]) => look.includes('penwidth=3'));
    expect(coloured.map(([from, to]) => `${name(from)} ${name(to)}`)).toEqual([
      'sw0 02:00.0',
      '02:00.0 nvme0',
      'sw0 02:02.0',
      '02:02.0 mlx0',
    ]);
    const [verdict] = edges.filter(([, , look]) => look.includes('dir=forward'));
    expect(verdict?.slice(0, 2).map(name)).toEqual(['nvme0', 'mlx0']);
    expect(verdict?.[2]).toContain('label="BUS_ADDR, distance 4"');
  });

  test('names of any letters stay inside of their quotes', () => {
    const names = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('a"]; b [label="', '\\', '\\"', '&lt;', '\n}'),
    );
    fc.assert(
      fc.property(names, (name) => {
        const { nodes } = readDot(mapAs('dot', renamed(PLAIN, name, '')));
        expect(nodes.size).toBe(11);
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});

test.each([
  ['file:///machine/jbof%20a.p2p', 'jbof a.p2p'],
  ['file:///c%3A/machine/100%.p2p', '100%.p2p'],
  ['untitled:Untitled-1', 'Untitled-1'],
  ['git:/machine/jbof.p2p?{"path":"/machine/jbof.p2p","ref":"HEAD"}', 'jbof.p2p'],
])('%s is called %s', (uri, name) => {
  expect(contentOf(JBOF, { uri }).fileName).toBe(name);
});

describe('hostile names', () => {
  test('every field of a CSV comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
        const [row] = table(renamed(PLAIN, name, ''));
        expect(row).toMatchObject({ provider: name, client: name });
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});

/** Every device, the file and the first asked pair have this name, whatever the language says to it. */
function renamed(content: MapContent, name: string, because: string): MapContent {
  const { evaluation } = content;
  return {
    ...content,
    fileName: name,
    asked: content.asked.map((pair) => ({ ...pair, provider: name, client: name, because })),
    evaluation: {
      ...evaluation,
      devices: evaluation.devices.map((device) => ({ ...device, name })),
      matrix: { ...evaluation.matrix, classes: evaluation.matrix.classes.map(() => ({ members: [name] })) },
    },
  };
}

interface Dot {
  /** Label by node. */
  readonly nodes: ReadonlyMap<string, string>;
  /** From, to, and the attributes. */
  readonly edges: readonly (readonly [string, string, string])[];
  readonly clusters: number;
}

/** The lines of which an export is made, and nothing else; quoted words by Graphviz's own rule. */
function readDot(text: string): Dot {
  const nodes = new Map<string, string>();
  const edges: [string, string, string][] = [];
  let clusters = 0;
  let depth = 0;
  const quoted = '"((?:[^"\\\\\\n]|\\\\.)*)"';
  for (const line of text.split('\n').map((each) => each.trim())) {
    const node = new RegExp(`^(n\\d+) \\[label=${quoted}(?:, color="#\\w{6}", penwidth=2)?\\];$`, 'u').exec(line);
    const edge = new RegExp(`^(n\\d+) -> (n\\d+)(?: \\[((?:[\\w]+=(?:[\\w.]+|${quoted})(?:, )?)+)\\])?;$`, 'u').exec(
      line,
    );
    if (node !== null) nodes.set(node[1] ?? '', node[2] ?? '');
    else if (edge !== null) edges.push([edge[1] ?? '', edge[2] ?? '', edge[3] ?? '']);
    else if (new RegExp(`^digraph ${quoted} \\{$`, 'u').test(line)) depth += 1;
    else if (/^subgraph cluster_\d+ \{$/.test(line)) [depth, clusters] = [depth + 1, clusters + 1];
    else if (line === '}') depth -= 1;
    else if (
      !new RegExp(
        `^(?:(?:graph|node|edge) \\[(?:\\w+=(?:[\\w.]+|${quoted})(?:, )?)+\\];|label=""; color="#\\w{6}"; style=dashed;|)$`,
        'u',
      ).test(line)
    ) {
      throw new Error(`not a line of an export: ${line}`);
    }
  }
  expect(depth).toBe(0);
  return { nodes, edges, clusters };
}
