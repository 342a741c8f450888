// Protects the lenses: over every assertion and nothing else, accepting makes it hold, the summary names what does not hold
// first; on a clean file, a broken one, across an include and after an edit.

import { describe, expect, it } from 'vitest';
import { codeLenses, resolveCodeLens } from '../../server/features/code-lens';
import { applyEdits } from '../../server/features/edit';
import { readExplainUri } from '../../server/features/explain/explain-document';
import type { Analysis } from '../../server/language/analysis';
import { tree } from '../language/query-machine';
import { analyseFiles, analyseText, fileUri, URI } from './fixture';

/** `line | title | title`, for every place that has lenses; the titles of the top stand behind nothing. */
function shown(analysis: Analysis, file = URI): readonly string[] {
  const text = analysis.files.find(({ uri }) => uri === file)?.text ?? '';
  const byStart = new Map<number, string[]>();
  for (const { range, key } of codeLenses(analysis, file)) {
    const title = resolveCodeLens(analysis, file, key)?.title ?? 'nothing';
    byStart.set(range.start, [...(byStart.get(range.start) ?? []), title]);
  }
  return [...byStart].map(([start, titles]) => {
    const [line = ''] = start === 0 ? [''] : text.slice(start).split('\n');
    return [line, ...titles].join(' | ');
  });
}

/** The text after the lens that accepts, of the one assertion that fails. */
function accepted(text: string): string {
  const analysis = analyseText(text);
  const [lens] = codeLenses(analysis, URI).filter(({ key }) => key.startsWith('accept '));
  const action = lens === undefined ? null : (resolveCodeLens(analysis, URI, lens.key)?.action ?? null);
  return action?.kind === 'accept' ? applyEdits(URI, text, action.edits) : 'nothing to accept';
}

const SETTINGS = 'kernel 6.15\n';
const MACHINE = `${SETTINGS}${tree()}`;
const LIST = 'sgl l { ram 4KiB p2pmem nvme0 4KiB }\n';

describe('lenses over assertions', () => {
  it('explain each; what asserts nothing has none', () => {
    const text = `${MACHINE}${LIST}pair nvme0 -> mlx0 = bus_addr
pair nvme1 -> mlx0
map l -> mlx0 = physical 4KiB, bus 4KiB
map l -> mlx0
provider for nvme1 = nvme1
nvmet s {
  port mlx0
  namespace nvme0 p2pmem auto = nvme0
  namespace nvme1
}
scenario redirected {
  iommu on
  pair nvme0 -> mlx0 = thru_host_bridge
}
`;
    expect(shown(analyseText(text)).slice(1)).toEqual([
      'pair nvme0 -> mlx0 = bus_addr | Explain',
      'map l -> mlx0 = physical 4KiB, bus 4KiB | Explain',
      'provider for nvme1 = nvme1 | Explain',
      'namespace nvme0 p2pmem auto = nvme0 | Explain',
      'pair nvme0 -> mlx0 = thru_host_bridge | Explain',
    ]);
  });

  it.each([
    ['pair nvme2 -> mlx0 = bus_addr', 'pair nvme2 -> mlx0 = thru_host_bridge'],
    ['pair nvme0, nvme2 -> mlx0 = bus_addr', 'pair nvme0 -> mlx0 = bus_addr\npair nvme2 -> mlx0 = thru_host_bridge'],
    ['map l -> mlx0 = EIO', 'map l -> mlx0 = physical 4KiB, bus 4KiB'],
    ['provider for mlx0 = none', 'provider for mlx0 = nvme0, nvme1'],
    ['nvmet s { port mlx0 namespace nvme0 = nvme0 }', 'nvmet s { port mlx0 namespace nvme0 = none }'],
    [
      'scenario s { iommu on pair nvme0 -> mlx0 = bus_addr }',
      'scenario s { iommu on pair nvme0 -> mlx0 = thru_host_bridge }',
    ],
  ])('accept what the kernel does: %s', (asserted, expected) => {
    const text = `${MACHINE}${LIST}${asserted}\n`;
    expect(accepted(text)).toBe(`${MACHINE}${LIST}${expected}\n`);
    expect(shown(analyseText(accepted(text)))[0]).not.toContain('✗');
  });

  it('accept nothing that is undecided', () => {
    const undecided = `${SETTINGS}${tree('')}pair nvme2 -> mlx0 = `;
    expect(shown(analyseText(`${undecided}thru_host_bridge\n`))).toEqual([
      ' | Open map | ? pair nvme2 -> mlx0 · 0 of 1 assertions hold · kernel 6.15',
      'pair nvme2 -> mlx0 = thru_host_bridge | Explain',
    ]);
    // It is either of the two others, so this one fails, and still nothing can be written there.
    expect(shown(analyseText(`${undecided}bus_addr\n`))).toEqual([
      ' | Open map | ✗ pair nvme2 -> mlx0 · 0 of 1 assertions hold · kernel 6.15',
      'pair nvme2 -> mlx0 = bus_addr | Explain',
    ]);
  });

  it('accept nothing that a comment lets stand', () => {
    const text = `${MACHINE}pair nvme0 -> mlx0 = not_supported // p2p-ignore pair-mismatch: to be repaired in May\n`;
    expect(accepted(text)).toBe('nothing to accept');
  });

  it('explain the combination that fails', () => {
    const analysis = analyseText(`${MACHINE}pair nvme0, nvme2 -> mlx0 = bus_addr\n`);
    const lens = codeLenses(analysis, URI).find(({ key }) => key.startsWith('explain '));
    const action = resolveCodeLens(analysis, URI, lens?.key ?? '')?.action ?? null;
    const request = action?.kind === 'explain' ? readExplainUri(action.uri) : null;
    expect(request).toEqual({ kind: 'pair', root: URI, scenario: null, provider: 'nvme2', client: 'mlx0' });
  });
});

