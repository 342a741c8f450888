// What the server hands the panel of a real file: every answer leads back to the text that it answers, and a host bridge
// is called accepted only where the kernel does accept it.

import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { makePanelView } from '../../server/export/panel';
import { analyse } from '../../server/language/analyse';
import type { PanelView } from '../../server/protocol/messages';

const ROOT = 'file:///machine.p2p';

function viewOf(text: string, scenario: string | null = null): PanelView {
  return makePanelView(analyse(ROOT, { folder: null, read: (uri) => (uri === ROOT ? text : null) }), scenario);
}

function example(name: string): string {
  return fs.readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
}

describe('places', () => {
  const text = example('jbof.p2p');
  const lines = text.split('\n');
  const { evaluation, queries } = viewOf(text);
  const written = (query: string): string => {
    const { start, end } = queries[query]?.range ?? {
      start: { line: 0, character: 0 },
      end: { line: 0, character: 0 },
    };
    return (lines[start.line] ?? '').slice(start.character, end.line === start.line ? end.character : undefined);
  };

  test('entries lead to their lines, segments to what asserts them', () => {
    const [map] = evaluation.maps;
    expect(written(map?.query ?? '')).toMatch(/^map read -> mlx0/);
    expect(map?.entries.map(({ query }) => written(query))).toEqual([
      'ram 0xe00 at 0x100200',
      'ram 4KiB',
      'p2pmem nvme0 4KiB',
      'ram 2KiB',
      'p2pmem nvme2 4KiB',
      'p2pmem nvme1 4KiB offset 64KiB',
    ]);
    expect(map?.segments.map(({ query }) => written(query))).toEqual([
      'iova 0x1e00',
      'bus 4KiB',
      'iova 2KiB',
      'iova 4KiB',
      'bus 4KiB',
    ]);
  });

  test('every entry and segment comes with its sentence, every candidate with what became of it', () => {
    const [map] = evaluation.maps;
    expect([...(map?.entries ?? []), ...(map?.segments ?? [])].every(({ sentence }) => sentence.endsWith('.'))).toBe(
      true,
    );
    const [choice] = evaluation.providers;
    expect(choice?.candidates).toHaveLength(choice?.answer.candidates.length ?? -1);
    expect(written(choice?.query ?? '')).toMatch(/^provider for mlx0/);
  });

  test('namespaces lead to their own lines, and pairs to theirs', () => {
    const [nvmet] = evaluation.nvmet;
    expect(nvmet?.results.map(({ query }) => written(query).split(' =')[0])).toEqual([
      'namespace nvme0 p2pmem auto',
      'namespace nvme1 p2pmem nvme0',
    ]);
    expect(evaluation.asked.map(({ query }) => written(query).split(' ')[0])).toEqual(['pair', 'pair', 'pair']);
  });
});

describe('host bridges accepted for the CPU alone', () => {
  // 5.9 began to accept AMD CPUs of family 0x17 and later whatever the whitelist says; before, and elsewhere, it decides.
  test.each([
    ['kernel 7.3\ncpu amd family 0x19', true],
    ['kernel 5.8\ncpu amd family 0x19', false],
    ['kernel 7.3\ncpu amd family 0x16', false],
    ['kernel 7.3\ncpu amd', null],
    ['kernel 7.3\ncpu intel', false],
    ['kernel 7.3\narch arm64', false],
  ])('%j: %j', (settings, accepted) => {
    const text = `${settings}\nhost_bridge pci0 @ 0000:00 { nvme nvme0 @ 00:01.0 }\n`;
    expect(viewOf(text).evaluation.acceptedByCpu).toBe(accepted);
  });

  test('a scenario has its own answer', () => {
    const text = example('epyc-esc8000a-e12.p2p');
    expect(viewOf(text).evaluation.acceptedByCpu).toBe(true);
    expect(viewOf(text, 'before_the_cpu_rule').evaluation.acceptedByCpu).toBe(false);
  });
});

test('a long list is sent in part, and says so', () => {
  const entries = Array.from({ length: 300 }, () => '  ram 4KiB').join('\n');
  const text = `host_bridge pci0 @ 0000:00 { nic mlx0 @ 00:01.0 }\nsgl long {\n${entries}\n}\nmap long -> mlx0\n`;
  const [map] = viewOf(text).evaluation.maps;
  expect([map?.answer.entries.length, map?.leftOut]).toEqual([256, 44]);
});
