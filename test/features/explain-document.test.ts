// Protects the explain document: it holds the whole proof of an answer, is made again from names alone after an edit, says so
// when the question is gone, and its URI carries any name and nothing but a request.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExplainRequest } from '../../server/features/explain/explain-document';
import {
  explainDocument,
  explainRequestAt,
  explainUri,
  readExplainUri,
} from '../../server/features/explain/explain-document';
import { explainPair } from '../../server/features/explain/explain-pair';
import type { Analysis } from '../../server/language/analysis';
import { fuzzRuns } from '../fuzz-runs';
import { tree } from '../language/query-machine';
import { analyseFiles, analyseText, fileUri, offsetOf, URI } from './fixture';

/** What the document says of the question at a piece of the text. */
function explained(text: string, piece: string, into = 1): string {
  const analysis = analyseText(text);
  return documentOf(analysis, requestAt(analysis, text, piece, into));
}

function requestAt(analysis: Analysis, text: string, piece: string, into = 1): ExplainRequest {
  const request = explainRequestAt(analysis, URI, offsetOf(text, piece, 0, into));
  if (request === null) throw new Error(`expected a question at ${piece}, found none`);
  return request;
}

function documentOf(analysis: Analysis, request: ExplainRequest): string {
  return explainDocument(analysis, request) ?? 'another machine';
}

const REDIRECTED = `kernel 5.17
iommu on
${tree()}pair nvme0 -> mlx0 = bus_addr
`;