describe('lenses at the top', () => {
  it('open the map and count, what does not hold first', () => {
    const text = `${MACHINE}pair nvme0 -> mlx0 = bus_addr
pair nvme1 -> mlx0 = not_supported
pair nvme2 -> mlx0 = bus_addr
provider for mlx0 = none
scenario s { iommu on }
`;
    const analysis = analyseText(text);
    const [map, summary] = codeLenses(analysis, URI);
    expect([map?.range, summary?.range]).toEqual([
      { start: 0, end: 0 },
      { start: 0, end: 0 },
    ]);
    expect(resolveCodeLens(analysis, URI, map?.key ?? '')).toEqual({ title: 'Open map', action: { kind: 'open-map' } });
    expect(resolveCodeLens(analysis, URI, summary?.key ?? '')).toEqual({
      title:
        '✗ pair nvme1 -> mlx0, ✗ pair nvme2 -> mlx0 and 1 more · 1 of 4 assertions hold · kernel 6.15 · 1 scenario',
      action: null,
    });
  });

  it('name what fails before what is undecided, wherever they stand', () => {
    const undecided = `${SETTINGS}${tree('')}pair nvme2 -> mlx0 = thru_host_bridge\n`;
    expect(shown(analyseText(`${undecided}pair nvme0 -> mlx0 = not_supported\n`))[0]).toBe(
      ' | Open map | ✗ pair nvme0 -> mlx0, ? pair nvme2 -> mlx0 · 0 of 2 assertions hold · kernel 6.15',
    );
  });

  it('name the scenario of what does not hold', () => {
    const text = `${MACHINE}scenario s { iommu on pair nvme0 -> mlx0 = bus_addr }\n`;
    expect(shown(analyseText(text))[0]).toContain('| ✗ s: pair nvme0 -> mlx0 · 0 of 1 assertions hold');
  });

  it('say so where nothing is asserted, and are not there where nothing is declared', () => {
    expect(shown(analyseText(MACHINE))).toEqual([' | Open map | nothing asserted · kernel 6.15']);
    expect(codeLenses(analyseText('// nothing yet\nkernel 6.15\n'), URI)).toEqual([]);
  });
});

describe('lenses', () => {
  it('stand in the file of the assertion; the summary is of the machine', () => {
    const texts = {
      'machine.p2p': `${SETTINGS}include "tree.p2p"\npair nvme0 -> mlx0 = bus_addr\n`,
      'tree.p2p': `${tree()}pair nvme1 -> mlx0 = not_supported\n`,
    };
    const analysis = analyseFiles(texts);
    const summary = ' | Open map | ✗ pair nvme1 -> mlx0 · 1 of 2 assertions hold · kernel 6.15';
    expect(shown(analysis, fileUri('machine.p2p'))).toEqual([summary, 'pair nvme0 -> mlx0 = bus_addr | Explain']);
    expect(shown(analysis, fileUri('tree.p2p'))).toEqual([
      summary,
      'pair nvme1 -> mlx0 = not_supported | Explain | Accept the actual result: bus_addr',
    ]);
  });

  it('stay where the text is broken elsewhere', () => {
    const text = `${MACHINE}pair nvme0 -> mlx0 = bus_addr\npair nvme1 -> mlx0 =\npair nvme0 -> \nnvmet s {`;
    expect(shown(analyseText(text)).slice(1)).toEqual(['pair nvme0 -> mlx0 = bus_addr | Explain']);
  });

  it('are found again by their keys after an edit elsewhere, and moved with their lines', () => {
    const questions = 'pair nvme0 -> mlx0 = bus_addr\npair nvme1 -> mlx0 = not_supported\n';
    const before = analyseText(`${MACHINE}${questions}`);
    const note = '// a note\n';
    const after = analyseText(`${note}${MACHINE}${questions}`);
    const lenses = codeLenses(before, URI);
    expect(codeLenses(after, URI).slice(2)).toEqual(
      lenses.slice(2).map(({ key, range }) => {
        return { key, range: { start: range.start + note.length, end: range.end + note.length } };
      }),
    );
    const titles = lenses.map(({ key }) => resolveCodeLens(before, URI, key)?.title);
    expect(lenses.map(({ key }) => resolveCodeLens(after, URI, key)?.title)).toEqual(titles);
  });

  it('are nothing once what they were about is gone', () => {
    const analysis = analyseText(MACHINE);
    const keys = ['explain pair 0 0', 'accept pair 0 0', 'accept', 'explain', '', 'nonsense'];
    expect(keys.map((key) => resolveCodeLens(analysis, URI, key))).toEqual(keys.map(() => null));
  });
});
