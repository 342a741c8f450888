// Protects the outline and the names of a workspace: found by a few letters, each once, best first, in broken files too.

import { describe, expect, test } from 'vitest';
import { fuzzyScore } from '../../server/features/fuzzy-score';
import { outline } from '../../server/features/navigation/outline';
import { MOST_SYMBOLS, workspaceSymbols } from '../../server/features/navigation/workspace-symbols';
import { analyseTexts, EVERYTHING, place } from './machine';

describe('names of the workspace', () => {
  const analysis = analyseTexts({ 'main.p2p': EVERYTHING });
  const found = (query: string): readonly string[] =>
    workspaceSymbols([analysis], query).map(({ name, container, kind }) => `${name} ${kind} ${container ?? '-'}`);

  test('an empty query finds everything that has a name', () => {
    expect([...found('')].sort()).toEqual([
      'mlx0 endpoint sw0',
      'nvme0 endpoint sw0',
      'pci0 host-bridge -',
      'read list -',
      'rp0 bridge pci0',
      'stock scenario -',
      'subsys0 query -',
      'subsys0 query stock',
      'sw0 bridge rp0',
    ]);
  });

  test.each([
    ['nvme0', ['nvme0 endpoint sw0']],
    ['NV', ['nvme0 endpoint sw0']],
    ['s0', ['sw0 bridge rp0', 'subsys0 query -', 'subsys0 query stock']],
    ['xyz', []],
  ])('%s', (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  test('a file that two machines include has each of its names once', () => {
    const texts = {
      'a.p2p': 'include "c.p2p"\nsgl only_a { ram 4KiB }',
      'b.p2p': 'include "c.p2p"',
      'c.p2p': 'host_bridge pci0 { nic mlx0 }',
    };
    const [a, b] = [analyseTexts(texts, 'a.p2p'), analyseTexts(texts, 'b.p2p')];
    const symbols = workspaceSymbols([a, b], '');
    expect(symbols.map((symbol) => place(a, symbol.place))).toEqual([
      'c.p2p 1:24 mlx0',
      'c.p2p 1:13 pci0',
      'a.p2p 2:5 only_a',
    ]);
  });

  test('a broken file has its names, and after an edit those that it has then', () => {
    const names = (text: string): readonly string[] =>
      workspaceSymbols([analyseTexts({ 'main.p2p': text })], '').map(({ name }) => name);
    expect(names('host_bridge pci0 {\n nic mlx0 @ @\n nvme nvme0 {')).toEqual(['mlx0', 'pci0', 'nvme0']);
    expect(names('host_bridge pci0 {\n nic cx7 @ @\n nvme nvme0 {')).toEqual(['cx7', 'pci0', 'nvme0']);
  });

  test('there are no more than anybody reads', () => {
    const many = Array.from({ length: MOST_SYMBOLS + 50 }, (_, index) => `sgl list${String(index)} { ram 4KiB }`);
    expect(workspaceSymbols([analyseTexts({ 'main.p2p': many.join('\n') })], 'l')).toHaveLength(MOST_SYMBOLS);
  });
});

describe('how well letters fit a name', () => {
  test.each([
    ['the whole name before a longer one', 'nvme1', ['nvme1', 'nvme10']],
    ['its beginning before a beginning of a word', 'mlx', ['mlx0', 'old_mlx']],
    ['beginnings of words before letters anywhere', 'nb', ['nvme_backup', 'nimble']],
    ['numbers are words', 'n2', ['nvme2', 'nvm12']],
    ['letters in a row before scattered ones', 'ck', ['rock', 'xcork']],
  ])('%s', (_, query, [better = '', worse = '']) => {
    expect(fuzzyScore(better, query) ?? -1).toBeGreaterThan(fuzzyScore(worse, query) ?? -1);
  });

  test.each([
    ['out of order', 'mlx0', '0m'],
    ['once, and asked for twice', 'nic', 'cc'],
  ])('letters that come %s do not fit', (_, name, query) => {
    expect(fuzzyScore(name, query)).toBeNull();
  });

  test('a beginning of a word is not taken where the rest would not fit behind it', () => {
    expect(fuzzyScore('ab_a', 'ab')).not.toBeNull();
    expect(fuzzyScore('xaxb_a', 'ab')).not.toBeNull();
  });
});

describe('outline', () => {
  const names = (text: string): readonly unknown[] => {
    const analysis = analyseTexts({ 'main.p2p': text });
    const show = ({ name, children }: ReturnType<typeof outline>[number]): unknown =>
      children.length === 0 ? name : [name, ...children.map(show)];
    return outline(analysis, analysis.root).map(show);
  };

  test('a broken file keeps its shape, and nothing in it is without a name', () => {
    expect(names('host_bridge pci0 {\n  {\n    nic a\n  }\n  nic @\n}\npair a ->   a // note\n')).toEqual([
      ['pci0', ['{ }', 'a'], 'nic'],
      'pair a -> a',
    ]);
  });

  test('is that of the text as it is now, and the same for the same text', () => {
    expect(names('host_bridge pci0 { nic a }')).toEqual([['pci0', 'a']]);
    expect(names('host_bridge pci0 { nic b }')).toEqual([['pci0', 'b']]);
    const analysis = analyseTexts({ 'main.p2p': EVERYTHING });
    expect(outline(analysis, analysis.root)).toEqual(outline(analyseTexts({ 'main.p2p': EVERYTHING }), analysis.root));
  });

  test('of an included file is that file alone', () => {
    const analysis = analyseTexts({ 'main.p2p': 'include "c.p2p"', 'c.p2p': 'host_bridge pci0 { nic a }' });
    expect(outline(analysis, analysis.root)).toEqual([]);
    expect(outline(analysis, analysis.files[1]?.uri ?? '').map(({ name }) => name)).toEqual(['pci0']);
  });
});