describe('the document of a pair', () => {
  const shown = explained(REDIRECTED, 'pair nvme0');

  it('has the question, the answer and the reason', () => {
    expect(shown).toContain('# pair nvme0 -> mlx0');
    expect(shown).toContain('`nvme0` → `mlx0`: **NOT_SUPPORTED**, distance 4, kernel 5.17');
    expect(shown).toContain('Asked by ✗ `pair nvme0 -> mlx0 = bus_addr`');
    expect(shown).toContain('host bridge 8086:09a2 is not listed before 5.18.');
  });

  it('names the rule and the commit that brought it', () => {
    expect(shown).toContain(
      'Rule `not-listed` of kernel 5.17, since 5.4 by commit “PCI/P2PDMA: Apply host bridge whitelist for ACS”.',
    );
  });

  it('has the path hop by hop, and where the ACS bits come from', () => {
    expect(shown).toContain('| port | `0000:02:00.0` | **`SV\u00a0RR\u00a0CR\u00a0UF` redirects** |  |');
    expect(shown).toContain(
      '| `0000:02:02.0` | `SV\u00a0RR\u00a0CR\u00a0UF` default of 5.17 with an IOMMU; `TB\u00a0EC\u00a0DT` up to firmware, assumed clear |',
    );
  });

  it('tells the origin of the bits in one row a port, provider first, and only where the bits count', () => {
    const cleared = explained(
      `kernel 6.15\niommu on\ncmdline "pci=disable_acs_redir=0000:02:00.0;0000:02:02.0"\n${tree()}pair nvme2, nvme0 -> mlx0\n`,
      'nvme0 -> mlx0',
    );
    const rows = cleared.split('\n').filter((line) => line.includes('cleared by disable_acs_redir='));
    expect(rows).toEqual(
      ['0000:02:00.0', '0000:02:02.0'].map(
        (port) =>
          `| \`${port}\` | \`RR\u00a0CR\` cleared by disable_acs_redir=${port}; \`SV\u00a0TB\u00a0UF\u00a0DT\` up to firmware, assumed clear |`,
      ),
    );
    const apart = explained(`kernel 6.15\niommu on\n${tree()}pair nvme2 -> mlx0\n`, 'pair nvme2');
    expect(apart).toContain('| root_port | `0000:00:02.0` | `SV\u00a0RR\u00a0CR\u00a0UF` |  |');
    expect(apart).not.toContain('up to firmware');
  });

  it('tells of a pinned port once', () => {
    const pinned = tree().replaceAll(/port @ (02:0[02].0) \{/g, 'port @ $1 { acs SV RR');
    const told = explained(`kernel 6.15\n${pinned}pair nvme0 -> mlx0\n`, 'pair nvme0');
    expect(told.match(/pinned in the file/g)).toHaveLength(2);
    expect(told).not.toContain('where its ACS control comes from');
  });

  it('has a word over every column', () => {
    const heads = shown.split('\n').filter((_, at, all) => all[at + 1]?.startsWith('| --- |') === true);
    expect(heads.length).toBeGreaterThan(1);
    for (const head of heads) expect(head).not.toMatch(/\| +\|/);
  });

  it('has the standing of the host bridge, what the kernel logs, and the answer of every kernel', () => {
    expect(shown).toContain('- 8086:09a2: not on the list of 5.17 (listed since 5.18).');
    expect(shown).toContain('0000:05:00.0: ACS redirect is set between the client and provider (0000:03:00.0)');
    expect(shown).toContain('| 4.20–5.17 | NOT_SUPPORTED | 5.17 |');
  });

  it('has the fix and its price', () => {
    expect(shown).toContain('pci=disable_acs_redir=0000:02:00.0;0000:02:02.0');
    expect(shown).toContain('no longer isolated from each other: nvme0 and mlx0');
  });

  it('says what it hinges on, and where silicon is known not to keep it', () => {
    const open = explained(`${tree('')}pair nvme2 -> mlx0\n`, 'pair nvme2');
    expect(open).toContain('## What it hinges on');
    expect(open).toContain('Not known: the function at 00.0 of host bridge pci0.');
    const rocketLake = explained(`${tree(' [8086:4c43]')}pair nvme2 -> mlx0\n`, 'pair nvme2');
    expect(rocketLake).toContain('carry peer writes only');
    expect(rocketLake).toContain('## What the silicon does\n\nClient Intel root complexes');
    expect(rocketLake).not.toContain('## What it hinges on');
  });

  it('holds all that the panel and the command line tell', () => {
    const analysis = analyseText(REDIRECTED);
    const proof = explainPair(analysis, { scenario: null, provider: 'nvme0', client: 'mlx0' });
    expect(proof).not.toBeNull();
    const told = [...(proof?.messages ?? []), ...(proof?.steps ?? []), proof?.because ?? ''];
    expect(told.length).toBeGreaterThan(5);
    for (const sentence of told) expect(shown).toContain(sentence);
  });

  it('can be asked for without a query', () => {
    const request: ExplainRequest = { root: URI, scenario: null, kind: 'pair', provider: 'mlx0', client: 'nvme2' };
    expect(documentOf(analyseText(REDIRECTED), request)).toContain('`mlx0` → `nvme2`: **NOT_SUPPORTED**');
  });
});

describe('the document of another question', () => {
  const MACHINE = `kernel 6.15\n${tree()}sgl l { ram 4KiB p2pmem nvme0 4KiB }
map l -> mlx0
provider for mlx0
nvmet s {
  port mlx0
  namespace nvme0 p2pmem auto
  namespace nvme1
}
`;

  it('tells of a map segment by segment, with the pairs it rests on', () => {
    const shown = explained(MACHINE, 'map l');
    expect(shown).toContain('# map l -> mlx0');
    expect(shown).toMatch(/\| 2 \| p2pmem nvme0 .* A segment of its own: a bus address joins nothing\. \| 2 \|/);
    expect(shown).toContain('| 2 | bus 0x380000000000 | 4KiB | 2 |');
    expect(shown).toContain('`nvme0` → `mlx0`: **BUS_ADDR**, distance 4');
    expect(shown).toContain('By kernel: 4.20 bus');
  });

  it('tells of every candidate for a provider', () => {
    const shown = explained(MACHINE, 'provider for');
    expect(shown).toContain('# provider for mlx0');
    expect(shown).toContain('They are the nearest published memories, at distance 4, and the kernel draws one.');
    expect(shown).toContain('`nvme2` → `mlx0`: **THRU_HOST_BRIDGE**, distance 6');
  });

  it('tells of one namespace, or of all on the head of the block', () => {
    const one = explained(MACHINE, 'namespace nvme0');
    expect(one).toContain('# nvmet s, namespace nvme0');
    expect(one).toContain('using p2pmem on 0000:03:00.0 for nsid 1');
    expect(one).not.toContain('nvme1');
    const all = explained(MACHINE, 'nvmet s');
    expect(all).toContain('## Namespace `nvme0`');
    expect(all).toContain('## Namespace `nvme1`');
  });

  it('tells of the subsystem that is asked about', () => {
    const two = `${MACHINE}nvmet t { port mlx0 namespace nvme2 }\n`;
    const told = explained(two, 'nvmet t');
    expect(told).toContain('# nvmet t');
    expect(told).toContain('| `nvme2` | `mlx0` |');
    expect(told).not.toContain('nvme0');
    expect(explained(two, 'nvmet s')).not.toContain('nvme2');
  });

  it('is there for questions only', () => {
    const analysis = analyseText(MACHINE);
    const pieces = ['kernel', 'nvme nvme0', 'sgl l', 'host_bridge', 'port mlx0\n'];
    const found = pieces.map((piece) => explainRequestAt(analysis, URI, offsetOf(MACHINE, piece, 0, 1))?.kind);
    expect(found).toEqual([undefined, undefined, undefined, undefined, 'nvmet']);
  });
});

describe('the document after an edit', () => {
  const request = requestAt(analyseText(REDIRECTED), REDIRECTED, 'pair nvme0');

  it('is the same where the edit was elsewhere', () => {
    const moved = `// a note\n${REDIRECTED.replace('pair', '\n// another\npair')}pair nvme2 -> mlx0\n`;
    expect(documentOf(analyseText(moved), request)).toBe(documentOf(analyseText(REDIRECTED), request));
  });

  it('follows the machine', () => {
    const later = documentOf(analyseText(REDIRECTED.replace('5.17', '5.18')), request);
    expect(later).toContain('**THRU_HOST_BRIDGE**');
  });

  it('stays where the text is broken elsewhere', () => {
    expect(documentOf(analyseText(`${REDIRECTED}pair nvme0 -> `), request)).toContain('**NOT_SUPPORTED**');
  });

  it('says what is gone', () => {
    const without = (piece: string): Analysis => analyseText(REDIRECTED.replaceAll(piece, 'other'));
    expect(documentOf(without('mlx0'), request)).toContain('There is no device `mlx0` any more.');
    expect(documentOf(analyseText(''), { ...request, scenario: 'gone' })).toContain(
      'There is no scenario `gone` any more.',
    );
    const map: ExplainRequest = { root: URI, scenario: null, kind: 'map', scatterlist: 'l', client: 'mlx0' };
    expect(documentOf(analyseText(REDIRECTED), map)).toContain('No `map` asks this any more');
    expect(documentOf(analyseText(`${REDIRECTED}iommu nonsense\n`.replace('iommu on', '')), request)).toContain(
      'A setting has an error',
    );
  });

  it('is of its own machine only', () => {
    expect(explainDocument(analyseText(REDIRECTED), { ...request, root: fileUri('other.p2p') })).toBeNull();
  });

  it('reaches through an include', () => {
    const analysis = analyseFiles({
      'root.p2p': 'kernel 5.17\niommu on\ninclude "tree.p2p"\ninclude "asked.p2p"\n',
      'tree.p2p': tree(),
      'asked.p2p': 'pair nvme0 -> mlx0 = bus_addr\n',
    });
    const found = explainRequestAt(analysis, fileUri('asked.p2p'), 1);
    expect(found).toEqual({ ...request, root: fileUri('root.p2p') });
    expect(documentOf(analysis, { ...request, root: fileUri('root.p2p') })).toContain(
      'Asked by ✗ `pair nvme0 -> mlx0 = bus_addr`',
    );
  });
});

describe('the URI of a document', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
  const scenario = fc.option(text);
  const requests = fc.oneof(
    fc.record({ root: text, scenario, kind: fc.constant('pair' as const), provider: text, client: text }),
    fc.record({ root: text, scenario, kind: fc.constant('map' as const), scatterlist: text, client: text }),
    fc.record({
      root: text,
      scenario,
      kind: fc.constant('provider' as const),
      clients: fc.array(text, { minLength: 1 }),
    }),
    fc.record({
      root: text,
      scenario,
      kind: fc.constant('nvmet' as const),
      subsystem: text,
      namespace: fc.option(text),
    }),
  );

  it('carries every request, also when an editor has written it anew', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const uri = explainUri(request);
        expect(readExplainUri(uri)).toEqual(request);
        const [head = '', query = ''] = uri.split('?');
        const rewritten = encodeURIComponent(decodeURIComponent(query)).replace(/%3A/g, ':');
        expect(readExplainUri(`${head}?${rewritten}`)).toEqual(request);
      }),
      { numRuns: fuzzRuns(200) },
    );
  });

  it('reads nothing else', () => {
    const good = explainUri({ root: URI, scenario: null, kind: 'pair', provider: 'a', client: 'b' });
    const junk = [
      '',
      URI,
      'peermap-explain:',
      'peermap-explain:/x.md',
      'peermap-explain:/x.md?',
      'peermap-explain:/x.md?%',
      'peermap-explain:/x.md?%7B',
      'peermap-explain:/x.md?null',
      'peermap-explain:/x.md?%22pair%22',
      good.replace('pair', 'pear').replace('%22pair%22', '%22pear%22'),
      good.replace('%22a%22', '7'),
      good.replace('%22a%22', '%22%22'),
      good.replace('peermap-explain', 'https'),
      `${good}${'x'.repeat(1 << 17)}`,
    ];
    expect(junk.map(readExplainUri)).toEqual(junk.map(() => null));
    fc.assert(
      fc.property(fc.string(), (query) => {
        expect(readExplainUri(`peermap-explain:/x.md?${query}`)).toBeNull();
      }),
      { numRuns: fuzzRuns(100) },
    );
  });

  it('keeps only what belongs to a request', () => {
    const uri = explainUri({ root: URI, scenario: null, kind: 'pair', provider: 'a', client: 'b' });
    const [head = '', query = ''] = uri.split('?');
    const more = encodeURIComponent(decodeURIComponent(query).replace('{', '{"edits":[1],'));
    expect(Object.keys(readExplainUri(`${head}?${more}`) ?? {}).sort()).toEqual([
      'client',
      'kind',
      'provider',
      'root',
      'scenario',
    ]);
  });
});
